// The yearly leave schedule of a unit (график отпусков, form T-7): each person's parts, none overlapping another of the same
// person; once it is approved, nothing moves without consent. Decisions: plan-leave.ts, pass-schedule.ts, change-by-consent.ts,
// announce-leave.ts.
import { z } from "zod";
import { DayHundredths } from "../absence/ledger/ledger-events.js";
import type { Aggregate } from "../kernel/decision.js";
import { event, personal, type EventOf } from "../kernel/event.js";
import { EmployeeId, streamName, UnitId, UserId } from "../kernel/identifiers.js";
import { LocalDate } from "../kernel/local-date.js";

export const ScheduleYear = z.int().min(2000).max(2198).meta({ example: 2027 });

export const leaveScheduleStream = (unitId: UnitId, year: number): string =>
  streamName("leaveSchedule", unitId, String(year));

export const PartId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,63}$/, "must be the number of a planned part")
  .meta({ example: "3f0c0a52-6a55-5f0e-9d1c-5a6f0d3b8a11" });
export const ChangeId = PartId;

/** Bounds of one schedule; a unit of a thousand people with five parts each fits. */
export const MOST_PARTS = 5_000;
export const MOST_PARTS_OF_ONE = 12;
export const LONGEST_PART = 366;

const ofSchedule = { unitId: UnitId, year: ScheduleYear };
const ofPart = { ...ofSchedule, employeeId: EmployeeId, partId: PartId };
const dates = {
  from: LocalDate,
  to: LocalDate,
  /** Days that the part will count on the ledger; null while a work calendar of its days is not loaded. */
  counted: DayHundredths.nullable(),
};
const reason = z.string().min(1).max(1000);

// Events — stored for ever: never rename or remove a field, add an upcaster instead.
export const LeavePartPlanned = event("LeavePartPlanned", 1, {
  ...ofPart,
  ...dates,
  /** What the ledger gives the person by the end of the year, as it was known when the part was planned. */
  entitled: DayHundredths.nullable(),
  plannedBy: UserId,
});
export const LeavePartUnplanned = event("LeavePartUnplanned", 1, { ...ofPart, unplannedBy: UserId });
export const LeaveScheduleSubmitted = event("LeaveScheduleSubmitted", 1, { ...ofSchedule, submittedBy: UserId });
/** Back to the head, who plans again. */
export const LeaveScheduleReturned = event("LeaveScheduleReturned", 1, { ...ofSchedule, returnedBy: UserId, reason });
export const LeaveScheduleApproved = event("LeaveScheduleApproved", 1, {
  ...ofSchedule,
  on: LocalDate,
  approvedBy: UserId,
});
/** After approval a part moves, comes or goes only when the other side agrees. */
export const LeaveChangeProposed = event(
  "LeaveChangeProposed",
  1,
  {
    ...ofPart,
    changeId: ChangeId,
    /** Null where the part is to be taken out. */
    to: z.object(dates).nullable(),
    side: z.enum(["employee", "employer"]),
    proposedBy: UserId,
    reason: personal(reason),
  },
  { subject: "employeeId" },
);
/** The part stands as proposed from now on; it is announced anew. */
export const LeaveChangeAgreed = event("LeaveChangeAgreed", 1, {
  ...ofPart,
  changeId: ChangeId,
  to: z.object(dates).nullable(),
  agreedBy: UserId,
});
export const LeaveChangeDeclined = event("LeaveChangeDeclined", 1, {
  ...ofPart,
  changeId: ChangeId,
  declinedBy: UserId,
});
export const PlannedLeaveAnnounced = event("PlannedLeaveAnnounced", 1, {
  ...ofPart,
  on: LocalDate,
  announcedBy: UserId,
});
/** The person has read it: what a signature on paper says. */
export const PlannedLeaveAcknowledged = event("PlannedLeaveAcknowledged", 1, { ...ofPart, on: LocalDate });
export const leaveScheduleEvents = [
  LeavePartPlanned,
  LeavePartUnplanned,
  LeaveScheduleSubmitted,
  LeaveScheduleReturned,
  LeaveScheduleApproved,
  LeaveChangeProposed,
  LeaveChangeAgreed,
  LeaveChangeDeclined,
  PlannedLeaveAnnounced,
  PlannedLeaveAcknowledged,
] as const;
export type LeaveScheduleEvent = EventOf<(typeof leaveScheduleEvents)[number]>;

