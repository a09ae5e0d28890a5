// A leave of the approved yearly schedule is announced to the person in time (Labour Code, article 123: two weeks before it), and
// anew when it was moved. Whoever announced it, the system or the employer, the person is told.
import {
  announcementDueBy,
  type EmployeeId,
  employmentOf,
  hasLeft,
  type Inquiry,
  LeaveChangeAgreed,
  LeavePartPlanned,
  LeavePartUnplanned,
  LeaveScheduleApproved,
  leaveSchedulePolicy,
  type LocalDate,
  placeOn,
  PlannedLeaveAnnounced,
  todayOf,
  type UnitId,
} from "@tabel/domain";
import type { Fact } from "../../process/fact.js";
import type { Due, Intent } from "../../process/intent.js";
import { process } from "../../process/process.js";

const name = "when-a-planned-leave-comes-near-then-announce";

interface Part {
  readonly employeeId: EmployeeId;
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** The schedule of a unit's year, as far as it is approved or may become so. */
interface Schedule {
  readonly unitId: UnitId;
  readonly year: number;
  readonly approved: boolean;
  /** By their ids. */
  readonly parts: { readonly [partId: string]: Part };
}

const reads = [
  LeavePartPlanned,
  LeavePartUnplanned,
  LeaveScheduleApproved,
  LeaveChangeAgreed,
  PlannedLeaveAnnounced,
] as const;

const timerOf = (partId: string): string => `announce ${partId}`;
const partOf = (key: string): string => key.slice(timerOf("").length);

const without = ({ parts, ...schedule }: Schedule, partId: string): Schedule => {
  const { [partId]: _, ...others } = parts;
  return { ...schedule, parts: others };
};

/** When each part is to be announced: in the morning of the person's last day in time; null where it is not. */
type Known = { readonly [partId: string]: Due | null };

/** None where no law sets a term, for who has left, and for a leave that has begun. */
const dueOf = async ({ employeeId, from }: Part, inquiry: Inquiry): Promise<Due | null> => {
  const employment = await employmentOf(inquiry, employeeId);
  if (employment === undefined || hasLeft(inquiry, employment)) return null;
  if (from <= todayOf(inquiry, employment)) return null;
  const { country, timeZone: zone } = placeOn(employment, from);
  const date = announcementDueBy(country, from);
  return date === null ? null : { date, time: leaveSchedulePolicy(country, from).announcedAt, zone };
};

/** The parts whose announcement a fact may change. */
const concerned = ({ approved, parts }: Schedule, fact: Fact): readonly string[] => {
  if (!approved || fact.is === "refused") return [];
  if (fact.is === "timer") return [partOf(fact.key)];
  if (fact.event.type === LeaveScheduleApproved.type) return Object.keys(parts);
  const { partId } = fact.event.data as { readonly partId: string }; // every other event that is read names its part
  return [partId];
};

const waitOrStop = (partId: string, due: Due | null): Intent => {
  const key = timerOf(partId);
  return due === null ? { do: "stop-waiting", key } : { do: "wait", key, timer: "announce", at: due };
};

export const whenAPlannedLeaveComesNearThenAnnounce = process({
  name,
  version: 1,
  reads,
  instances: ({ data }) => [`${data.unitId}_${data.year}`],
  initial: null as Schedule | null,

  evolve: (before, { type, data }) => {
    const schedule = before ?? { unitId: data.unitId, year: data.year, approved: false, parts: {} };
    switch (type) {
      case "LeavePartPlanned": {
        const { partId, employeeId, from, to } = data;
        return { ...schedule, parts: { ...schedule.parts, [partId]: { employeeId, from, to } } };
      }
      case "LeaveScheduleApproved":
        return { ...schedule, approved: true };
      case "LeaveChangeAgreed": {
        const { partId, employeeId, to } = data;
        const others = without(schedule, partId);
        return to === null ? others : { ...others, parts: { ...others.parts, [partId]: { employeeId, ...to } } };
      }
      case "LeavePartUnplanned":
        return without(schedule, data.partId);
      case "PlannedLeaveAnnounced":
        return schedule;
    }
  },

  learn: async (schedule, fact, inquiry): Promise<Known> => {
    const known: Record<string, Due | null> = {};
    if (schedule === null) return known;
    // One after the other: a unit has tens of parts, and their people's streams are in memory.
    for (const partId of concerned(schedule, fact)) {
      const part = schedule.parts[partId];
      if (part !== undefined) known[partId] = await dueOf(part, inquiry);
    }
    return known;
  },

  react: (schedule, fact, known: Known): readonly Intent[] => {
    if (schedule === null) return [];
    const { unitId, year } = schedule;
    if (fact.is === "timer") {
      const partId = partOf(fact.key);
      if ((known[partId] ?? null) === null) return [];
      return [{ do: "command", key: partId, command: "announce-planned-leave", data: { unitId, year, partId } }];
    }
    if (fact.is === "refused") return [];
    if (fact.event.type !== "PlannedLeaveAnnounced")
      return concerned(schedule, fact).map((partId) => waitOrStop(partId, known[partId] ?? null));
    const { partId } = fact.event.data;
    const part = schedule.parts[partId];
    const stop = waitOrStop(partId, null);
    if (part === undefined) return [stop];
    // A part that was moved keeps more than a message may say.
    const { employeeId, from, to } = part;
    const told = { is: "leave-announced", unitId, year, partId, employeeId, from, to } as const;
    return [stop, { do: "notify", key: partId, fact: told }];
  },
});
