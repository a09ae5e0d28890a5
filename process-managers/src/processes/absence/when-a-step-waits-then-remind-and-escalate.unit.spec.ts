// A step that nobody takes, by the calendar and the clock of whom it waits for.
import { describe, expect, test } from "@jest/globals";
import {
  AbsenceApproved,
  AbsenceRecorded,
  AbsenceRejected,
  AbsenceRequested,
  AbsenceWithdrawn,
  localDate,
  type RouteStep,
  StepApproved,
  StepEscalated,
} from "@tabel/domain";
import { bankAt, deputyOf } from "../../specification/bank.js";
import { cameDue, given, happened, intentsOf, stateAfter, wasRefused } from "../../specification/given-then.js";
import { whenAStepWaitsThenRemindAndEscalate as theProcess } from "./when-a-step-waits-then-remind-and-escalate.js";

/** An event that the process reads. */
type Read = Parameters<typeof theProcess.evolve>[1];

const points = { remindAfter: 2, escalateAfter: 5 };
const branch = { holder: "unit-head" as const, unitId: "branch", ...points };
const bank = { holder: "unit-head" as const, unitId: "bank", ...points };
const hr = { holder: "role" as const, role: "hr-officer", ...points };
const ids = { employeeId: "galina", requestId: "r1" };

const asked = (...route: readonly object[]) =>
  AbsenceRequested({
    ...ids,
    kind: "unpaid-leave",
    from: "2026-06-01",
    to: "2026-06-05",
    dayPart: "full",
    ledger: null,
    reserved: 0,
    days: [],
    comment: null,
    route: (route.length === 0 ? [branch] : route) as RouteStep[], // parsed by the event itself
    requestedBy: "galina",
  });

/** Thursday evening in Moscow, Friday morning in Vladivostok; 1 May is a holiday, and 11 May a day off by transfer. */
const thursday = "2026-04-30T16:00:00.000Z";
const due = (date: string, zone = "Asia/Vladivostok") => ({ date: localDate(date), time: "09:00", zone });
const anyDay = due("2026-05-06");

const waits = (timer: string, at: ReturnType<typeof due>) => ({ do: "wait" as const, key: timer, timer, at });
const stops = (key: string) => ({ do: "stop-waiting" as const, key });
const allStopped = [stops("remind"), stops("escalate"), stops("ask-again")];

/** What the process does after facts, asking the bank as it stands at an instant. */
const intentsAt = (
  at: string,
  facts: Parameters<typeof intentsOf<typeof theProcess.initial, Read, unknown>>[1],
  more: Parameters<typeof bankAt>[1] = {},
) => {
  const requested = facts.flatMap((fact) => (fact.is === "event" ? [fact.event] : []));
  return intentsOf(theProcess, facts, bankAt(at, { "absence-galina": requested, ...more }));
};

