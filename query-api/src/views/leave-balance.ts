// GET /leave-balance/{employeeId}: every ledger as it stands on a day, with the entries that make it.
import { EmployeeId, LocalDate } from "@tabel/domain";
import { leaveEntryTable, selectList, type LeaveEntryRow } from "@tabel/read-models";
import { z } from "zod";
import { seeEmployee } from "../access/caller.js";
import { view } from "../http/view.js";

const Days = z.number().meta({ description: "Days; halves as .5", example: 28 });

const Balance = z.object({
  ledger: z.string().meta({ example: "annual" }),
  granted: Days,
  used: Days,
  reserved: Days.meta({ description: "By requests that wait for a decision" }),
  balance: Days.meta({ description: "All entries effective by the day, reservations among them" }),
  usable: Days.meta({
    description: "Of the balance, what may be taken on the day: without grants that are not usable yet",
  }),
  entries: z.array(
    z.object({
      position: z.string().meta({ description: "Of the event that posted it" }),
      kind: z.string(),
      amount: Days,
      effectiveOn: z.string(),
      usableFrom: z.string().nullable(),
      requestId: z.string().nullable(),
    }),
  ),
});

/** Bounds the answer; a working life has a few entries a request. */
const MOST_ENTRIES = 5_000;

const sum = (entries: readonly LeaveEntryRow[]): number =>
  entries.reduce((total, { amount }) => total + amount, 0) / 100;

export const balanceOf = (ledger: string, all: readonly LeaveEntryRow[], on: string): z.input<typeof Balance> => {
  const entries = all.filter((entry) => entry.ledger === ledger);
  const effective = entries.filter(({ effectiveOn }) => effectiveOn <= on);
  const notYetUsable = effective.filter(({ usableFrom }) => usableFrom !== null && usableFrom > on);
  const ofKinds = (...kinds: string[]) => effective.filter(({ kind }) => kinds.includes(kind));
  return {
    ledger,
    granted: sum(effective.filter(({ usableFrom, kind }) => usableFrom !== null || kind === "grant")),
    used: 0 - sum(ofKinds("use")),
    // Reserved counts whenever it falls: it is asked for now.
    reserved: 0 - sum(entries.filter(({ kind }) => kind === "reservation" || kind === "release")),
    balance: sum(effective),
    usable: sum(effective) - sum(notYetUsable),
    entries: entries.map((entry) => ({
      position: String(entry.position),
      kind: entry.kind,
      amount: entry.amount / 100,
      effectiveOn: entry.effectiveOn,
      usableFrom: entry.usableFrom,
      requestId: entry.requestId,
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
        entries: [
          {
            position: "48213",
            kind: "grant",
            amount: 28,
            effectiveOn: "2026-01-12",
            usableFrom: "2026-07-12",
            requestId: null,
          },
        ],
      },
    ],
  },
  read: async ({ params: { employeeId }, query: { on }, caller, views }) => {
    await seeEmployee(views, caller, "see-leave-balance", employeeId);
    const entries = await views.rows<LeaveEntryRow>(
      `select ${selectList(leaveEntryTable)} from views.leave_entry where employee_id = $1
       order by position, sequence limit $2`,
      [employeeId, MOST_ENTRIES],
    );
    const day = on ?? caller.today;
    const ledgers = [...new Set(entries.map(({ ledger }) => ledger))].toSorted();
    return { employeeId, on: day, ledgers: ledgers.map((ledger) => balanceOf(ledger, entries, day)) };
  },
});