// State — only what decisions need.
export interface PlannedPart {
  readonly partId: string;
  readonly employeeId: EmployeeId;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly announcedOn: LocalDate | null;
  readonly acknowledgedOn: LocalDate | null;
}
export interface ProposedChange {
  readonly changeId: string;
  readonly partId: string;
  readonly employeeId: EmployeeId;
  readonly to: EventOf<typeof LeaveChangeProposed>["data"]["to"];
  readonly side: "employee" | "employer";
  readonly status: "open" | "agreed" | "declined";
}
export interface LeaveSchedule {
  readonly parts: ReadonlyMap<string, PlannedPart>;
  readonly status: "open" | "submitted" | "approved";
  readonly submittedBy: UserId | null;
  readonly approvedOn: LocalDate | null;
  readonly changes: ReadonlyMap<string, ProposedChange>;
}

const withPart = (state: LeaveSchedule, part: PlannedPart): LeaveSchedule => ({
  ...state,
  parts: new Map(state.parts).set(part.partId, part),
});

const withoutPart = (state: LeaveSchedule, partId: string): LeaveSchedule => {
  const parts = new Map(state.parts);
  parts.delete(partId);
  return { ...state, parts };
};

const changed = (state: LeaveSchedule, changeId: string, status: ProposedChange["status"]): LeaveSchedule => {
  const change = state.changes.get(changeId);
  return change === undefined
    ? state
    : { ...state, changes: new Map(state.changes).set(changeId, { ...change, status }) };
};

const marked = (state: LeaveSchedule, partId: string, mark: Partial<PlannedPart>): LeaveSchedule => {
  const part = state.parts.get(partId);
  return part === undefined ? state : withPart(state, { ...part, ...mark });
};

const unsigned = { announcedOn: null, acknowledgedOn: null };

export const leaveSchedule: Aggregate<LeaveSchedule, LeaveScheduleEvent> = {
  initial: { parts: new Map(), status: "open", submittedBy: null, approvedOn: null, changes: new Map() },
  evolve: (state, { type, data }) => {
    switch (type) {
      case "LeavePartPlanned": {
        const { partId, employeeId, from, to } = data;
        return withPart(state, { partId, employeeId, from, to, ...unsigned });
      }
      case "LeavePartUnplanned":
        return withoutPart(state, data.partId);
      case "LeaveScheduleSubmitted":
        return { ...state, status: "submitted", submittedBy: data.submittedBy };
      case "LeaveScheduleReturned":
        return { ...state, status: "open", submittedBy: null };
      case "LeaveScheduleApproved":
        return { ...state, status: "approved", approvedOn: data.on };
      case "LeaveChangeProposed": {
        const { changeId, partId, employeeId, to, side } = data;
        const change: ProposedChange = { changeId, partId, employeeId, to, side, status: "open" };
        return { ...state, changes: new Map(state.changes).set(changeId, change) };
      }
      case "LeaveChangeAgreed": {
        const { partId, employeeId, to, changeId } = data;
        const agreed = changed(state, changeId, "agreed");
        if (to === null) return withoutPart(agreed, partId);
        return withPart(agreed, { partId, employeeId, from: to.from, to: to.to, ...unsigned });
      }
      case "LeaveChangeDeclined":
        return changed(state, data.changeId, "declined");
      case "PlannedLeaveAnnounced":
        return marked(state, data.partId, { announcedOn: data.on });
      case "PlannedLeaveAcknowledged":
        return marked(state, data.partId, { acknowledgedOn: data.on });
    }
  },
};
