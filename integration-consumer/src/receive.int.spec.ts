// An event and what a consumer makes of it are one transaction in the consumer's own database: both happen, or neither.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { payrollHoursContract, toHeaders } from "@tabel/integration-contracts";
import { testDatabase, type TestDatabase } from "@tabel/test-infra";
import { randomUUID } from "node:crypto";
import pg from "pg";
import { on } from "./handler.js";
import { clearInbox, makeInbox } from "./inbox.js";
import { CannotTake, type GivenRecord, type Outcome, readRecord, takeEvent, transaction } from "./receive.js";

const name = { consumer: "spec", schema: "inbox_of_spec" };
let database: TestDatabase;
let pool: pg.Pool;
let failing = false;

const handler = on(payrollHoursContract, async ({ subject, sequence, late }, client) => {
  await client.query("insert into note values ($1, $2, $3)", [subject, sequence, late]);
  if (failing) throw new Error("the consumer's own fault");
});
const handlers = new Map([[handler.contract.type as string, handler]]);

beforeAll(async () => {
  database = await testDatabase();
  pool = new pg.Pool({ connectionString: database.connectionString });
  await pool.query("create table note (key text, sequence bigint, late boolean)");
  await makeInbox(pool, name.schema);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const record = (key: string, sequence: number, id = randomUUID(), type: string = payrollHoursContract.type) => ({
  headers: toHeaders({
    specversion: "1.0",
    id,
    source: "/tabel",
    type,
    subject: key,
    time: "2026-11-09T08:00:00.000Z",
    datacontenttype: "application/json",
    dataschema: "/docs/events",
    sequence: String(sequence),
    position: "7",
  }),
  value: Buffer.from(JSON.stringify({ ...payrollHoursContract.example, employeeId: key })),
  offset: "0",
});
const take = (given: GivenRecord): Promise<Outcome> =>
  transaction(pool, (client) => takeEvent(client, name, readRecord(handlers, given)));
const noted = async (key: string) =>
  (
    await pool.query<{ sequence: string; late: boolean }>("select sequence, late from note where key = $1", [key])
  ).rows.map(({ sequence, late }) => [Number(sequence), late]);

test("a handler that fails leaves nothing, and the event is taken when it comes again", async () => {
  const first = record("a", 1);
  failing = true;
  await expect(take(first)).rejects.toThrow("own fault");
  failing = false;
  expect(await noted("a")).toEqual([]);
  expect(await take(first)).toBe("taken");
  expect(await take(record("a", 2))).toBe("taken");
  expect(await noted("a")).toEqual([
    [1, false],
    [2, false],
  ]);
});

test("the same event is taken once, also by two at the same time", async () => {
  const one = record("b", 1);
  expect((await Promise.all([take(one), take(one)])).toSorted()).toEqual(["duplicate", "taken"]);
  expect(await take(one)).toBe("duplicate");
  expect(await noted("b")).toEqual([[1, false]]);
});

test("a gap is told once; then what is there is taken, and what was missing is late when it comes", async () => {
  await take(record("c", 1));
  const third = record("c", 3);
  expect(await take(third)).toBe("gap");
  expect(await noted("c")).toEqual([[1, false]]);
  expect(await take(third)).toBe("taken");
  expect(await take(record("c", 2))).toBe("taken");
  expect(await noted("c")).toEqual([
    [1, false],
    [3, false],
    [2, true],
  ]);
  const { rows } = await pool.query("select after, before, accepted from inbox_of_spec.gap where key = 'c'");
  expect(rows).toEqual([{ after: "1", before: "3", accepted: true }]);
});

test("a type that nobody asked for is passed over; what is no event cannot be taken, with its id where it has one", async () => {
  expect(await take(record("d", 1, randomUUID(), "tabel.later.v1"))).toBe("passed-over");
  const id = randomUUID();
  const faultOf = (given: GivenRecord): unknown => {
    try {
      return readRecord(handlers, given);
    } catch (error) {
      return error;
    }
  };
  expect(faultOf({ ...record("d", 1, id), value: Buffer.from("{}") })).toMatchObject({ eventId: id });
  for (const fault of [{ headers: undefined }, { headers: { ce_id: "x" } }, { value: null }])
    expect(faultOf({ ...record("d", 1), ...fault })).toBeInstanceOf(CannotTake);
});

test("who starts over has taken nothing", async () => {
  const one = record("e", 1);
  await take(one);
  await clearInbox(pool, name);
  expect(await take(one)).toBe("taken");
});
