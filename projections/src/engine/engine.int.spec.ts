// The engine against a real PostgreSQL: what one transaction is, who may write, and what a poison event does to the rest.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { EmployeeHired, EmployeeTransferred, PeriodOpened, UnitEstablished } from "@tabel/domain";
import type { Recorded } from "@tabel/event-store";
import { employeeTable, positionChannel, timeAccountTable, viewsSchema } from "@tabel/read-models";
import pg from "pg";
import { employeeHistory } from "../employee/employee-history.js";
import { employees } from "../employee/employees.js";
import { organisation } from "../organisation/organisation.js";
import { recorded } from "../testing/recorded.js";
import { takeIn, testViews, type TestViews } from "../testing/views.js";
import { CheckpointFenced } from "./fault.js";
import { openSession } from "./ownership/ownership.js";
import { everyone, projection } from "./projection.js";
import { tableStatements } from "./writing/table-statements.js";
import { openTrain } from "./following/train.js";

const hired = (employeeId: string, position = "Кассир") =>
  EmployeeHired({
    employeeId,
    fullName: { last: "Иванова", first: "Анна", middle: null },
    email: null,
    hiredOn: "2026-01-12",
    unitId: "u1",
    position,
    country: "RU",
    timeZone: "Europe/Moscow",
  });
const moved = (employeeId: string, from: string) =>
  EmployeeTransferred({ employeeId, from, unitId: "u2", position: "Кассир" });

// PostgreSQL stores no NUL in a text: a value that every schema lets pass and no row can hold.
const unstorable = "Кас\u0000сир";

/** Counts the opened periods of everyone; refuses to open a period for somebody called `stubborn`. */
const periodsSeen = projection({
  name: "periods-seen",
  version: 1,
  reads: [EmployeeHired, PeriodOpened],
  table: timeAccountTable,
  keys: (event) => (event.type === "PeriodOpened" ? everyone : [event.data.employeeId]),
  shared: { initial: 0, evolve: (opened: number, event) => (event.type === "PeriodOpened" ? opened + 1 : opened) },
  project: (row, event, { key, shared: opened }) => {
    if (event.type === "EmployeeHired") return { employeeId: key, timeline: { before: opened, seen: [] }, deltas: [] };
    if (row === undefined || key === "stubborn") throw new Error("no");
    const timeline = row.timeline as { before: number; seen: string[] }; // written two lines above
    return { employeeId: key, timeline: { ...timeline, seen: [...timeline.seen, event.data.period] }, deltas: [] };
  },
});

const all = [organisation, employees, employeeHistory, periodsSeen];

let views: TestViews;
beforeAll(async () => {
  views = await testViews();
});
afterAll(() => views.close());
beforeEach(() => views.empty(all));

const positionsOf = async (): Promise<Record<string, string>> =>
  Object.fromEntries(
    (
      await views.rows<{ projection: string; position: string }>("select projection, position from views.checkpoint")
    ).map(({ projection: name, position }) => [name, position]),
  );

const employeeIds = async (): Promise<string[]> =>
  (await views.rows<{ id: string }>("select employee_id as id from views.employee order by 1")).map(({ id }) => id);

describe("a transaction", () => {
  test("moves the checkpoints of all projections together with their rows", async () => {
    await takeIn(await views.train(all), recorded([hired("e1"), hired("e2")]));
    expect(await employeeIds()).toEqual(["e1", "e2"]);
    expect(new Set(Object.values(await positionsOf()))).toEqual(new Set(["200"]));
  });

  test("moves the checkpoint over events that no projection reads", async () => {
    const train = await views.train(all);
    await train.take([], 700n);
    expect(new Set(Object.values(await positionsOf()))).toEqual(new Set(["700"]));
  });

  test("tells its position to whoever listens, when it commits", async () => {
    const listener = new pg.Client({ connectionString: views.connectionString });
    await listener.connect();
    const heard = new Promise<string | undefined>((resolve) =>
      listener.on("notification", ({ payload }) => resolve(payload)),
    );
    await listener.query(`listen ${positionChannel(viewsSchema)}`);
    await takeIn(await views.train(all), recorded([hired("e1")]));
    expect(await heard).toBe("100");
    await listener.end();
  });
});

describe("two owners", () => {
  test("a paused owner that wakes up cannot write: nothing of its transaction stands", async () => {
    const events = recorded([hired("e1"), moved("e1", "2026-02-01"), moved("e1", "2026-03-01")]);
    const paused = await views.train(all);
    await takeIn(paused, events.slice(0, 1));

    const other = await openSession(views.pool);
    const options = { projections: all, schema: viewsSchema, onParked: () => undefined };
    await takeIn(await openTrain({ ...options, session: other.session }), events.slice(1, 2));
    other.release();
    const standing = await views.dump(all);

    // It would write rows worked out without the second event, and its new position lies beyond the stored one.
    await expect(paused.take(events.slice(2), 300n)).rejects.toThrow(CheckpointFenced);
    expect(await views.dump(all)).toEqual(standing);
  });
});

