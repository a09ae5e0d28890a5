// kill -9 in the middle of 500 submissions: what was acknowledged is there, once; every view equals a rebuild from nothing.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { eventCatalogue } from "@tabel/domain";
import { connectEventStore, type EventStore, openKeyVault } from "@tabel/event-store";
import { masterKeyOf } from "@tabel/platform";
import { dumpViews, rebuildAll } from "@tabel/projections";
import pg from "pg";
import { v5 as uuidv5 } from "uuid";
import { importBank, type ImportedBank } from "./imported-bank.js";
import type { Person } from "./running-tabel.js";

const SUBMISSIONS = 500;
const AT_ONCE = 16;
/** Killed once about this many were acknowledged: in the middle, while others are under way. */
const KILL_AFTER = 180;
/** Before the imported history, which overlaps nothing then. */
const FROM = "2026-05-13";

let bank: ImportedBank;
beforeAll(async () => {
  bank = await importBank(2000);
}, 180_000);
afterAll(() => bank.end());

interface Submission {
  readonly commandId: string;
  readonly employeeId: string;
}
interface Acknowledged {
  readonly position: string;
  readonly requestId: string;
}

const COMMANDS = "1c9a6a5e-7a52-5f0e-9d1c-5a6f0d3b8a11";
const submissions = async (): Promise<Submission[]> => {
  const hr = await bank.as("hr-officer");
  const list: Submission[] = [];
  let cursor = "";
  while (list.length < SUBMISSIONS) {
    const { body } = await hr.view<{
      items: { employeeId: string; lastDay: null | string; hiredOn: string }[];
      next: string | null;
    }>(`employees?limit=500${cursor}`);
    for (const { employeeId, lastDay, hiredOn } of body.items)
      if (lastDay === null && hiredOn < FROM) list.push({ employeeId, commandId: uuidv5(employeeId, COMMANDS) });
    if (body.next === null) break;
    cursor = `&cursor=${body.next}`;
  }
  return list.slice(0, SUBMISSIONS);
};

const submit = (hr: Person, { employeeId, commandId }: Submission) =>
  hr.command<Acknowledged>(
    "submit-leave",
    { employeeId, kind: "unpaid-leave", from: FROM, to: "2026-05-14" },
    commandId,
  );

/** Works the list off with some at once; tells each acknowledgement; gives up silently where the system is gone. */
const submitAll = async (
  hr: Person,
  list: readonly Submission[],
  told: (commandId: string, ack: Acknowledged) => void,
) => {
  const queue = [...list];
  const statuses: number[] = [];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        try {
          const { status, body } = await submit(hr, next);
          statuses.push(status);
          if (status === 200) told(next.commandId, body);
        } catch {
          return;
        }
      }
    }),
  );
  return statuses;
};

test("every acknowledged command is there once, and every view equals a rebuild from nothing", async () => {
  const list = await submissions();
  expect(list).toHaveLength(SUBMISSIONS);
  const acknowledged = new Map<string, Acknowledged>();
  let killed: Promise<void> | undefined;
  await submitAll(await bank.as("hr-officer"), list, (commandId, ack) => {
    acknowledged.set(commandId, ack);
    if (acknowledged.size === KILL_AFTER) killed = bank.running.kill();
  });
  await killed;
  expect(acknowledged.size).toBeGreaterThanOrEqual(KILL_AFTER);
  expect(acknowledged.size).toBeLessThan(SUBMISSIONS);

  await bank.restart();
  const hr = await bank.as("hr-officer");
  // All of them again, with the same ids: who was acknowledged gets the same answer, the others are carried out now.
  let last = 0n;
  const statuses = await submitAll(hr, list, (commandId, again) => {
    const before = acknowledged.get(commandId);
    if (before !== undefined) expect(again).toEqual(before);
    if (BigInt(again.position) > last) last = BigInt(again.position);
  });
  expect(statuses.filter((status) => status !== 200)).toEqual([]);

  await expectOnceEach(hr, list, last);
  await expectViewsToEqualRebuild();
}, 400_000);

const expectOnceEach = async (hr: Person, list: readonly Submission[], last: bigint): Promise<void> => {
  for (const { employeeId } of list) {
    const { body } = await hr.view<{ items: { from: string; kind: string }[] }>(
      `requests?employeeId=${employeeId}&limit=500&after=${last}`,
    );
    expect(body.items.filter(({ from, kind }) => from === FROM && kind === "unpaid-leave")).toHaveLength(1);
  }
};

/** What an import, log-ins and requests leave rows in; the others are compared too, and empty here. */
const filled = [
  "unit",
  "unit_head",
  "employee",
  "employee_unit",
  "absence_request",
  "absence_span",
  "leave_entry",
  "payroll_period",
  "time_account",
  "timesheet_month",
  "payroll_hours",
  "user_access",
  "employee_history",
];

/** People are told while we look, which appends: the two are of one position when nothing was appended from before to after. */
const dumpedAtOnePosition = async (store: EventStore, pool: pg.Pool) => {
  for (let attempt = 1; attempt <= 20; attempt += 1) {
    const head = await quietHead(store, pool);
    const schema = `rebuilt_${attempt}`;
    await rebuildAll({ store, pool, schema });
    const dumps = [await dumpViews(pool), await dumpViews(pool, schema)] as const;
    if ((await store.headPosition()) === head) return dumps;
  }
  throw new Error("something goes on being appended without an end");
};

/** The end of the log, once all views have it and nothing was appended for a while. */
const quietHead = async (store: EventStore, pool: pg.Pool): Promise<bigint> => {
  for (let last = -2n; ; await pause(2_000)) {
    const head = await store.headPosition();
    const { rows } = await pool.query<{ behind: number }>(
      "select count(*)::integer as behind from views.checkpoint where position < $1",
      [head],
    );
    if (head === last && rows[0]?.behind === 0) return head;
    last = head;
  }
};

const expectViewsToEqualRebuild = async (): Promise<void> => {
  const addresses = JSON.parse(readFileSync(join(bank.dataFolder, "running.json"), "utf8")) as {
    eventStoreUrl: string;
    databaseUrl: string;
  }; // written by data-folder.ts
  const pool = new pg.Pool({ connectionString: addresses.databaseUrl, max: 4 });
  const masterKey = await masterKeyOf({ masterKey: undefined, dataFolder: bank.dataFolder });
  const vault = openKeyVault({ pool, masterKey: masterKey.reveal() });
  const store = connectEventStore({ connectionString: addresses.eventStoreUrl, catalogue: eventCatalogue, vault });
  try {
    const [live, rebuilt] = await dumpedAtOnePosition(store, pool);
    expect(Object.keys(live).length).toBeGreaterThan(10);
    for (const table of filled) expect([table, live[table]?.length ?? 0]).not.toEqual([table, 0]);
    for (const [table, rows] of Object.entries(live)) {
      expect([table, rows === rebuilt[table]]).toEqual([table, true]);
    }
  } finally {
    await store.dispose();
    await pool.end();
  }
};
