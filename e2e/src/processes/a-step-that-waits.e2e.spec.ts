// A request that nobody decides, from the question to HR, with all of Tabel and a clock that jumps from day to day. Working days of
// May and June 2026: after Mon 18 May come 19, 20, 21, 22, 25; after Mon 25 come 26, 27, 28, 29 and Mon 1 June; then 2–5 and 8.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { setTimeout as pause } from "node:timers/promises";
import { startInProcess, type TabelInProcess } from "../tabel-in-process.js";

const told: string[] = [];
let tabel: TabelInProcess;
let requestId = "";

const hired = (employeeId: string, unitId: string) => ({
  employeeId,
  fullName: { last: "Ли", first: "Анна", middle: null },
  email: null,
  hiredOn: "2025-01-09",
  unitId,
  position: "Кассир",
  country: "RU",
  timeZone: "Europe/Moscow",
});

beforeAll(async () => {
  tabel = await startInProcess("2026-05-18T09:00:00.000Z", {
    processes: {
      tellAbout: (fact) => {
        if (fact.is === "step-reminder" && fact.step.holder === "unit-head")
          told.push(`reminder to ${fact.step.unitId}`);
        else if (fact.is === "step-reminder" && fact.step.holder === "role") told.push(`reminder to ${fact.step.role}`);
        return Promise.resolve({ is: "done" });
      },
    },
  });
  const grant = { userId: "hr", role: "hr-officer", scope: { over: "all" }, from: "2025-01-01", until: null };
  await tabel.carryOut("administrator", "grant-role", grant);
  await tabel.carryOut("hr", "establish-unit", { unitId: "bank", name: "Bank", parentId: null, on: "2025-01-01" });
  await tabel.carryOut("hr", "establish-unit", {
    unitId: "branch",
    name: "Branch",
    parentId: "bank",
    on: "2025-01-01",
  });
  for (const [who, where] of [
    ["boris", "bank"],
    ["anna", "branch"],
    ["galina", "branch"],
  ] as const)
    await tabel.carryOut("hr", "hire-employee", hired(who, where));
  await tabel.carryOut("hr", "appoint-head", { unitId: "bank", employeeId: "boris", from: "2025-01-09" });
  await tabel.carryOut("hr", "appoint-head", { unitId: "branch", employeeId: "anna", from: "2025-01-09" });
});
afterAll(() => tabel.stop());

/** Resolves when the row is there. */
const until = async (what: string, sql: string): Promise<void> => {
  for (let looks = 0; looks < 1_000; looks += 1) {
    const { rows } = await tabel.pool.query(sql);
    if (rows.length > 0) return;
    await pause(40);
  }
  throw new Error(`it did not happen that ${what}`);
};

/** Nothing is due any more, and nothing waits to be carried out. */
const quiet = (now: string): Promise<void> =>
  until(
    "everything is carried out",
    `select 1 where not exists (select from processes.timer where due_at <= '${now}')
       and not exists (select from processes.intent where status = 'waiting')
       and not exists (select from processes.fact where status = 'new')`,
  );

const dayCame = async (now: string): Promise<void> => {
  tabel.setClock(now);
  await quiet(now);
};

const escalations = (times: number) =>
  until(`it was escalated ${times} times`, `select from views.absence_request where escalations = ${times}`);

test("a step that waits is reminded of after two working days, at nine in the morning of its holder", async () => {
  const wish = { employeeId: "galina", kind: "unpaid-leave", from: "2026-08-03", to: "2026-08-05" };
  ({ requestId } = await tabel.carryOut<{ requestId: string }>("galina", "submit-leave", wish));
  await until("its timers are set", "select from processes.timer having count(*) = 2");
  await dayCame("2026-05-20T05:59:00.000Z");
  expect(told).toEqual([]);
  await dayCame("2026-05-20T06:00:00.000Z");
  expect(told).toEqual(["reminder to branch"]);
});

test("after five it goes to the head above, and from there to HR; the history says that a process did it", async () => {
  await dayCame("2026-05-25T06:00:00.000Z");
  await escalations(1);
  await until("the new timers are set", "select from processes.timer where due_at = '2026-06-01T06:00:00Z'");
  await dayCame("2026-05-27T06:00:00.000Z");
  await dayCame("2026-06-01T06:00:00.000Z");
  await escalations(2);
  expect(told).toEqual(["reminder to branch", "reminder to bank"]);
  const { rows } = await tabel.pool.query<{ holder_role: string }>("select holder_role from views.absence_request");
  expect(rows).toEqual([{ holder_role: "hr-officer" }]);
});

test("HR is asked again and again until somebody decides; then nothing waits any more", async () => {
  await until("the new timers are set", "select from processes.timer where due_at = '2026-06-08T06:00:00Z'");
  await dayCame("2026-06-03T06:00:00.000Z");
  await dayCame("2026-06-08T06:00:00.000Z");
  await until("the refusal came back", "select from processes.fact where kind = 'refused' and status = 'taken'");
  await quiet("2026-06-08T06:00:00.000Z");
  expect(told.slice(2)).toEqual(["reminder to hr-officer", "reminder to hr-officer"]);
  await tabel.carryOut("hr", "approve-request", { employeeId: "galina", requestId });
  const ours = "where process = 'when-a-step-waits-then-remind-and-escalate'";
  await until("nothing waits", `select from processes.timer ${ours} having count(*) = 0`);
  const { rows } = await tabel.pool.query(`select from processes.instance ${ours}`);
  expect(rows).toHaveLength(0);
});
