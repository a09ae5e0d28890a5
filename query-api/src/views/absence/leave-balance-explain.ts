// GET /leave-balance/{employeeId}/explain: how a balance comes about, line by line with its sum after each, and the events.
import { EmployeeId, LocalDate, localDate, sumBy, type LedgerEntry } from "@tabel/domain";
import { z } from "zod";
import { seesOfEmployee, unseen } from "../../access/see-employee.js";
import { view } from "../../http/view.js";
import { known } from "../../reading/known.js";
import { FactBehind, factExample, factsBehind, Positions } from "../../reading/facts-behind.js";
import { entriesOf, inUnitOf, ledgersOf, type ShownEntry } from "./leave-balance.js";

const Amount = z.number().meta({ description: "Days, halves as .5; minutes in a ledger of minutes", example: 28 });

const Line = z.object({
  date: z.string().meta({ description: "From when it counts", example: "2026-01-12" }),
  until: z.string().meta({ description: "The last day over which it is spread; the same day for most" }),
  kind: z.string().meta({ example: "grant" }),
  source: z.string().meta({ example: "leave-year-2026-01-12" }),
  amount: Amount.meta({ description: "The whole entry, signed" }),
  counted: Amount.meta({ description: "What of it counts up to the day" }),
  sum: Amount.meta({ description: "The balance with this line and those before it" }),
  requestId: z.string().nullable(),
  facts: Positions.meta({ description: "None where it is not posted yet" }),
});

const Ledger = z.object({
  ledger: z.string().meta({ example: "annual" }),
  unit: z.enum(["days", "minutes"]),
  balance: Amount.meta({ description: "The last line's sum" }),
  lines: z.array(Line).meta({ description: "By date, and within one as they were posted" }),
});

const byDate = (a: LedgerEntry, b: LedgerEntry): number =>
  a.effectiveOn < b.effectiveOn ? -1 : a.effectiveOn > b.effectiveOn ? 1 : 0;

const explained = (ledger: string, unit: "days" | "minutes", posted: readonly ShownEntry[], on: LocalDate) => {
  const inUnit = inUnitOf(unit);
  let sum = 0;
  const lines = entriesOf(ledger, posted)
    .filter(({ effectiveOn }) => effectiveOn <= on)
    .toSorted(byDate)
    .map((entry) => {
      const counted = sumBy([entry], on);
      sum += counted;
      return {
        date: entry.effectiveOn,
        until: entry.effectiveTo,
        kind: entry.kind,
        source: entry.source,
        amount: inUnit(entry.amount),
        counted: inUnit(counted),
        sum: inUnit(sum),
        requestId: entry.requestId,
        facts: entry.row === null ? [] : [String(entry.row.position)],
      };
    });
  return { ledger, unit, balance: inUnit(sum), lines };
};

export const leaveBalanceExplained = view({
  path: "/leave-balance/{employeeId}/explain",
  id: "leaveBalanceExplained",
  summary: "How an employee's leave balances of a day come about, line by line, and from which events",
  params: z.strictObject({ employeeId: EmployeeId }),
  query: z.strictObject({
    effective: LocalDate.optional().meta({ description: "Today unless given", example: "2026-12-31" }),
    known,
  }),
  answer: z.object({
    employeeId: z.string(),
    on: z.string(),
    known: z.string().nullable(),
    ledgers: z.array(Ledger),
    facts: z.array(FactBehind),
  }),
  example: {
    employeeId: "e00017",
    on: "2026-11-16",
    known: null,
    ledgers: [
      {
        ledger: "annual",
        unit: "days",
        balance: 28,
        lines: [
          {
            date: "2026-01-12",
            until: "2026-01-12",
            kind: "grant",
            source: "leave-year-2026-01-12",
            amount: 28,
            counted: 28,
            sum: 28,
            requestId: null,
            facts: ["48213"],
          },
        ],
      },
    ],
    facts: [{ ...factExample, type: "LeaveGranted" }],
  },
  reads: ["leave-entries", "employee-history", "employees", "organisation"],
  read: async ({ params: { employeeId }, query: { effective, known: at }, caller, views }) => {
    const sees = await seesOfEmployee(views, caller, employeeId, "see-leave-balance");
    if (!sees["see-leave-balance"]) throw unseen(employeeId);
    const on = effective ?? localDate(caller.today);
    const { entries, ledgers } = await ledgersOf(views, employeeId, on, at);
    const told = ledgers.map(({ ledger, unit }) => explained(ledger, unit, entries, on));
    const positions = told.flatMap(({ lines }) => lines.flatMap(({ facts }) => facts));
    return {
      employeeId,
      on,
      known: at ?? null,
      ledgers: told,
      facts: await factsBehind(views, employeeId, positions),
    };
  },
});
