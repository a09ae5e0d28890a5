// GET /leave-balance/{employeeId}: every ledger as it stands on a day and as it was known at an instant, with the entries
// that make it.
import {
  availableFrom,
  EmployeeId,
  leavePolicy,
  type LedgerEntry,
  LocalDate,
  localDate,
  sumBy,
  unrecorded,
  usableOn,
} from "@tabel/domain";
import { leaveEntryTable, selectList, type LeaveEntryRow } from "@tabel/read-models";
import { z } from "zod";
import { seesOfEmployee, unseen } from "../../access/see-employee.js";
import { view } from "../../http/view.js";
import { known } from "../../reading/known.js";
import { sql, verbatim } from "../../reading/sql.js";
import type { Views } from "../../reading/views.js";

const Amount = z.number().meta({ description: "Days, halves as .5; minutes in a ledger of minutes", example: 28 });

const Entry = z.object({
  position: z.string().nullable().meta({ description: "Of the event that posted it; null for what is not posted yet" }),
  recordedAt: z.string().nullable(),
  kind: z.string(),
  source: z.string().meta({ description: "What posted it; names it in commands", example: "leave-year-2026-01-12" }),
  amount: Amount.meta({ description: "Signed; spread evenly over its days" }),
  effectiveOn: z.string(),
  effectiveTo: z.string(),
  usableFrom: z.string().nullable(),
  expiresOn: z.string().nullable().meta({ description: "The last day on which it may be used" }),
  concerns: z.string().nullable().meta({ description: "What it takes back, carries over or lets expire" }),
  requestId: z.string().nullable(),
  reason: z.string().nullable().meta({ description: "For the employee, heads and HR" }),
});

const Balance = z.object({
  ledger: z.string().meta({ example: "annual" }),
  unit: z.enum(["days", "minutes"]),
  granted: Amount.meta({ description: "Up to the day" }),
  used: Amount.meta({ description: "Up to the day; a leave counts day by day" }),
  reserved: Amount.meta({ description: "By requests that wait for a decision, whenever they fall" }),
  totals: z
    .record(z.string(), Amount)
    .meta({ description: "Up to the day, by kind of entry; their sum is the balance", example: { grant: 28 } }),
  balance: Amount.meta({ description: "At the end of the day, reservations taken off" }),
  usable: Amount.meta({ description: "Of the balance, without grants whose right has not begun" }),
  available: Amount.meta({
    description: "The most that can be taken on the day without that day or a later one falling under zero",
  }),
  limitedOn: z.string().meta({ description: "The day that limits it" }),
  entries: z.array(Entry),
});

/** Bounds the answer; a working life has a few entries a request. */
const MOST_ENTRIES = 5_000;

export type ShownEntry = LedgerEntry & { readonly row: LeaveEntryRow | null };

/** The rows are the domain's own entries; `date` columns give days that exist. */
const shown = (row: LeaveEntryRow): ShownEntry => ({
  ledger: row.ledger,
  kind: row.kind,
  source: row.source,
  sequence: row.sequence,
  amount: row.amount,
  effectiveOn: localDate(row.effectiveOn),
  effectiveTo: localDate(row.effectiveTo),
  usableFrom: row.usableFrom === null ? null : localDate(row.usableFrom),
  expiresOn: row.expiresOn === null ? null : localDate(row.expiresOn),
  carries: row.carries === null ? null : { ...row.carries, until: localDate(row.carries.until) },
  concerns: row.concerns,
  requestId: row.requestId,
  row,
});

/** Hundredths of a day as days; half of a hundredth that an evenly spread entry leaves is no figure of anybody's. */
export const inUnitOf =
  (unit: "days" | "minutes") =>
  (amount: number): number =>
    (unit === "days" ? Math.round(amount) / 100 : Math.round(amount)) || 0;

/** What counts in a ledger: what is posted, and what expires and is carried over without being recorded yet. */
export const entriesOf = (ledger: string, posted: readonly ShownEntry[]): readonly ShownEntry[] => {
  const own = posted.filter((entry) => entry.ledger === ledger);
  return [...own, ...unrecorded(own, ledger).map((entry) => ({ ...entry, row: null }))];
};

/** An employee's entries as they were known at an instant, and the unit of each ledger. */
export const ledgersOf = async (views: Views, employeeId: string, on: LocalDate, known: string | undefined) => {
  const person = await views.row<{ country: string }>(
    sql`select country from views.employee where employee_id = ${employeeId}`,
  );
  const by = known === undefined ? sql`` : sql`and recorded_at <= ${known}`;
  const rows = await views.rows<LeaveEntryRow>(sql`
    select ${verbatim(selectList(leaveEntryTable))} from views.leave_entry where employee_id = ${employeeId} ${by}
    order by position, sequence limit ${MOST_ENTRIES}`);
  const units = leavePolicy(person?.country ?? "", on).ledgers;
  const ledgers = [...new Set(rows.map(({ ledger }) => ledger))].toSorted();
  const unitOf = (ledger: string): "days" | "minutes" => (units[ledger] === "minutes" ? "minutes" : "days");
  return { entries: rows.map(shown), ledgers: ledgers.map((ledger) => ({ ledger, unit: unitOf(ledger) })) };
};

