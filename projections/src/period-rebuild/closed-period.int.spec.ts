// A closed period compared with its events, never changed, and corrected on command: the next open period then carries exactly
// the difference, a second comparison finds nothing, and a rebuild from nothing gives the same tables.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import {
  DeviationRecorded,
  type DomainEvent,
  EmployeeHired,
  EmployeeId,
  isRefusal,
  payrollCorrections,
  payrollCorrectionsStream,
  payrollPeriodStream,
  period,
  PeriodCalculated,
  PeriodClosed,
  PeriodOpened,
  postPayrollCorrection,
  PostPayrollCorrection,
  SalarySet,
  UnitEstablished,
  UserId,
} from "@tabel/domain";
import { ConcurrencyConflict, type EventStore } from "@tabel/event-store";
import { createLogger } from "@tabel/platform";
import fc from "fast-check";
import { randomUUID } from "node:crypto";
import { allProjections } from "../all-projections.js";
import { dumpViews, rebuildAll, rebuildViews, redriveView, runProjections } from "../product.js";
import { type ProjectionRunner, runProjectionEngine } from "../engine/following/run-projections.js";
import type { Keyed } from "../engine/projection.js";
import { type TestLog, testLog } from "../testing/log.js";
import { testViews, type TestViews } from "../testing/views.js";
import { timeAccounts } from "../timesheet/time-accounts.js";
import type { PostCorrection } from "./closed-period.js";
import { periodRebuilder } from "./period-rebuilder.js";
import type { PeriodRebuildReport } from "./rebuild-period.js";

let views: TestViews;
let log: TestLog;
let running: ProjectionRunner;

const MARCH = period("2026-03");
const people = ["anna", "boris"];
const MONTHLY = 10_080_000;

const hired = (employeeId: string) =>
  EmployeeHired({
    employeeId,
    fullName: { last: "Canary", first: employeeId, middle: null },
    email: null,
    hiredOn: "2026-01-12",
    unitId: "u1",
    position: "Teller",
    country: "RU",
    timeZone: "Europe/Moscow",
  });
const paid = (employeeId: string) =>
  SalarySet({ employeeId, from: "2026-01-12", monthly: { minor: MONTHLY, currency: "RUB" } });
const shorter = (employeeId: string, date: string, minutes: number) =>
  DeviationRecorded({
    unitId: "u1",
    period: date.slice(0, 7),
    employeeId,
    date,
    entries: [{ code: "Я", minutes, time: null }],
    recordedBy: "head",
  });
const closed = (month: string) => [PeriodCalculated({ period: month }), PeriodClosed({ period: month })];

const happened = async (...events: DomainEvent[]): Promise<void> => running.reached(await log.append(events), 30_000);

beforeAll(async () => {
  views = await testViews();
});
afterAll(() => views.close());
const begin = async (): Promise<void> => {
  await views.empty(allProjections);
  log = await testLog(views.pool, views.connectionString);
  running = runProjections({
    store: log.store,
    pool: views.pool,
    log: createLogger({ level: "silent", name: "spec" }),
  });
  await happened(
    UnitEstablished({ unitId: "u1", name: "Bank", parentId: null, on: "2020-01-01" }),
    ...people.flatMap((each) => [hired(each), paid(each)]),
    PeriodOpened({ period: "2026-03" }),
    PeriodOpened({ period: "2026-04" }),
    ...closed("2026-03"),
  );
};
const end = async (): Promise<void> => {
  await running.stop();
  await log.close();
};
beforeEach(begin);
afterEach(end);

/** As the command side posts it: the domain decides, the stream is the boundary. */
const post: PostCorrection = async (found) => {
  const stream = payrollCorrectionsStream(EmployeeId.parse(found.employeeId));
  const { state, revision } = await log.store.load(stream, payrollCorrections, { fresh: true });
  const meta = { newId: "c", actor: UserId.parse("accountant"), at: "2026-04-20T09:00:00.000Z" };
  const command = { data: PostPayrollCorrection.parse(found), meta };
  const decision = postPayrollCorrection(command, state, { status: "closed" });
  if (isRefusal(decision) || decision.length === 0) return false;
  const commandId = randomUUID();
  const cause = { $correlationId: commandId, $causationId: commandId, commandId };
  const metadata = { ...cause, commandHash: "0", actor: "accountant" };
  const appending = log.store.append(stream, decision, { expected: revision, metadata });
  const appended = await appending.catch((error: unknown) => {
    if (error instanceof ConcurrencyConflict) return undefined;
    throw error;
  });
  if (appended === undefined) return false;
  const { position } = appended;
  await running.reached(position, 30_000);
  return true;
};