describe("the terms of a step", () => {
  test("are working days of its holder's calendar, at nine in the morning of the holder's zone", async () =>
    // In Vladivostok it is 1 May already, so that days are counted from the day after it.
    expect(await intentsAt(thursday, [happened(asked(), thursday)])).toEqual([
      waits("remind", due("2026-05-05")),
      waits("escalate", due("2026-05-08")),
      stops("ask-again"),
    ]));

  test("go by the deputy where the holder is away", async () => {
    const away = AbsenceRecorded({
      employeeId: "anna",
      requestId: "a1",
      kind: "annual-leave",
      from: "2026-04-01",
      to: "2026-05-31",
      days: [],
      recordedBy: "hr",
    });
    const intents = await intentsAt(thursday, [happened(asked(), thursday)], {
      "absence-anna": [away],
      "access-anna": [deputyOf("anna", "boris")],
    });
    expect(intents).toContainEqual(waits("remind", due("2026-05-05", "Europe/Moscow")));
  });

  test("go by the employee where many hold the role", async () =>
    expect(await intentsAt(thursday, [happened(asked(hr), thursday)])).toContainEqual(
      waits("remind", due("2026-05-05", "Europe/Moscow")),
    ));

  test("begin anew with each step, and with each holder", async () => {
    const tuesday = "2026-05-05T08:00:00.000Z";
    const twoSteps = [happened(asked(branch, hr), thursday)];
    const taken = StepApproved({ ...ids, step: 0, approvedBy: "anna", onBehalfOf: null });
    expect(await intentsAt(tuesday, [...twoSteps, happened(taken, tuesday)])).toContainEqual(
      waits("remind", due("2026-05-07", "Europe/Moscow")),
    );
    const handedOn = StepEscalated({ ...ids, step: 0, to: bank, escalatedBy: "system" });
    expect(await intentsAt(tuesday, [...twoSteps, happened(handedOn, tuesday)])).toContainEqual(
      waits("escalate", due("2026-05-13", "Europe/Moscow")),
    );
  });

  test("of a step without any are none", async () => {
    const silent = { holder: "unit-head", unitId: "branch", remindAfter: null, escalateAfter: null };
    expect(await intentsAt(thursday, [happened(asked(silent), thursday)])).toEqual(allStopped);
  });

  test("of days that were over when they were imported are none; of days to come they are as ever", async () => {
    const imported = (at: string) => [{ ...happened(asked(), at), imported: true as const }];
    const afterwards = "2027-05-05T08:00:00.000Z";
    expect(await intentsAt(afterwards, imported(afterwards))).toEqual(allStopped);
    expect(await intentsAt(thursday, imported(thursday))).not.toEqual(allStopped);
  });

  test("are asked for again on the next day while a calendar is missing that they need", async () => {
    const december = "2199-12-30T06:00:00.000Z";
    const facts = [happened(asked(), december)];
    expect(await intentsAt(december, facts)).toEqual([
      stops("remind"),
      stops("escalate"),
      waits("ask-again", due("2199-12-31")),
    ]);
    const again = [...facts, cameDue("ask-again", due("2199-12-31"))];
    expect(await intentsAt("2199-12-31T00:00:00.000Z", again)).toContainEqual(waits("ask-again", due("2200-01-01")));
  });
});

describe("a step that still waits", () => {
  const { employeeId, requestId, from, to, requestedBy, route } = asked().data;

  test("reminds", () =>
    given(theProcess, [happened(asked(), thursday), cameDue("remind", anyDay)]).thenIntends({
      do: "notify",
      key: "remind",
      fact: { is: "step-reminder", employeeId, requestId, from, to, requestedBy, step: route[0] ?? hr },
    }));

  test("is escalated; the command says how often it was before", () => {
    const handedOn = StepEscalated({ ...ids, step: 0, to: bank, escalatedBy: "system" });
    given(theProcess, [happened(asked(), thursday), happened(handedOn), cameDue("escalate", anyDay)]).thenIntends({
      do: "command",
      key: "escalate",
      command: "escalate-step",
      data: { ...ids, step: 0, escalation: 1 },
    });
  });

  test("at HR, where nobody is above, is asked after again and again", async () => {
    const monday = "2026-05-12T06:00:00.000Z";
    const facts = [happened(asked(hr), thursday), wasRefused("escalate-step", "nowhere-to-escalate", "escalate")];
    const intents = await intentsAt(monday, facts);
    expect(intents.map((intent) => `${intent.do} ${intent.key}`)).toEqual([
      "notify remind",
      "wait escalate",
      "stop-waiting ask-again",
    ]);
    expect(intents).toContainEqual(waits("escalate", due("2026-05-19", "Europe/Moscow")));
  });

  test("of somebody who is unknown, asks nobody", () =>
    given(theProcess, [happened(asked()), wasRefused("escalate-step", "employee-unknown", "escalate")]).thenNothing());
});

describe("a request that is decided, or taken back", () => {
  const decided = { ...ids, step: 0, ledger: null, released: [] };
  test.each<[string, Read]>([
    [
      "approved",
      AbsenceApproved({
        ...decided,
        kind: "unpaid-leave",
        from: "2026-06-01",
        to: "2026-06-05",
        dayPart: "full",
        used: 0,
        days: [],
        approvedBy: "anna",
      }),
    ],
    ["rejected", AbsenceRejected({ ...decided, rejectedBy: "anna", reason: "Not in June." })],
    ["withdrawn", AbsenceWithdrawn({ ...ids, withdrawnBy: "galina", ledger: null, released: [] })],
  ])("%s waits for nothing, and leaves nothing", (_, event) => {
    const facts = [happened(asked(), thursday), happened(event)];
    given(theProcess, facts).thenIntends(...allStopped);
    expect(stateAfter(theProcess, facts)).toBeNull();
    given(theProcess, [...facts, cameDue("remind", anyDay)]).thenNothing();
    given(theProcess, [...facts, cameDue("escalate", anyDay)]).thenNothing();
  });
});
