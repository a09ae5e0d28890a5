// Leaves that gave days to a sickness, and of which the employee has not chosen yet what becomes of these.
import type { RequestId } from "../../kernel/identifiers.js";
import type { Absences } from "../absence.js";
import { countedIn } from "../day-spans.js";

export const leavesWaitingForChoice = ({ requests }: Absences, sickLeaveId: string): readonly RequestId[] =>
  [...requests.values()].flatMap(({ requestId, status, interruptions }) => {
    const own = interruptions.filter((each) => each.sickLeaveId === sickLeaveId && each.extends);
    const waits = own.some(({ chosen, days }) => chosen === null && countedIn(days) > 0);
    return status === "approved" && waits ? [requestId] : [];
  });
