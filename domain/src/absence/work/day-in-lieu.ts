// The day that approved work on a day off earns for single pay, and loses when the work did not take place.
import type { Employment } from "../../employee/employee.js";
import type { EventOf } from "../../kernel/event.js";
import { addDays, addMonthsToDate } from "../../kernel/local-date.js";
import type { Policy } from "../../policy/policy.js";
import type { LedgerEntry } from "../ledger/ledger-entry.js";
import { holding } from "../ledger/lots.js";
import type { AbsenceRequest } from "../request/request-state.js";
import { DayInLieuEarned, DayInLieuForfeited } from "./work-events.js";

type Work = Pick<AbsenceRequest, "requestId" | "kind" | "from" | "compensation">;

/** What the work earns; nothing where it is paid. */
export const dayInLieuOf = (
  { requestId, kind, from, compensation }: Work,
  { employeeId, country }: Employment,
  { absenceKind, lieuPolicy }: Pick<Policy, "absenceKind" | "lieuPolicy">,
): readonly EventOf<typeof DayInLieuEarned>[] => {
  if (compensation !== "day-in-lieu" || absenceKind(country, kind, from)?.workedOn !== "day-off") return [];
  const { ledger, amount, months } = lieuPolicy(country, from);
  return [
    DayInLieuEarned({
      employeeId,
      requestId,
      ledger,
      amount,
      workedOn: from,
      usableFrom: addDays(from, 1),
      lastDay: addMonthsToDate(from, months),
    }),
  ];
};

/** What of it is taken back: what the work earned and still holds, so that nothing is taken back twice. */
export const forfeitedBy = (
  { requestId }: Pick<Work, "requestId">,
  { employeeId }: Employment,
  entries: readonly LedgerEntry[],
): readonly EventOf<typeof DayInLieuForfeited>[] => {
  const earned = entries.filter(({ kind, source }) => kind === "earned" && source === requestId);
  return [...new Set(earned.map(({ ledger }) => ledger))].flatMap((ledger) =>
    holding(entries, ledger)
      .filter(({ kind, source }) => kind === "earned" && source === requestId)
      .map(({ amount, effectiveOn: usableFrom }) =>
        DayInLieuForfeited({ employeeId, requestId, ledger, amount, usableFrom }),
      ),
  );
};