const rebuild = (postCorrection?: PostCorrection, dryRun = false): Promise<PeriodRebuildReport> =>
  periodRebuilder({ store: log.store, pool: views.pool }).rebuild(
    { period: MARCH, dryRun },
    { signal: new AbortController().signal, postCorrection },
  );

const monthOf = async (month: string): Promise<string> =>
  JSON.stringify([
    await views.rows(`select * from views.timesheet_month where period = '${month}' order by 1, 2, 3`),
    await views.rows(`select * from views.payroll_hours where period = '${month}' order by 1, 2`),
  ]);

interface Delta {
  readonly of: string;
  readonly fact: string;
  readonly workedMinutes: number;
  readonly lines: readonly { readonly minutes: number; readonly amountMinor: number }[];
}
const deltasIn = async (month: string, employeeId: string): Promise<readonly Delta[]> =>
  (
    await views.rows<{ deltas: readonly Delta[] }>(
      `select deltas from views.payroll_hours where period = '${month}' and employee_id = '${employeeId}'`,
    )
  ).flatMap(({ deltas }) => deltas);

/** As a calculation with a fault would have paid: other minutes, and the amount for them. */
const paidWrongly = async (employeeId: string, minutes: number, amount: number): Promise<void> => {
  await running.stop();
  await views.rows(
    `update views.payroll_hours set worked_minutes = worked_minutes + ${minutes},
       lines = jsonb_set(jsonb_set(lines::jsonb, '{0,minutes}', to_jsonb((lines->0->>'minutes')::integer + ${minutes})),
                         '{0,amountMinor}', to_jsonb((lines->0->>'amountMinor')::bigint + ${amount}))::json
     where period = '2026-03' and employee_id = '${employeeId}'`,
  );
  running = runProjections({
    store: log.store,
    pool: views.pool,
    log: createLogger({ level: "silent", name: "spec" }),
  });
};

test("a closed period whose figures are right is the same, also after facts that came late", async () => {
  expect(await rebuild()).toMatchObject({ outcome: "same", employees: 2, differing: 0 });
  await happened(shorter("anna", "2026-03-16", 240));
  expect((await deltasIn("2026-04", "anna")).map(({ of, workedMinutes }) => [of, workedMinutes])).toEqual([
    ["2026-03", -240],
  ]);
  expect(await rebuild()).toMatchObject({ outcome: "same", differing: 0 });
  await happened(...closed("2026-04"), shorter("anna", "2026-03-17", 300));
  expect(await rebuild()).toMatchObject({ outcome: "same", differing: 0 });
});

