// What of somebody's absences lies after their last day: requests are taken back, leave that never begins is cancelled, leave that
// is under way is cut as on a recall. The days go back to the ledger, where they are compensated.
import { z } from "zod";
import { nothingToDo, refuse, type Command, type Decision } from "../../kernel/decision.js";
import type { EventOf } from "../../kernel/event.js";
import { EmployeeId } from "../../kernel/identifiers.js";
import { addDays } from "../../kernel/local-date.js";
import type { Employment } from "../../employee/employee.js";
import type { Absences } from "../absence.js";
import { holding } from "./find-change.js";
import { counted, daysWithin } from "../day-spans.js";
import { AbsenceWithdrawn } from "../request/request-events.js";
import type { AbsenceRequest } from "../request/request-state.js";
import { AbsenceCancelled, EmployeeRecalled } from "./change-events.js";

export const EndAbsences = z.strictObject({ employeeId: EmployeeId });
export type EndAbsences = z.output<typeof EndAbsences>;

interface LeavingFacts {
  readonly employment: Employment | undefined;
}

type Ended = EventOf<typeof AbsenceWithdrawn | typeof AbsenceCancelled | typeof EmployeeRecalled>;

const countedOf = ({ ledger, days }: AbsenceRequest) => (ledger === null ? [] : counted(days));

/** Work that was asked for (overtime, a day off) is no absence to end: it ends with the employment by itself. */
const endOf = (
  request: AbsenceRequest,
  state: Absences,
  { data: { employeeId }, meta: { actor } }: Command<EndAbsences>,
  { lastDay }: Pick<Employment, "lastDay">,
): readonly Ended[] => {
  const { requestId, ledger, status } = request;
  if (lastDay === null) return [];
  if (status === "pending")
    return [AbsenceWithdrawn({ employeeId, requestId, withdrawnBy: actor, ledger, released: countedOf(request) })];
  if (status !== "approved") return [];
  const spans = holding(state, requestId);
  const [first, last] = [spans[0], spans.at(-1)];
  if (first === undefined || last === undefined || last.to <= lastDay) return [];
  if (first.from > lastDay)
    return [
      AbsenceCancelled({
        employeeId,
        requestId,
        ledger,
        returned: countedOf(request),
        cancelledBy: actor,
        onBehalfOf: null,
      }),
    ];
  const after = { from: addDays(lastDay, 1), to: last.to };
  const returned = ledger === null ? [] : counted(daysWithin(request.days, after));
  return [EmployeeRecalled({ employeeId, requestId, ...after, ledger, returned, consentedBy: actor })];
};

/** Once the last day is known; what ends after it stands as before. */
export const endAbsences = (
  command: Command<EndAbsences>,
  state: Absences,
  { employment }: LeavingFacts,
): Decision<Ended> => {
  const { employeeId } = command.data;
  if (employment === undefined) return refuse("employee-unknown", { employeeId }, "/employeeId");
  if (employment.lastDay === null) return refuse("not-leaving", { employeeId });
  const ended = [...state.requests.values()].flatMap((request) => endOf(request, state, command, employment));
  return ended.length === 0 ? nothingToDo() : ended;
};
