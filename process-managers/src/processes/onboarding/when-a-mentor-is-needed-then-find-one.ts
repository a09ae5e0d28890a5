// A mentorship spans two streams, and this carries it over: a mentor is proposed, a place reserved, the plan takes it or declines, and
// the mentor's side follows. Each step answers the event of the step before, so a crash between any two leaves the next one to do. A
// mentor who filled up meanwhile refuses, and the next one is asked. What HR or a head began by hand is carried to its end, too.
import {
  type EmployeeId,
  MenteeReserved,
  MentorAssigned,
  MentorDeclined,
  MentorProposed,
  MentorshipEnded,
  OnboardingCancelled,
  OnboardingCompleted,
  OnboardingPlanned,
  type LocalDate,
} from "@tabel/domain";
import type { RefusedFact } from "../../process/fact.js";
import type { CommandIntent, Intent } from "../../process/intent.js";
import { process } from "../../process/process.js";

export const name = "when-a-mentor-is-needed-then-find-one";

interface Place {
  readonly mentorId: EmployeeId;
  readonly reservationId: string;
}

interface State {
  readonly employeeId: EmployeeId;
  readonly planId: string | null;
  readonly proposal: {
    readonly candidates: readonly EmployeeId[];
    readonly from: LocalDate;
    readonly replaces: EmployeeId | null;
  } | null;
  /** Reserved, and neither taken nor declined yet. */
  readonly reserved: readonly Place[];
  /** Whose place the plan has taken, and whose it had before and gave up. */
  readonly mentor: Place | null;
  readonly before: Place | null;
}

const without = (places: readonly Place[], reservationId: string): readonly Place[] =>
  places.filter((each) => each.reservationId !== reservationId);

const command = (name: string, employeeId: EmployeeId, place: Place): CommandIntent => ({
  do: "command",
  key: `${name} ${place.reservationId}`,
  command: name,
  data: { mentorId: place.mentorId, employeeId, reservationId: place.reservationId },
});

/** HR finds one by hand. */
const missing = ({ employeeId, planId }: State): readonly Intent[] =>
  planId === null ? [] : [{ do: "notify", key: "missing", fact: { is: "mentor-missing", employeeId, planId } }];

/** Asks the candidate at a place of the list; where all were asked, HR is told. */
const ask = (state: State, index: number): readonly Intent[] => {
  const { employeeId, proposal } = state;
  const mentorId = proposal?.candidates[index];
  if (proposal === null) return [];
  if (mentorId === undefined) return missing(state);
  const { from, replaces } = proposal;
  return [
    {
      do: "command",
      key: `reserve ${index}`,
      command: "reserve-mentee",
      data: { mentorId, employeeId, from, replaces },
    },
  ];
};

/** It cannot be this one; another one may do. */
const askTheNext: ReadonlySet<string> = new Set([
  "mentor-at-limit",
  "mentor-away",
  "mentor-left",
  "not-a-mentor",
  "before-hire",
  "mentor-is-newcomer",
]);

const afterRefusal = (state: State, { command: refused, code, key }: RefusedFact): readonly Intent[] => {
  const about = key.slice(key.indexOf(" ") + 1);
  if (refused === "propose-mentor") return code === "no-mentor-free" ? missing(state) : [];
  if (refused === "reserve-mentee") return askTheNext.has(code) ? ask(state, Number(about) + 1) : [];
  // The plan does not take it: it is over, or another mentor came first. The place must be given back all the same.
  const place = state.reserved.find(({ reservationId }) => reservationId === about);
  return refused === "assign-mentor" && place !== undefined ? [command("decline-mentor", state.employeeId, place)] : [];
};

export const whenAMentorIsNeededThenFindOne = process({
  name,
  version: 1,
  reads: [
    OnboardingPlanned,
    MentorProposed,
    MenteeReserved,
    MentorAssigned,
    MentorDeclined,
    MentorshipEnded,
    OnboardingCompleted,
    OnboardingCancelled,
  ],
  instances: ({ data }) => [data.employeeId],
  initial: null as State | null,
  evolve: (state, { type, data }): State | null => {
    const { employeeId } = data;
    const known = state ?? { employeeId, planId: null, proposal: null, reserved: [], mentor: null, before: null };
    switch (type) {
      case "OnboardingPlanned":
        return { ...known, planId: data.planId, proposal: null };
      case "MentorProposed": {
        const { candidates, from, replaces } = data;
        return { ...known, proposal: { candidates, from, replaces } };
      }
      case "MenteeReserved": {
        const { mentorId, reservationId } = data;
        return { ...known, reserved: [...without(known.reserved, reservationId), { mentorId, reservationId }] };
      }
      case "MentorAssigned": {
        const { mentorId, reservationId, replaces } = data;
        const reserved = without(known.reserved, reservationId);
        return { ...known, reserved, mentor: { mentorId, reservationId }, before: replaces, proposal: null };
      }
      case "MentorDeclined":
        return { ...known, reserved: without(known.reserved, data.reservationId) };
      case "MentorshipEnded":
      case "OnboardingCompleted":
      case "OnboardingCancelled":
        return { ...known, before: known.mentor, mentor: null, proposal: null };
    }
  },
  react: (state, fact): readonly Intent[] => {
    if (state === null || fact.is === "timer") return [];
    if (fact.is === "refused") return afterRefusal(state, fact);
    const { employeeId, planId, before } = state;
    const { type, data } = fact.event;
    const released = before === null ? [] : [command("release-mentee", employeeId, before)];
    switch (type) {
      case "OnboardingPlanned":
        return [{ do: "command", key: "propose", command: "propose-mentor", data: { employeeId, replaces: null } }];
      case "MentorProposed":
        return ask(state, 0);
      case "MenteeReserved":
        return [command("assign-mentor", employeeId, data)];
      case "MentorAssigned":
        return [command("confirm-mentee", employeeId, data), ...released];
      case "MentorDeclined":
        return [command("release-mentee", employeeId, data)];
      case "OnboardingCompleted": {
        if (before === null || planId === null) return released;
        const ended = { is: "mentorship-ended", employeeId, planId, mentorId: before.mentorId, on: data.on } as const;
        return [...released, { do: "notify", key: "ended", fact: ended }];
      }
      case "MentorshipEnded":
      case "OnboardingCancelled":
        return released;
    }
  },
});
