// How a person's leave ledgers stood after a step of their history: the domain's own sums over the entries posted by then.
import { balanceOn, type LocalDate } from "@tabel/domain";
import type { EmployeeHistoryRow } from "@tabel/read-models";
import type { Views } from "../reading/views.js";
import { inUnitOf, ledgersOf } from "../views/absence/leave-balance.js";

export interface BalanceAfter {
  readonly ledger: string;
  readonly unit: "days" | "minutes";
  /** At the end of the day that is asked for, by what was posted up to the step. */
  readonly balance: number;
}

export interface LedgersBehind {
  readonly inMinutes: (ledger: string) => boolean;
  /** The ledgers that the step posted to; none where it posted nothing. */
  readonly after: (row: EmployeeHistoryRow) => readonly BalanceAfter[];
}

export const ledgersBehind = async (
  views: Views,
  employeeId: string,
  on: LocalDate,
  known: string | undefined,
): Promise<LedgersBehind> => {
  const { entries, ledgers } = await ledgersOf(views, employeeId, on, known);
  const units = new Map(ledgers.map(({ ledger, unit }) => [ledger, unit]));
  const unitOf = (ledger: string) => units.get(ledger) ?? "days";
  const touched = new Map<bigint, Set<string>>();
  for (const { row, ledger } of entries)
    if (row !== null) touched.set(row.position, (touched.get(row.position) ?? new Set()).add(ledger));
  return {
    inMinutes: (ledger) => unitOf(ledger) === "minutes",
    after: ({ position }) => {
      const posted = touched.get(position);
      if (posted === undefined) return [];
      const by = entries.filter(({ row }) => row !== null && row.position <= position);
      return [...posted].toSorted().map((ledger) => ({
        ledger,
        unit: unitOf(ledger),
        balance: inUnitOf(unitOf(ledger))(balanceOn(by, ledger, on)),
      }));
    },
  };
};
