// What days of sickness do to the absences that they fall into: by its kind an absence gives its days, or stands.
import type { Employment } from "../../employee/employee.js";
import type { EventOf } from "../../kernel/event.js";
import { RequestId } from "../../kernel/identifiers.js";
import { addDays, earlier, later } from "../../kernel/local-date.js";
import type { AbsenceKind } from "../../policy/absence-kinds.js";
import type { Policy } from "../../policy/policy.js";
import type { Absences } from "../absence.js";
import type { DateSpan } from "../absence-fields.js";
import type { AbsenceSpan } from "../absence-spans.js";
import { counted, daysWithin } from "../day-spans.js";
import { firstDayUnderZero, ledgerEntries } from "../ledger/leave-ledger.js";
import { forfeitedBy } from "../work/day-in-lieu.js";
import type { DayInLieuForfeited } from "../work/work-events.js";
import { AbsenceInterrupted } from "./sick-leave-events.js";

export interface Effect {
  /** The days on which the sickness takes effect. */
  readonly holds: readonly DateSpan[];
  readonly interrupted: readonly (EventOf<typeof AbsenceInterrupted> | EventOf<typeof DayInLieuForfeited>)[];
}

type Meeting = "gives" | "stands" | "goes-on";

/** Care of a relative takes no day of a leave: the leave is neither extended nor split by it. */
const meeting = (kind: AbsenceKind | undefined, ownSickness: boolean): Meeting => {
  if (kind?.besideAbsence === true) return "goes-on";
  if (kind === undefined || kind.sickness === "stands") return "stands";
  return kind.sickness === "extends" && !ownSickness ? "stands" : "gives";
};

const without = (days: readonly DateSpan[], { from, to }: DateSpan): readonly DateSpan[] =>
  days.flatMap((span) => {
    if (span.to < from || to < span.from) return [span];
    const before = span.from < from ? [{ from: span.from, to: addDays(from, -1) }] : [];
    return span.to > to ? [...before, { from: addDays(to, 1), to: span.to }] : before;
  });

const isSpokenFor = (forfeited: EventOf<typeof DayInLieuForfeited>, { entries }: Absences): boolean => {
  const { ledger, usableFrom } = forfeited.data;
  return firstDayUnderZero([...entries, ...ledgerEntries(forfeited)], ledger, usableFrom) !== undefined;
};

const interrupt = (
  span: AbsenceSpan,
  days: DateSpan,
  sickLeaveId: RequestId,
  kind: AbsenceKind | undefined,
  state: Absences,
  employment: Employment,
): Effect["interrupted"] => {
  const request = state.requests.get(RequestId.parse(span.requestId));
  const { employeeId } = employment;
  const [from, to] = [later(span.from, days.from), earlier(span.to, days.to)];
  const ledger = request?.ledger ?? null;
  const returned = ledger === null || request === undefined ? [] : counted(daysWithin(request.days, { from, to }));
  const event = AbsenceInterrupted({
    employeeId,
    requestId: span.requestId,
    sickLeaveId,
    from,
    to,
    ledger,
    returned,
    extends: kind?.sickness === "extends" && span.dayPart === "full",
  });
  // The work was not done: the day that it earned is taken back, unless it is spoken for already, which HR then settles.
  const forfeited = request === undefined ? [] : forfeitedBy(request, employment, state.entries);
  return [event, ...forfeited.filter((each) => !isSpokenFor(each, state))];
};

/** `days` are the days of the certificate that are new. */
export const effectOf = (
  days: DateSpan,
  { sickLeaveId, ownSickness }: { readonly sickLeaveId: RequestId; readonly ownSickness: boolean },
  state: Absences,
  employment: Employment,
  policy: Policy,
): Effect => {
  let holds: readonly DateSpan[] = [days];
  const interrupted: Effect["interrupted"][number][] = [];
  for (const span of state.spans) {
    if (span.to < days.from || days.to < span.from) continue;
    const kind = policy.absenceKind(employment.country, span.kind, span.from);
    const what = meeting(kind, ownSickness);
    if (what === "stands") holds = without(holds, span);
    else if (what === "gives") interrupted.push(...interrupt(span, days, sickLeaveId, kind, state, employment));
  }
  return { holds, interrupted };
};