interface Asked {
  readonly on: LocalDate;
  readonly unit: "days" | "minutes";
  readonly seesReasons: boolean;
}

// The sums are the domain's: what a decision refuses and what this view shows can never be two calculations (ADR 4).
const balanceOf = (ledger: string, posted: readonly ShownEntry[], { on, unit, seesReasons }: Asked) => {
  const inUnit = inUnitOf(unit);
  const own = posted.filter((entry) => entry.ledger === ledger);
  const entries = entriesOf(ledger, posted);
  const ofKinds = (...kinds: LedgerEntry["kind"][]) => entries.filter(({ kind }) => kinds.includes(kind));
  const pending = ofKinds("reservation", "release").reduce((sum, { amount }) => sum + amount, 0);
  const kinds = [...new Set(entries.map(({ kind }) => kind))].toSorted();
  const { amount: available, on: limitedOn } = availableFrom(own, ledger, on);
  return {
    ledger,
    unit,
    granted: inUnit(sumBy(ofKinds("grant", "accrual", "earned"), on)),
    used: inUnit(-sumBy(ofKinds("use", "return"), on)),
    reserved: inUnit(-pending),
    totals: Object.fromEntries(kinds.map((kind) => [kind, inUnit(sumBy(ofKinds(kind), on))])),
    balance: inUnit(sumBy(entries, on)),
    usable: inUnit(usableOn(own, ledger, on)),
    available: inUnit(available),
    limitedOn,
    entries: entries.map(({ row, amount, ...entry }) => ({
      position: row === null ? null : String(row.position),
      recordedAt: row?.recordedAt ?? null,
      kind: entry.kind,
      source: entry.source,
      amount: inUnit(amount),
      effectiveOn: entry.effectiveOn,
      effectiveTo: entry.effectiveTo,
      usableFrom: entry.usableFrom,
      expiresOn: entry.expiresOn,
      concerns: entry.concerns,
      requestId: entry.requestId,
      reason: seesReasons ? (row?.reason ?? null) : null,
    })),
  };
};

export const leaveBalance = view({
  path: "/leave-balance/{employeeId}",
  id: "leaveBalance",
  summary: "An employee's leave ledgers on a day, past or future, as they were known at an instant",
  description:
    "What expires and is carried over counts in every figure whether it is recorded yet or not; entries without a position are not.",
  params: z.strictObject({ employeeId: EmployeeId }),
  query: z.strictObject({
    effective: LocalDate.optional().meta({ description: "Today unless given", example: "2026-12-31" }),
    known,
  }),
  answer: z.object({
    employeeId: z.string(),
    on: z.string(),
    known: z.string().nullable(),
    ledgers: z.array(Balance),
  }),
  example: {
    employeeId: "e00017",
    on: "2026-11-16",
    known: null,
    ledgers: [
      {
        ledger: "annual",
        unit: "days",
        granted: 28,
        used: 0,
        reserved: 14,
        totals: { grant: 28, reservation: 0 },
        balance: 28,
        usable: 28,
        available: 14,
        limitedOn: "2026-12-20",
        entries: [
          {
            position: "48213",
            recordedAt: "2026-01-12T09:30:00.000Z",
            kind: "grant",
            source: "leave-year-2026-01-12",
            amount: 28,
            effectiveOn: "2026-01-12",
            effectiveTo: "2026-01-12",
            usableFrom: "2026-07-12",
            expiresOn: null,
            concerns: null,
            requestId: null,
            reason: null,
          },
        ],
      },
    ],
  },
  reads: ["leave-entries", "employees", "organisation"],
  read: async ({ params: { employeeId }, query: { effective, known: at }, caller, views }) => {
    const sees = await seesOfEmployee(views, caller, employeeId, "see-leave-balance", "see-remarks");
    if (!sees["see-leave-balance"]) throw unseen(employeeId);
    const on = effective ?? localDate(caller.today);
    const { entries, ledgers } = await ledgersOf(views, employeeId, on, at);
    return {
      employeeId,
      on,
      known: at ?? null,
      ledgers: ledgers.map(({ ledger, unit }) =>
        balanceOf(ledger, entries, { on, unit, seesReasons: sees["see-remarks"] }),
      ),
    };
  },
});