describe("a closed period that was paid wrongly", () => {
  beforeEach(() => paidWrongly("boris", 60, 60_000));

  test("is told with both figures, and left as it is", async () => {
    const before = await monthOf("2026-03");
    for (const report of [await rebuild(), await rebuild(post, true)]) {
      expect(report).toMatchObject({ outcome: "closed", differing: 1, posted: 0 });
      expect(report.differences[0]).toMatchObject({
        employeeId: "boris",
        changes: [
          { figure: "hours / workedMinutes", before: 10_140, after: 10_080 },
          { figure: `hours / lines / salary ${MONTHLY} RUB / minutes`, before: 10_140, after: 10_080 },
          { figure: `hours / lines / salary ${MONTHLY} RUB / amountMinor`, before: 10_140_000, after: 10_080_000 },
        ],
      });
    }
    expect(await monthOf("2026-03")).toBe(before);
    expect(await deltasIn("2026-04", "boris")).toEqual([]);
  });

  test("is corrected on command: the next open period carries exactly the difference, once", async () => {
    const before = JSON.parse(await monthOf("2026-03")) as unknown;
    expect(await rebuild(post)).toMatchObject({ outcome: "corrected", differing: 1, posted: 1 });
    const [delta, ...more] = await deltasIn("2026-04", "boris");
    expect(more).toEqual([]);
    expect(delta).toMatchObject({
      of: "2026-03",
      workedMinutes: -60,
      lines: [{ minutes: -60, amountMinor: -60_000 }],
    });
    const [fact] = await views.rows<{ type: string }>(
      `select type from views.employee_history where employee_id = 'boris' and position = ${delta?.fact}`,
    );
    expect(fact?.type).toBe("PayrollCorrectionPosted");
    expect(JSON.parse(await monthOf("2026-03"))).toEqual(before);
    expect(await rebuild(post)).toMatchObject({ outcome: "same", differing: 0, posted: 0 });
    expect(await deltasIn("2026-04", "boris")).toHaveLength(1);
  });

  test("two who post at once post it once", async () => {
    const reports = await Promise.all([rebuild(post), rebuild(post)]);
    expect(reports.map(({ posted }) => posted).reduce((sum, each) => sum + each, 0)).toBe(1);
    expect(await deltasIn("2026-04", "boris")).toHaveLength(1);
  });

  test("later facts and a later closing come on top, and a rebuild from nothing gives what was paid", async () => {
    await rebuild(post);
    await happened(shorter("boris", "2026-03-18", 300), ...closed("2026-04"), PeriodOpened({ period: "2026-05" }));
    expect(await rebuild(post)).toMatchObject({ outcome: "same" });
    const live = await dumpViews(views.pool);
    await rebuildAll({ store: log.store, pool: views.pool, schema: "anew" });
    expect(await dumpViews(views.pool, "anew")).toEqual(live);
    expect(await deltasIn("2026-04", "boris")).toHaveLength(2);
  });

  test("is not changed by a full rebuild before it is corrected, nor after", async () => {
    const paid = await monthOf("2026-03");
    const full = () =>
      rebuildViews({
        store: log.store,
        pool: views.pool,
        log: createLogger({ level: "silent", name: "spec" }),
        names: ["time-accounts"],
        signal: new AbortController().signal,
      });
    expect(await full()).toMatchObject({ exchanged: [], failed: [{ projection: "time-accounts" }] });
    expect(await monthOf("2026-03")).toBe(paid);
    await rebuild(post);
    expect(await full()).toMatchObject({ exchanged: ["time-accounts"], failed: [] });
    expect(JSON.parse(await monthOf("2026-03"))).toEqual(JSON.parse(paid));
    expect(await deltasIn("2026-04", "boris")).toHaveLength(1);
  });

  test("waits, as every delta does, while no later period is open", async () => {
    await happened(...closed("2026-04"));
    expect(await rebuild(post)).toMatchObject({ outcome: "corrected", posted: 1 });
    expect(await rebuild(post)).toMatchObject({ outcome: "same" });
    await happened(PeriodOpened({ period: "2026-05" }));
    expect((await deltasIn("2026-05", "boris")).map(({ workedMinutes }) => workedMinutes)).toEqual([-60]);
    expect(await rebuild(post)).toMatchObject({ outcome: "same" });
  });
});

test("an event that was parked while its period was closed changes nobody's pay: what differs is posted, once, and then it is taken in", async () => {
  const APRIL = period("2026-04");
  const faulty: Keyed = {
    ...timeAccounts,
    project: (row, event, at) => {
      if (event.type === "SalarySet" && (event.data as { from: string }).from === "2026-04-01")
        throw new Error("a fault");
      return timeAccounts.project(row, event, at);
    },
  };
  await running.stop();
  const projections = allProjections.map((each) => (each.name === timeAccounts.name ? faulty : each));
  const silent = createLogger({ level: "silent", name: "spec" });
  running = runProjectionEngine({ store: log.store, pool: views.pool, log: silent, projections });
  const raised = { minor: 2 * MONTHLY, currency: "RUB" };
  await happened(
    SalarySet({ employeeId: "boris", from: "2026-04-01", monthly: raised }),
    ...closed("2026-04"),
    PeriodOpened({ period: "2026-05" }),
  );
  const paidInApril = await monthOf("2026-04");
  const redrive = (changeFrozen = false) =>
    redriveView({ store: log.store, pool: views.pool, name: timeAccounts.name, changeFrozen });
  const parked = () => views.rows("select * from views.parked_event order by position");
  const before = await parked();
  await expect(redrive()).rejects.toThrow(
    "time-accounts would change payroll_hours, period 2026-04, employee_id boris, which is closed",
  );
  expect(await monthOf("2026-04")).toBe(paidInApril);
  expect(await parked()).toEqual(before);

  const compareApril = () =>
    periodRebuilder({ store: log.store, pool: views.pool }).rebuild(
      { period: APRIL, dryRun: false },
      { signal: new AbortController().signal, postCorrection: post },
    );
  expect(await compareApril()).toMatchObject({ outcome: "corrected", posted: 1 });
  expect(await compareApril()).toMatchObject({ outcome: "closed", posted: 0 }); // it waits behind the parked event
  expect(await redrive()).toEqual({ tried: 4, parked: 0 }); // closing and opening waited, too
  expect(JSON.parse(await monthOf("2026-04"))).toEqual(JSON.parse(paidInApril));
  expect(
    (await deltasIn("2026-05", "boris")).map(({ of, lines }) => [of, lines.map((line) => line.amountMinor)]),
  ).toEqual([["2026-04", [2 * MONTHLY, -MONTHLY].toSorted((a, b) => a - b)]]);
  expect(await compareApril()).toMatchObject({ outcome: "same" });
  await running.stop();
  const live = await dumpViews(views.pool);
  await rebuildAll({ store: log.store, pool: views.pool, schema: "after_a_redrive" });
  expect(await dumpViews(views.pool, "after_a_redrive")).toEqual(live);
});

