// A mentorship across two streams, step by step; and what each refusal leads to.
import { describe, test } from "@jest/globals";
import {
  MenteeReserved,
  MentorAssigned,
  MentorDeclined,
  MentorProposed,
  MentorshipEnded,
  OnboardingCancelled,
  OnboardingCompleted,
  OnboardingPlanned,
} from "@tabel/domain";
import { given, happened, wasRefused } from "../../specification/given-then.js";
import { whenAMentorIsNeededThenFindOne as theProcess } from "./when-a-mentor-is-needed-then-find-one.js";

const employeeId = "galina";
const planId = "3f0c0a52-6a55-4f0e-9d1c-5a6f0d3b8a11";
const reservationId = "0b4e9f0e-6c0f-4b38-8a0f-4e7f0f6f2a10";
const title = { ru: "Задача", en: "Task" };
const task = { taskId: "tour", title, owner: "mentor", due: 1, needsDocument: false, dueOn: "2026-02-03" } as const;
const from = "2026-02-02";
const place = { mentorId: "olga", employeeId, reservationId };

const planned = happened(
  OnboardingPlanned({ employeeId, planId, templateId: "teller", templateVersion: 1, startsOn: from, tasks: [task] }),
);
const proposed = happened(MentorProposed({ employeeId, planId, candidates: ["olga", "anton"], from, replaces: null }));
const reserved = happened(MenteeReserved({ ...place, from, replaces: null, limit: 3 }));
const assigned = happened(MentorAssigned({ ...place, planId, from, replaces: null }));
const before = { mentorId: "irina", reservationId: "0b4e9f0e-6c0f-4b38-8a0f-4e7f0f6f2a11" };

const command = (name: string, data: object, key = `${name} ${reservationId}`) =>
  ({ do: "command", key, command: name, data }) as const;
const ask = (mentorId: string, index: number) =>
  command("reserve-mentee", { mentorId, employeeId, from, replaces: null }, `reserve ${index}`);
const tell = (key: string, fact: object) => ({ do: "notify", key, fact }) as never; // its fields stand in the facts' own spec

const missing = { is: "mentor-missing", employeeId, planId };

describe("a newcomer's mentor", () => {
  test("is proposed when the plan is made", () =>
    given(theProcess, [planned]).thenIntends(command("propose-mentor", { employeeId, replaces: null }, "propose")));
  test("is asked for a place, the best first", () =>
    given(theProcess, [planned, proposed]).thenIntends(ask("olga", 0)));
  test("who filled up meanwhile is passed over; where nobody is left HR is told, with the plan", () => {
    const full = (index: number) => wasRefused("reserve-mentee", "mentor-at-limit", `reserve ${index}`);
    given(theProcess, [planned, proposed, full(0)]).thenIntends(ask("anton", 1));
    given(theProcess, [planned, proposed, full(1)]).thenIntends(tell("missing", missing));
    // Another one was found by hand meanwhile.
    given(theProcess, [planned, proposed, reserved, assigned, full(1)]).thenNothing();
  });
  test("whom nobody could be is HR's to find, as long as there is a plan", () => {
    const nobody = wasRefused("propose-mentor", "no-mentor-free", "propose");
    given(theProcess, [planned, nobody]).thenIntends(tell("missing", missing));
    given(theProcess, [planned, wasRefused("propose-mentor", "onboarding-unknown", "propose")]).thenNothing();
  });
  test("is looked for no further where the plan is over or has one", () => {
    for (const code of ["onboarding-unknown", "mentor-assigned", "mentee-already"])
      given(theProcess, [planned, proposed, wasRefused("reserve-mentee", code, "reserve 0")]).thenNothing();
  });
  test("is taken into the plan once a place is reserved, and confirmed after that", () => {
    given(theProcess, [planned, proposed, reserved]).thenIntends(command("assign-mentor", place));
    given(theProcess, [planned, proposed, reserved, assigned]).thenIntends(command("confirm-mentee", place));
  });
  test("whom the plan does not take is declined, and the place given back", () => {
    const refused = wasRefused("assign-mentor", "mentor-assigned", `assign-mentor ${reservationId}`);
    given(theProcess, [planned, proposed, reserved, refused]).thenIntends(command("decline-mentor", place));
    const declined = happened(MentorDeclined(place));
    given(theProcess, [planned, proposed, reserved, declined]).thenIntends(command("release-mentee", place));
  });
  test("who takes over releases the one before", () => {
    const over = happened(MentorAssigned({ ...place, planId, from, replaces: before }));
    given(theProcess, [planned, reserved, over]).thenIntends(
      command("confirm-mentee", place),
      command("release-mentee", { ...before, employeeId }, `release-mentee ${before.reservationId}`),
    );
  });
});

describe("the end of a mentorship gives the place back", () => {
  const history = [planned, proposed, reserved, assigned];
  const release = command("release-mentee", { mentorId: "olga", employeeId, reservationId });
  const ended = (on: string) => tell("ended", { is: "mentorship-ended", employeeId, planId, mentorId: "olga", on });
  test("when it ends by itself", () => {
    const event = MentorshipEnded({ ...place, planId, on: "2026-03-02", reason: "agreed" });
    given(theProcess, [...history, happened(event)]).thenIntends(release);
  });
  test("with the plan, done or given up", () => {
    const completed = OnboardingCompleted({ employeeId, planId, on: "2026-03-02" });
    given(theProcess, [...history, happened(completed)]).thenIntends(release, ended("2026-03-02"));
    const cancelled = OnboardingCancelled({ employeeId, planId, cancelledBy: "hr", reason: "No" });
    given(theProcess, [...history, happened(cancelled)]).thenIntends(release);
    given(theProcess, [planned, happened(cancelled)]).thenNothing();
  });
});
