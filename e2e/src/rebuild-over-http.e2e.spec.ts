// The rebuild of a payroll period as accounting meets it over HTTP: begun, watched as server-sent events, its report, its end.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { startInProcess, type TabelInProcess } from "./tabel-in-process.js";

let tabel: TabelInProcess;

const grant = (userId: string, role: string, scope: object) =>
  tabel.carryOut("administrator", "grant-role", { userId, role, scope, from: "2026-01-01", until: null });

beforeAll(async () => {
  tabel = await startInProcess("2026-04-01T09:00:00.000Z");
  const all = { over: "all" };
  await grant("hr", "hr-officer", all);
  await grant("accountant", "accountant", all);
  await tabel.carryOut("hr", "establish-unit", { unitId: "u1", name: "Bank", parentId: null, on: "2020-01-01" });
  await grant("branch-accountant", "accountant", { over: "units", unitIds: ["u1"] });
  for (const employeeId of ["anna", "boris"]) {
    await tabel.carryOut("hr", "hire-employee", {
      employeeId,
      fullName: { last: "Canary", first: employeeId, middle: null },
      email: null,
      hiredOn: "2026-01-12",
      unitId: "u1",
      position: "Teller",
      country: "RU",
      timeZone: "Europe/Moscow",
    });
    const monthly = { minor: 10_000_000, currency: "RUB" };
    await tabel.carryOut("hr", "set-salary", { employeeId, from: "2026-01-12", monthly });
  }
  await tabel.carryOut("accountant", "open-period", { period: "2026-03" });
  await tabel.view("accountant", "payroll-hours/anna/2026-03");
}, 60_000);
afterAll(() => tabel.stop());

const plant = () =>
  tabel.pool.query(
    "update views.payroll_hours set worked_minutes = 1 where employee_id = 'boris' and period = '2026-03'",
  );
const body = { projection: "payroll", period: "2026-03" };

/** Server-sent events up to the last one. */
const told = async (path: string): Promise<{ event: string; data: { state: string } }[]> => {
  const response = await tabel.request("accountant", path, { headers: { accept: "text/event-stream" } });
  expect(response.headers.get("content-type")).toMatch(/^text\/event-stream/);
  return (await response.text())
    .split("\n\n")
    .filter((block) => block !== "")
    .map((block) => {
      const [, event = "", data = ""] = /^event: (\w+)\ndata: (.*)$/s.exec(block) ?? [];
      return { event, data: JSON.parse(data) as { state: string } };
    });
};