test("a frozen cell that no event explains is told, and no figure is posted for it", async () => {
  await views.rows(
    `update views.timesheet_month set days = jsonb_set(days::jsonb, '{0,1}', '77')::json
     where period = '2026-03' and employee_id = 'anna'`,
  );
  expect(await rebuild(post)).toMatchObject({ outcome: "closed", differing: 1, posted: 0 });
});

test("whatever was paid wrongly and whatever comes late, all that is posted is what the events give", async () => {
  const fault = fc.record({
    minutes: fc.integer({ min: -900, max: 900 }),
    amount: fc.integer({ min: -90_000, max: 90_000 }),
  });
  const late = fc.array(fc.record({ day: fc.integer({ min: 2, max: 6 }), minutes: fc.integer({ min: 1, max: 480 }) }), {
    maxLength: 3,
  });
  await fc.assert(
    fc.asyncProperty(fault, late, fc.boolean(), async ({ minutes, amount }, facts, before) => {
      await end();
      await begin();
      const lateFacts = facts.map((each) => shorter("boris", `2026-03-0${each.day}`, each.minutes));
      if (before && lateFacts.length > 0) await happened(...lateFacts);
      await paidWrongly("boris", minutes, amount);
      if (!before && lateFacts.length > 0) await happened(...lateFacts);
      const wrong = minutes !== 0 || amount !== 0;
      expect((await rebuild(post)).posted).toBe(wrong ? 1 : 0);
      expect(await rebuild(post)).toMatchObject({ outcome: "same" });
      const corrections = await views.rows<{ position: string }>(
        "select position from views.employee_history where type = 'PayrollCorrectionPosted'",
      );
      const own = (await deltasIn("2026-04", "boris")).filter(({ fact }) =>
        corrections.some(({ position }) => String(position) === fact),
      );
      expect(own.map(({ workedMinutes, lines }) => [workedMinutes, lines[0]?.amountMinor ?? 0])).toEqual(
        wrong ? [[-minutes || 0, -amount || 0]] : [],
      );
    }),
    { numRuns: 8 },
  );
}, 180_000);

test("a period that is closed just before its rows are exchanged keeps the rows that were frozen", async () => {
  await views.rows(
    "update views.payroll_hours set worked_minutes = 7 where period = '2026-04' and employee_id = 'anna'",
  );
  const wrong = await monthOf("2026-04");
  let askedFor = 0;
  const readStream: EventStore["readStream"] = async function* (...asked) {
    yield* log.store.readStream(...asked);
    // The second time it has just been found open.
    if (asked[0] === payrollPeriodStream(period("2026-04")) && (askedFor += 1) === 2)
      await happened(...closed("2026-04"));
  };
  const report = await periodRebuilder({ store: { ...log.store, readStream }, pool: views.pool }).rebuild(
    { period: period("2026-04"), dryRun: false },
    { signal: new AbortController().signal },
  );
  expect(askedFor).toBe(3);
  expect(report).toMatchObject({ outcome: "closed", differing: 1 });
  expect(await monthOf("2026-04")).toBe(wrong);
});
