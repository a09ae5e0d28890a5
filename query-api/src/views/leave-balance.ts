// GET /leave-balance/{employeeId}: every ledger as it stands on a day, with the entries that make it.
import { availableFrom, balanceOn, EmployeeId, type LedgerEntry, LocalDate, localDate, usableOn } from "@tabel/domain";
import { leaveEntryTable, selectList, type LeaveEntryRow } from "@tabel/read-models";
import { z } from "zod";
import { seeEmployee } from "../access/see-employee.js";
import { view } from "../http/view.js";
import { sql, verbatim } from "../reading/sql.js";

const Days = z.number().meta({ description: "Days; halves as .5", example: 28 });

const Balance = z.object({
  ledger: z.string().meta({ example: "annual" }),
  granted: Days.meta({ description: "Up to the day" }),
  used: Days.meta({ description: "Up to the day; a leave counts day by day" }),
  reserved: Days.meta({ description: "By requests that wait for a decision, whenever they fall" }),
  balance: Days.meta({ description: "At the end of the day, reservations taken off" }),
  usable: Days.meta({ description: "Of the balance, without grants whose right has not begun" }),
  available: Days.meta({ description: "The most that can be taken on the day without a later day falling under zero" }),
  entries: z.array(
    z.object({
      position: z.string().meta({ description: "Of the event that posted it" }),
      kind: z.string(),
      amount: Days.meta({ description: "Signed; spread evenly over its days" }),
      effectiveOn: z.string(),
      effectiveTo: z.string(),
      usableFrom: z.string().nullable(),
      requestId: z.string().nullable(),
    }),
  ),
});

/** Bounds the answer; a working life has a few entries a request. */
const MOST_ENTRIES = 5_000;

/** The rows are the domain's own entries; `date` columns give days that exist. */
const entryOf = ({ effectiveOn, effectiveTo, usableFrom, ...entry }: LeaveEntryRow): LedgerEntry => ({
  ...entry,
  effectiveOn: localDate(effectiveOn),
  effectiveTo: localDate(effectiveTo),
  usableFrom: usableFrom === null ? null : localDate(usableFrom),
});

/** Hundredths of a day as days; half of a hundredth that an evenly spread entry leaves is no figure of anybody's. */
const inDays = (hundredths: number): number => Math.round(hundredths) / 100 || 0;

// The sums are the domain's: what a decision refuses and what this view shows can never be two calculations (ADR 4).
const balanceOf = (ledger: string, rows: readonly LeaveEntryRow[], on: LocalDate) => {
  const own = rows.filter((row) => row.ledger === ledger);
  const entries = own.map(entryOf);
  const ofKinds = (...kinds: LedgerEntry["kind"][]) => entries.filter(({ kind }) => kinds.includes(kind));
  const pending = ofKinds("reservation", "release").reduce((sum, { amount }) => sum + amount, 0);
  return {
    ledger,
    granted: inDays(balanceOn(ofKinds("grant"), ledger, on)),
    used: inDays(-balanceOn(ofKinds("use"), ledger, on)),
    reserved: inDays(-pending),
    balance: inDays(balanceOn(entries, ledger, on)),
    usable: inDays(usableOn(entries, ledger, on)),
    available: inDays(availableFrom(entries, ledger, on).amount),
    entries: own.map((row) => ({
      position: String(row.position),
      kind: row.kind,
      amount: inDays(row.amount),
      effectiveOn: row.effectiveOn,
      effectiveTo: row.effectiveTo,
      usableFrom: row.usableFrom,
      requestId: row.requestId,
    })),
  };
};

export const leaveBalance = view({
  path: "/leave-balance/{employeeId}",
  id: "leaveBalance",
  summary: "An employee's leave ledgers on a day, past or future",
  params: z.strictObject({ employeeId: EmployeeId }),
  query: z.strictObject({
    on: LocalDate.optional().meta({ description: "Today unless given", example: "2026-12-31" }),
  }),
  answer: z.object({ employeeId: z.string(), on: z.string(), ledgers: z.array(Balance) }),
  example: {
    employeeId: "e00017",
    on: "2026-11-16",
    ledgers: [
      {
        ledger: "annual",
        granted: 28,
        used: 0,
        reserved: 14,
        balance: 28,
        usable: 28,
        available: 14,
        entries: [
          {
            position: "48213",
            kind: "grant",
            amount: 28,
            effectiveOn: "2026-01-12",
            effectiveTo: "2026-01-12",
            usableFrom: "2026-07-12",
            requestId: null,
          },
        ],
      },
    ],
  },
  reads: ["leave-entries", "employees", "organisation"],
  read: async ({ params: { employeeId }, query: { on }, caller, views }) => {
    await seeEmployee(views, caller, "see-leave-balance", employeeId);
    const rows = await views.rows<LeaveEntryRow>(sql`
      select ${verbatim(selectList(leaveEntryTable))} from views.leave_entry where employee_id = ${employeeId}
      order by position, sequence limit ${MOST_ENTRIES}`);
    const day = on ?? localDate(caller.today);
    const ledgers = [...new Set(rows.map(({ ledger }) => ledger))].toSorted();
    return { employeeId, on: day, ledgers: ledgers.map((ledger) => balanceOf(ledger, rows, day)) };
  },
});