test("a planted figure is told with the events behind it, as JSON and as a table, and put right", async () => {
  await plant();
  const begun = await tabel.request("accountant", "/api/operations/rebuilds", { body });
  expect(begun.status).toBe(202);
  const address = begun.headers.get("location") ?? "";
  const events = await told(address);
  expect(events.at(-1)).toMatchObject({ event: "ended", data: { state: "exchanged" } });
  const operation = (await (await tabel.request("accountant", address)).json()) as object;
  expect(operation).toMatchObject({
    state: "exchanged",
    progress: { done: 2, total: 2, secondsLeft: 0 },
    result: {
      employees: 2,
      differing: 1,
      differences: [
        {
          employeeId: "boris",
          changes: [{ figure: "hours / workedMinutes", before: 1, after: 10_080 }],
          because: [{ type: "EmployeeHired", stream: "employee-boris" }, { type: "SalarySet" }],
        },
      ],
    },
  });
  const table = await tabel.request("accountant", `${address}/report.csv`);
  expect(table.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(await table.text()).toMatch(
    /^2026-03,boris,hours \/ workedMinutes,1,10080,EmployeeHired@\d+ SalarySet@\d+\r$/m,
  );
  const hours = await tabel.view<{ workedMinutes: number }>("accountant", "payroll-hours/boris/2026-03");
  expect(hours.workedMinutes).toBe(10_080);
});

test("the same key again is the same rebuild; with another body it is refused", async () => {
  const key = "0b9c4f0e-6c0f-4b38-8a0f-4e7f0f6f2a10";
  const first = await tabel.request("accountant", "/api/operations/rebuilds", { body, key });
  const again = await tabel.request("accountant", "/api/operations/rebuilds", { body, key });
  expect(again.headers.get("location")).toBe(first.headers.get("location"));
  const other = await tabel.request("accountant", "/api/operations/rebuilds", { body: { ...body, dryRun: true }, key });
  expect(other.status).toBe(422);
  await told(first.headers.get("location") ?? "");
});

test.each([
  ["hr", body, 403, "not-permitted"],
  ["branch-accountant", body, 403, "not-permitted"],
  ["accountant", { ...body, period: "2026-13" }, 400, undefined],
  ["accountant", { ...body, projection: "employees" }, 400, undefined],
  ["accountant", { ...body, unitId: "../u1" }, 400, undefined],
  ["hr", { ...body, postCorrections: true }, 403, "not-permitted"],
  ["branch-accountant", { ...body, postCorrections: true }, 403, "not-permitted"],
  ["accountant", { ...body, dryRun: true, postCorrections: true }, 400, undefined],
])("%s with %j is refused with %d", async (user, sent, status, code) => {
  const response = await tabel.request(user, "/api/operations/rebuilds", { body: sent });
  expect(response.status).toBe(status);
  if (code !== undefined) expect(await response.json()).toMatchObject({ code });
});

test("a closed period is compared and left as it is", async () => {
  await tabel.carryOut("accountant", "calculate-period", { period: "2026-03" });
  await tabel.carryOut("accountant", "close-period", { period: "2026-03" });
  await tabel.view("accountant", "payroll-hours/anna/2026-03");
  await plant();
  const begun = await tabel.request("accountant", "/api/operations/rebuilds", { body });
  const events = await told(begun.headers.get("location") ?? "");
  expect(events.at(-1)).toMatchObject({ data: { state: "closed", result: { differing: 1 } } });
  const hours = await tabel.view<{ workedMinutes: number }>("accountant", "payroll-hours/boris/2026-03");
  expect(hours.workedMinutes).toBe(1);
});

test("what differs in a closed period is posted into the next open one on command, once", async () => {
  await tabel.carryOut("accountant", "open-period", { period: "2026-04" });
  const april = () =>
    tabel.view<{ deltas: { of: string; fact: string; workedMinutes: number }[] }>(
      "accountant",
      "payroll-hours/boris/2026-04",
    );
  expect((await april()).deltas).toEqual([]);
  const posting = { ...body, postCorrections: true };
  const begun = await tabel.request("accountant", "/api/operations/rebuilds", { body: posting });
  const ended = (await told(begun.headers.get("location") ?? "")).at(-1);
  expect(ended).toMatchObject({ data: { state: "corrected", result: { differing: 1, posted: 1 } } });

  // A command after it, so that the next view waits for what was posted.
  await tabel.carryOut("accountant", "open-period", { period: "2026-05" });
  const [delta, ...more] = (await april()).deltas;
  expect(more).toEqual([]);
  expect(delta).toMatchObject({ of: "2026-03", workedMinutes: 10_080 - 1 });
  const explained = await tabel.view<{ facts: { position: string; type: string; actor: string }[] }>(
    "accountant",
    "payroll-hours/boris/2026-04/explain",
  );
  expect(explained.facts).toContainEqual(
    expect.objectContaining({ position: delta?.fact, type: "PayrollCorrectionPosted", actor: "accountant" }),
  );
  const march = await tabel.view<{ status: string; hours: { workedMinutes: number } }>(
    "accountant",
    "employees/boris/months/2026-03",
  );
  expect(march).toMatchObject({ status: "closed", hours: { workedMinutes: 1 } });

  const again = await tabel.request("accountant", "/api/operations/rebuilds", { body: posting });
  expect((await told(again.headers.get("location") ?? "")).at(-1)).toMatchObject({ data: { state: "same" } });
  expect((await april()).deltas).toHaveLength(1);
});

test("an unknown rebuild is not found", async () => {
  const unknown = "/api/operations/rebuilds/0b9c4f0e-6c0f-4b38-8a0f-4e7f0f6f2a11";
  expect((await tabel.request("accountant", unknown)).status).toBe(404);
  expect((await tabel.request("accountant", `${unknown}/report.csv`)).status).toBe(404);
});