describe("a poison event", () => {
  const poison = [
    hired("e1"),
    hired("e2", unstorable),
    moved("e2", "2026-02-01"),
    moved("e1", "2026-02-01"),
    hired("e3"),
  ];

  test("is parked after three attempts, its key waits behind it, every other key goes on", async () => {
    await takeIn(await views.train([employees]), recorded(poison));
    expect(await employeeIds()).toEqual(["e1", "e3"]);
    expect(
      await views.rows("select position, key, behind, attempts, error_class from views.parked_event order by 1"),
    ).toEqual([
      { position: "200", key: "e2", behind: null, attempts: 3, error_class: "PostgreSQL 22P05" },
      { position: "300", key: "e2", behind: "200", attempts: 0, error_class: "waits" },
    ]);
    expect(await views.rows("select unit_id from views.employee_unit where employee_id = 'e1'")).toHaveLength(2);
  });

  test("keeps its key waiting in later batches and in a process that starts afterwards", async () => {
    const events = recorded([...poison, moved("e2", "2026-03-01"), moved("e2", "2026-04-01")]);
    const train = await views.train([employees]);
    await takeIn(train, events.slice(0, 5));
    await takeIn(train, events.slice(5, 6));
    await takeIn(await views.train([employees]), events.slice(6));
    expect(await views.rows("select position, behind from views.parked_event order by 1")).toEqual([
      { position: "200", behind: null },
      { position: "300", behind: "200" },
      { position: "600", behind: "200" },
      { position: "700", behind: "200" },
    ]);
  });

  test("stops no other projection", async () => {
    await takeIn(
      await views.train([organisation, employees, periodsSeen]),
      recorded([...poison, UnitEstablished({ unitId: "u9", name: "Зал", parentId: null, on: "2026-01-01" })]),
    );
    expect(await views.rows("select unit_id from views.unit")).toEqual([{ unit_id: "u9" }]);
    expect(await views.rows("select employee_id from views.time_account")).toHaveLength(3);
    expect(new Set(Object.values(await positionsOf()))).toEqual(new Set(["600"]));
  });

  test("is told of with its place, and without anything that it says", async () => {
    views.parked.length = 0;
    await takeIn(await views.train([employees]), recorded([hired("e2", "Тайна\u0000")]));
    expect(views.parked).toEqual([
      {
        projection: "employees",
        position: 100n,
        type: "EmployeeHired",
        errorClass: "PostgreSQL 22P05",
        errorMessage: expect.not.stringMatching(/Тайна/),
      },
    ]);
    expect(JSON.stringify(await views.rows("select * from views.parked_event"))).not.toMatch(/Тайна|Иванова/);
  });

  test("that cannot be read is parked by everyone who reads its type", async () => {
    const [first, damaged, other] = recorded([hired("e1"), hired("e2"), hired("e3")]);
    const tampered = { ...(damaged as Recorded), data: {}, fault: "the seal is broken" };
    await takeIn(await views.train(all), [first as Recorded, tampered, other as Recorded]);
    expect(await employeeIds()).toEqual(["e1", "e3"]);
    expect(await views.rows("select projection from views.parked_event order by 1")).toEqual([
      { projection: "employee-history" },
      { projection: "employees" },
      { projection: "periods-seen" },
    ]);
  });

  test("of a fact about nobody is parked where the projection needs somebody", async () => {
    await takeIn(await views.train([employees]), recorded([moved("e404", "2026-02-01"), hired("e1")]));
    expect(await employeeIds()).toEqual(["e1"]);
    expect(await views.rows("select error_class, error_message from views.parked_event")).toEqual([
      { error_class: "Error", error_message: expect.stringMatching(/^thrown at employees\.[jt]s:\d+$/) },
    ]);
  });
});

describe("an event for everyone", () => {
  const people = Array.from({ length: 1_203 }, (_, index) => hired(`e${String(index).padStart(5, "0")}`));

  test("reaches each row there is, those written in the same batch too, and nobody hired later", async () => {
    const events = recorded([
      ...people,
      PeriodOpened({ period: "2026-01" }),
      hired("late"),
      PeriodOpened({ period: "2026-02" }),
    ]);
    await takeIn(await views.train([periodsSeen]), events);
    expect(
      await views.rows("select timeline::jsonb, count(*)::integer from views.time_account group by 1 order by 2 desc"),
    ).toEqual([
      { timeline: { before: 0, seen: ["2026-01", "2026-02"] }, count: 1_203 },
      { timeline: { before: 1, seen: ["2026-02"] }, count: 1 },
    ]);
  });

  test("is parked for those who cannot take it in, and holds up only them", async () => {
    const events = recorded([
      ...people.slice(0, 600),
      hired("stubborn"),
      PeriodOpened({ period: "2026-01" }),
      PeriodOpened({ period: "2026-02" }),
    ]);
    await takeIn(await views.train([periodsSeen]), events);
    expect(await views.rows("select position, key, behind from views.parked_event order by 1")).toEqual([
      { position: "60200", key: "stubborn", behind: null },
      { position: "60300", key: "stubborn", behind: "60200" },
    ]);
    expect(
      await views.rows(
        "select count(*)::integer from views.time_account where (timeline->'seen')::jsonb = '[\"2026-01\",\"2026-02\"]'",
      ),
    ).toEqual([{ count: 600 }]);
  });
});

test("rows by key are read through the index, however many there are", async () => {
  await views.pool.query(`
    insert into views.employee (employee_id, name_key, country, time_zone, hired_on, assignments, contracts, schedules)
    select 'e' || n, '', 'RU', 'Europe/Moscow', '2026-01-12', '[]', '[]', '[]' from generate_series(1, 5000) n`);
  await views.pool.query("analyze views.employee");
  const statements = tableStatements(viewsSchema, employeeTable);
  for (const { text, values } of [statements.load(["e1", "e2"]), statements.page("e1", 500)]) {
    const { rows } = await views.pool.query(`explain ${text}`, [...values]);
    expect(JSON.stringify(rows)).toMatch(/employee_pkey/);
  }
});
