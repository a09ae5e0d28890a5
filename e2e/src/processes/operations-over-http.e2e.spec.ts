// Looking into the processes over HTTP, as administrators do who have no terminal: the same as `tabel processes`.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { allProcesses } from "@tabel/process-managers";
import { startInProcess, type TabelInProcess } from "../tabel-in-process.js";

const [process = ""] = allProcesses.map(({ name }) => name);
const fact = "00000000-0000-5000-8000-000000000001";
const intent = "00000000-0000-5000-8000-000000000002";
const at = "2026-05-18T06:00:00Z";
const path = "/api/operations/processes";

let tabel: TabelInProcess;
beforeAll(async () => {
  tabel = await startInProcess("2026-05-18T09:00:00.000Z");
  await tabel.quiet();
  // As the engine leaves them: an intent that failed for good, of a fact that was taken in. Its command is none, so that it fails again.
  await tabel.pool.query(
    `insert into processes.fact (process, instance, fact_id, kind, what, correlation_id, at, status, attempts)
     values ($1, 'galina_r1', $2, 'timer', 'escalate', 'c1', $3, 'taken', 1)`,
    [process, fact, at],
  );
  await tabel.pool.query(
    `insert into processes.intent (id, process, instance, fact_id, does, key, body, correlation_id, status, attempts, error_class,
       error_message) values ($1, $2, 'galina_r1', $3, 'command', 'escalate', '{"command": "no-command", "data": {}}', 'c1', 'dead', 10,
       'NotNow', 'thrown at over-http.js:60')`,
    [intent, process, fact],
  );
});
afterAll(() => tabel.stop());

const asked = async (user: string, more = "", body?: object) => {
  const response = await tabel.request(user, path + more, body === undefined ? {} : { body });
  return { status: response.status, answer: (await response.json()) as Record<string, unknown> }; // each test says what it expects
};
const stands = async () =>
  (await tabel.pool.query("select status, touched_by from processes.intent where id = $1", [intent])).rows as unknown[];

test("is for administrators alone, and for nobody without a log-in", async () => {
  expect(await asked("galina")).toMatchObject({ status: 403, answer: { code: "not-permitted" } });
  expect(await asked("galina", "/retry", { all: true })).toMatchObject({ status: 403 });
  expect((await tabel.request("administrator", path, { anonymous: true })).status).toBe(401);
  expect(await stands()).toEqual([{ status: "dead", touched_by: null }]);
});

test("shows every process, and what waits for a person", async () => {
  const { status, answer } = await asked("administrator");
  expect(status).toBe(200);
  const { processes } = answer as { processes: { process: string; liveVersion: number; position: string }[] };
  expect(processes.map((each) => each.process)).toEqual(allProcesses.map(({ name }) => name));
  expect(processes[0]?.position).toMatch(/^\d+$/);
  expect(answer["deadLetters"]).toEqual([expect.objectContaining({ is: "intent", id: intent, process, attempts: 10 })]);
  expect((await asked("administrator", `/${process}/dead-letters`)).answer).toEqual({ items: answer["deadLetters"] });
});

test("tells the story of an instance", async () => {
  expect(await asked("administrator", `/${process}/instances/galina_r1`)).toMatchObject({
    status: 200,
    answer: { instance: "galina_r1", facts: [{ what: "escalate", intents: [{ key: "escalate", status: "dead" }] }] },
  });
  for (const unknown of [`/${process}/instances/nobody`, "/when-nothing-then-nothing/instances/a", "/no/dead-letters"])
    expect(await asked("administrator", unknown)).toMatchObject({ status: 404, answer: { code: "not-found" } });
});

test("has dead letters tried again and passed over, and remembers by whom", async () => {
  for (const wrong of [{}, { id: intent, all: true }, { id: "no" }, { all: false }, { process: 7 }])
    expect((await asked("administrator", "/retry", wrong)).status).toBe(400);
  expect(await asked("administrator", "/retry", { process: "no" })).toMatchObject({ status: 404 });
  expect(await asked("administrator", "/retry", { id: intent })).toMatchObject({
    status: 200,
    answer: { settled: 1 },
  });
  expect(await stands()).toMatchObject([{ touched_by: "user administrator" }]);
  await tabel.quiet(); // it was tried, and failed again
  expect(await stands()).toEqual([{ status: "dead", touched_by: "user administrator" }]);
  expect((await asked("administrator", "/skip", { process })).answer).toEqual({ settled: 1 });
  expect(await stands()).toEqual([{ status: "skipped", touched_by: "user administrator" }]);
  expect(await asked("administrator", "/skip", { id: intent })).toMatchObject({ status: 404 });
  expect((await asked("administrator", "/skip", { all: true })).answer).toEqual({ settled: 0 });
  const { answer } = await asked("administrator", `/${process}/instances/galina_r1`);
  expect(answer).toMatchObject({ facts: [{ intents: [{ status: "skipped", touchedBy: "user administrator" }] }] });
});
