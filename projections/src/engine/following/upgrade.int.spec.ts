// A release without downtime, rehearsed: while the previous program runs, reads and appends, the next one starts beside it
// with a migrated table, a changed projection, a new projection and a new version of an event. See CONTRIBUTING.md.
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { event, type EventDefinition, EmployeeHired, EmployeeTransferred, eventCatalogue } from "@tabel/domain";
import { connectEventStore, type EventStore, migrateKeyVault, openKeyVault } from "@tabel/event-store";
import { type TableOf, viewsSchema } from "@tabel/read-models";
import { testEventStore, type TestEventStore } from "@tabel/test-infra";
import { randomUUID } from "node:crypto";
import pg from "pg";
import { z } from "zod";
import { employees } from "../../employee/employees.js";
import { testViews, type TestViews } from "../../testing/views.js";
import { dumpTables } from "../verify/dump-tables.js";
import { projection, type Projection, tablesOf } from "../projection.js";
import { rebuildInto } from "../rebuild/from-nothing.js";
import { type ProjectionRunner, runProjectionEngine } from "./run-projections.js";

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const soon = 30_000;

const BadgeIssued = event("BadgeIssued", 1, { employeeId: z.string(), number: z.int() });
/** The next program's: badges have a colour, and those issued before were white. */
const BadgeIssuedNext = event(
  "BadgeIssued",
  2,
  { employeeId: z.string(), number: z.int(), colour: z.string() },
  { upcasters: [(data) => ({ ...data, colour: "white" })] },
);

interface BadgeRow {
  readonly employeeId: string;
  readonly number: number;
}
const badgeTable: TableOf<BadgeRow> = {
  name: "badge",
  columns: { employeeId: "text", number: "integer" },
  key: ["employeeId"],
};
const badgeTableNext: TableOf<BadgeRow & { readonly colour: string | null }> = {
  ...badgeTable,
  columns: { ...badgeTable.columns, colour: "text" },
};
const colourTable: TableOf<{ readonly colour: string; readonly employees: readonly string[] }> = {
  name: "badge_colour",
  columns: { colour: "text", employees: "jsonb" },
  key: ["colour"],
};

const badges = projection({
  name: "badges",
  version: 1,
  reads: [BadgeIssued],
  table: badgeTable,
  keys: ({ data }) => [data.employeeId],
  project: (_, { data: { employeeId, number } }) => ({ employeeId, number }),
});
const badgesNext = projection({
  name: "badges",
  version: 2,
  reads: [BadgeIssuedNext],
  table: badgeTableNext,
  keys: ({ data }) => [data.employeeId],
  project: (_, { data: { employeeId, number, colour } }) => ({ employeeId, number, colour }),
});
const badgeColours = projection({
  name: "badge-colours",
  version: 1,
  reads: [BadgeIssuedNext],
  table: colourTable,
  keys: ({ data }) => [data.colour],
  project: (row, { data: { colour, employeeId } }) => ({ colour, employees: [...(row?.employees ?? []), employeeId] }),
});

const previous: readonly Projection[] = [employees, badges];
const next: readonly Projection[] = [employees, badgesNext, badgeColours];

let views: TestViews;
let server: TestEventStore;
const stores: EventStore[] = [];
const runners: ProjectionRunner[] = [];
const pools: pg.Pool[] = [];

beforeEach(async () => {
  views = await testViews();
  await migrateKeyVault(views.connectionString);
  server = await testEventStore();
});
afterEach(async () => {
  await Promise.all(runners.splice(0).map((runner) => runner.stop()));
  await Promise.all(stores.splice(0).map((store) => store.dispose()));
  await Promise.all(pools.splice(0).map((pool) => pool.end()));
  await server.stop();
  await views.close();
});

/** One program: its events, and its projections running. */
const program = (badge: EventDefinition, projections: readonly Projection[]) => {
  const pool = new pg.Pool({ connectionString: views.connectionString, max: 8 });
  pools.push(pool);
  const vault = openKeyVault({ pool, masterKey: Buffer.alloc(32, 5) });
  const catalogue = [...eventCatalogue, badge];
  const store = connectEventStore({ connectionString: server.connectionString, catalogue, vault });
  stores.push(store);
  const runner = runProjectionEngine({ store, pool, log: silent, projections, shortLog: 5 });
  runners.push(runner);
  const append = async (stream: string, ...events: { type: string; data: unknown }[]): Promise<bigint> => {
    const commandId = randomUUID();
    const metadata = { $correlationId: commandId, $causationId: commandId, commandId, commandHash: "0", actor: "e1" };
    return (await store.append(stream, events, { expected: "no-stream", metadata })).position;
  };
  return { store, runner, append };
};

const hired = (employeeId: string) =>
  EmployeeHired({
    employeeId,
    fullName: { last: "Иванова", first: "Анна", middle: null },
    email: null,
    hiredOn: "2026-01-12",
    unitId: "u1",
    position: "Кассир",
    country: "RU",
    timeZone: "Europe/Moscow",
  });

test("the next program takes over from the previous one while both append and readers read", async () => {
  await views.pool.query("create table views.badge (employee_id text primary key, number integer not null)");
  const old = program(BadgeIssued, previous);
  for (let number = 1; number <= 20; number += 1)
    await old.append(`employee-e${number}`, hired(`e${number}`), BadgeIssued({ employeeId: `e${number}`, number }));
  const before = await old.append("employee-e21", hired("e21"));
  await old.runner.reached(before, soon);

  // Its migration comes first: what the previous program writes still fits.
  await views.pool.query(`alter table views.badge add column colour text;
    create table views.badge_colour (colour text primary key, employees jsonb not null)`);
  let asked = 0;
  let asking = true;
  const reader = (async () => {
    while (asking) {
      const { rows } = await views.pool.query<{ count: number }>("select count(*)::integer as count from views.badge");
      expect(rows[0]?.count).toBeGreaterThanOrEqual(20); // never a table half full
      asked += 1;
    }
  })();
  const nextProgram = program(BadgeIssuedNext, next);
  let last = 0n;
  for (let number = 30; number < 40; number += 1) {
    await old.append(`badge-${number}`, BadgeIssued({ employeeId: `e${number}`, number }));
    // The previous program cannot read these, and parks them while it still is the owner.
    last = await nextProgram.append(
      `badge-${number}-next`,
      BadgeIssuedNext({ employeeId: `n${number}`, number, colour: "red" }),
      EmployeeTransferred({
        employeeId: "e1",
        from: `2026-02-${number - 20}`,
        unitId: `u${number}`,
        position: "Кассир",
      }),
    );
  }
  await nextProgram.runner.reached(last, soon);
  asking = false;
  await reader;
  expect(asked).toBeGreaterThan(10);

  expect(nextProgram.runner.role()).toBe("owner");
  expect(old.runner.role()).toBe("standby");
  expect(await views.rows("select * from views.parked_event")).toEqual([]);
  expect(await views.rows("select colour, count(*)::integer from views.badge group by 1 order by 1")).toEqual([
    { colour: "red", count: 10 },
    { colour: "white", count: 30 },
  ]);
  await rebuildInto({ store: nextProgram.store, pool: views.pool, projections: next, schema: "again" });
  expect(await dumpTables(views.pool, viewsSchema, next.flatMap(tablesOf))).toEqual(
    await dumpTables(views.pool, "again", next.flatMap(tablesOf)),
  );
}, 90_000);
