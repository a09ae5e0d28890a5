// `tabel processes` as a person types it, with something that failed.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { allProcesses, migrateProcesses } from "@tabel/process-managers";
import type pg from "pg";
import { type ServersBeside, serversBeside } from "../testing/servers-beside.js";

const [name = ""] = allProcesses.map((each) => each.name);
const fact = "00000000-0000-5000-8000-000000000001";
const intent = "00000000-0000-5000-8000-000000000002";
let beside: ServersBeside;
let pool: pg.Pool;

const tabel = (...commandLine: string[]) => beside.tabel(...commandLine);

beforeAll(async () => {
  beside = await serversBeside();
  ({ pool } = beside);
  await migrateProcesses(beside.databaseUrl);
  // As the engine leaves them: an intent that failed for good, of a fact that was taken in.
  const at = "2026-05-20T06:00:00Z";
  await pool.query(
    `insert into processes.fact (process, instance, fact_id, kind, what, correlation_id, at, status, attempts)
     values ($1, 'galina_r1', $2, 'timer', 'escalate', 'c1', $3, 'taken', 1)`,
    [name, fact, at],
  );
  await pool.query(
    `insert into processes.intent (id, process, instance, fact_id, does, key, body, correlation_id, status, attempts, error_class,
       error_message) values ($1, $2, 'galina_r1', $3, 'command', 'escalate', '{"command": "escalate-step"}', 'c1', 'dead', 10,
       'NotNow', 'thrown at over-http.js:60')`,
    [intent, name, fact],
  );
});
afterAll(() => beside.stop());

test("list names every process, and what waits for a person", async () => {
  const { code, out } = await tabel("processes", "list");
  expect(code).toBe(0);
  for (const each of allProcesses) expect(out).toContain(each.name);
  expect(out).toContain(intent);
  expect(out).toContain("NotNow: thrown at over-http.js:60 (10 attempts)");
});

test("show tells the story of an instance", async () => {
  const { out } = await tabel("processes", "show", name, "galina_r1");
  expect(out).toMatch(/timer escalate .*\n {4}command escalate: dead, 10 attempts \(NotNow/);
  const { code, err } = await tabel("processes", "show", name, "nobody");
  expect({ code, err }).toEqual({ code: 1, err: `${name} knows nothing of "nobody".\n` });
});

test("retry and skip decide about a dead letter, and remember by whom", async () => {
  expect((await tabel("processes", "retry")).err).toContain("Name a dead letter");
  const { code, out } = await tabel("processes", "retry", intent, "--by", "the operator");
  expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/^1 dead letter: tried again/) });
  const stands = async () =>
    (await pool.query("select status, attempts, touched_by from processes.intent where id = $1", [intent])).rows;
  expect(await stands()).toEqual([{ status: "waiting", attempts: 0, touched_by: "the operator" }]);
  expect(await tabel("processes", "skip", intent)).toMatchObject({ code: 1, out: "There is no such dead letter.\n" });
  await pool.query("update processes.intent set status = 'dead' where id = $1", [intent]);
  expect((await tabel("processes", "skip", "--process", name, "--by", "x")).out).toContain(
    "1 dead letter: passed over.",
  );
  expect(await stands()).toEqual([{ status: "skipped", attempts: 0, touched_by: "x" }]);
});

test("list and show speak JSON to other programs, and every mistake is a sentence and an exit code", async () => {
  const { processes } = JSON.parse((await tabel("processes", "list", "--json")).out) as { processes: object[] };
  expect(processes).toHaveLength(allProcesses.length);
  expect(JSON.parse((await tabel("processes", "show", name, "galina_r1", "--json")).out)).toMatchObject({
    facts: [{ factId: fact, intents: [{ id: intent }] }],
  });
  for (const [commandLine, says] of [
    [["processes", "show", "no"], /^There is no process "no"; there are /],
    [["processes", "retry", "no"], /^"no" is no id of a dead letter\./],
    [["processes", "skip", "--process", "no"], /^There is no process "no"/],
  ] as const) {
    const { code, out, err } = await tabel(...commandLine);
    expect({ code, out, err }).toEqual({ code: 1, out: "", err: expect.stringMatching(says) });
  }
});
