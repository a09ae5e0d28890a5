// A mentor who leaves, goes to another unit, stands down or is away for long hands the mentees over: for each of them the next mentor is looked for, and takes
// over with the same reservation. Where nobody is found HR is told, and who leaves goes all the same: the mentorship ends on the last day.
import {
  daysBetween,
  addDays,
  EmployeeLeft,
  EmployeeTransferred,
  type EmployeeId,
  employmentOf,
  type Employment,
  LeavingWithdrawn,
  type LocalDate,
  MenteeConfirmed,
  MenteeReleased,
  MentorAwayCancelled,
  MentorAwayRecorded,
  MentorStoodDown,
  onboarding,
  onboardingPolicy,
  onboardingStream,
  placeOn,
  unitOn,
} from "@tabel/domain";
import type { Due, Intent } from "../../process/intent.js";
import { process } from "../../process/process.js";
import { dueFor } from "../morning.js";

interface State {
  readonly mentorId: EmployeeId;
  readonly mentees: readonly EmployeeId[];
  readonly lastDay: LocalDate | null;
}

interface Known {
  readonly employment: Employment | undefined;
  /** Of the newcomer for whom nobody was found. */
  readonly planId: string | undefined;
}

const menteeOf = ({ mentees }: State, key: string): EmployeeId | undefined =>
  mentees.find((each) => key === `propose ${each}`);

const go = (timer: "leaves" | "hands-over", key: string, at: Due): readonly Intent[] => [
  { do: "wait", key, timer, at },
];

const isLong = (from: LocalDate, to: LocalDate, employment: Employment | undefined): boolean =>
  employment !== undefined &&
  daysBetween(from, to) + 1 > onboardingPolicy(placeOn(employment, from).country, from).handOverAfterDays;

export const whenAMentorGoesThenHandOver = process({
  name: "when-a-mentor-goes-then-hand-over",
  version: 1,
  reads: [
    MenteeConfirmed,
    MenteeReleased,
    MentorStoodDown,
    MentorAwayRecorded,
    MentorAwayCancelled,
    EmployeeLeft,
    EmployeeTransferred,
    LeavingWithdrawn,
  ],
  instances: ({ data }) => ["mentorId" in data ? data.mentorId : data.employeeId],
  initial: null as State | null,
  evolve: (state, { type, data }): State | null => {
    if (type === "EmployeeTransferred") return state;
    if (type === "EmployeeLeft" || type === "LeavingWithdrawn")
      // Of whoever never was a mentor nothing is kept.
      return state && { ...state, lastDay: type === "EmployeeLeft" ? data.lastDay : null };
    const known = state ?? { mentorId: data.mentorId, mentees: [], lastDay: null };
    switch (type) {
      case "MenteeConfirmed":
        return { ...known, mentees: [...known.mentees.filter((each) => each !== data.employeeId), data.employeeId] };
      case "MenteeReleased":
        return { ...known, mentees: known.mentees.filter((each) => each !== data.employeeId) };
      default:
        return known;
    }
  },
  learn: async (state, fact, inquiry): Promise<Known> => {
    const nothing = { employment: undefined, planId: undefined };
    if (state === null || fact.is === "timer") return nothing;
    if (fact.is === "event") return { ...nothing, employment: await employmentOf(inquiry, state.mentorId) };
    const mentee = menteeOf(state, fact.key);
    if (mentee === undefined) return nothing;
    return { ...nothing, planId: (await inquiry.read(onboardingStream(mentee), onboarding)).plan?.planId };
  },
  react: (state, fact, { employment, planId }: Known): readonly Intent[] => {
    if (state === null) return [];
    const { mentorId, mentees } = state;
    if (fact.is === "timer")
      return mentees.map((employeeId): Intent => ({
        do: "command",
        key: `propose ${employeeId}`,
        command: "propose-mentor",
        data: { employeeId, replaces: mentorId },
      }));
    if (fact.is === "refused") {
      const employeeId = menteeOf(state, fact.key);
      if (employeeId === undefined || fact.command !== "propose-mentor" || fact.code !== "no-mentor-free") return [];
      const end: Intent = {
        do: "command",
        key: `end ${employeeId}`,
        command: "end-mentorship",
        data: { employeeId, reason: "mentor-left" },
      };
      const missing = planId === undefined ? [] : [{ is: "mentor-missing", employeeId, planId } as const];
      return [
        ...(state.lastDay === null ? [] : [end]),
        ...missing.map((each): Intent => ({ do: "notify", key: `missing ${employeeId}`, fact: each })),
      ];
    }
    const { type, data } = fact.event;
    switch (type) {
      case "EmployeeLeft":
        return go("leaves", "leaves", dueFor(employment, data.lastDay));
      case "EmployeeTransferred": {
        const stays = employment === undefined || unitOn(employment, addDays(data.from, -1)) === data.unitId;
        return stays ? [] : go("hands-over", `moves ${data.from}`, dueFor(employment, data.from));
      }
      case "LeavingWithdrawn":
        return [{ do: "stop-waiting", key: "leaves" }];
      case "MentorStoodDown":
        return go("hands-over", "stands-down", dueFor(employment, data.on));
      case "MentorAwayRecorded":
        return isLong(data.from, data.to, employment)
          ? go("hands-over", `away ${data.awayId}`, dueFor(employment, data.from))
          : [];
      case "MentorAwayCancelled":
        return [{ do: "stop-waiting", key: `away ${data.awayId}` }];
      case "MenteeConfirmed":
      case "MenteeReleased":
        return [];
    }
  },
});
