// `tabel replay employee` as a person types it, beside a process that keeps the views current.
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import {
  AbsenceRequested,
  absenceStream,
  type DomainEvent,
  EmployeeHired,
  EmployeeId,
  employeeStream,
  LeaveGranted,
  SalarySet,
} from "@tabel/domain";
import type { EventStore } from "@tabel/event-store";
import { type ProjectionRunner, runProjections } from "@tabel/projections";
import { migrateReadModels } from "@tabel/read-models";
import { type ServersBeside, serversBeside } from "../testing/servers-beside.js";

jest.setTimeout(120_000);

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
let beside: ServersBeside;
let store: EventStore;
let runner: ProjectionRunner;
const tabel = (...commandLine: string[]) => beside.tabel(...commandLine);

const employeeId = EmployeeId.parse("e00017");
const command = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;

/** Appends what one command did, and answers with its ids. */
const happened = async (
  number: number,
  stream: string,
  expected: bigint | "no-stream",
  events: readonly DomainEvent[],
  because?: string,
) => {
  const { ids, position } = await store.append(stream, events, {
    expected,
    metadata: {
      $correlationId: command(because === undefined ? number : 1),
      $causationId: because ?? command(number),
      commandId: command(number),
      commandHash: "",
      actor: "e00003",
    },
  });
  await runner.reached(position, 60_000);
  return ids;
};

const hired = EmployeeHired({
  employeeId,
  fullName: { last: "Иванова", first: "Анна", middle: null },
  email: null,
  hiredOn: "2026-01-12",
  unitId: "u1",
  position: "Кассир",
  country: "RU",
  timeZone: "Europe/Moscow",
});
const granted = LeaveGranted({
  employeeId,
  ledger: "annual",
  amount: 2_800,
  workingYear: null,
  effectiveOn: "2026-01-12",
  usableFrom: "2026-07-12",
  source: "opening-balance",
});
const asked = AbsenceRequested({
  employeeId,
  requestId: "r1",
  kind: "annual-leave",
  from: "2026-12-07",
  to: "2026-12-11",
  dayPart: "full",
  ledger: "annual",
  reserved: 500,
  days: [{ from: "2026-12-07", to: "2026-12-11", means: "leave", counted: 100 }],
  comment: "К морю",
  route: [{ holder: "unit-head", unitId: "u1" }],
  requestedBy: employeeId,
});

beforeAll(async () => {
  beside = await serversBeside();
  await migrateReadModels(beside.databaseUrl);
  store = await beside.openStore();
  runner = runProjections({ store, pool: beside.pool, log: silent });
  beside.afterwards(() => runner.stop());
  const [hiredId] = await happened(1, employeeStream(employeeId), "no-stream", [hired]);
  await happened(2, absenceStream(employeeId), "no-stream", [granted], hiredId);
  await happened(3, absenceStream(employeeId), 0n, [asked]);
});
afterAll(() => beside.stop());

test("tells every event in a sentence, with who did it, what it followed from and the balance after it", async () => {
  const { code, out, err } = await tabel("replay", "employee", "e00017", "--as-of", "2026-12-31", "--language", "en");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const [first = "", , grant = "", because = "", balance = "", request = "", , left = ""] = out.split("\n");
  expect(first).toMatch(/UTC {2}#\d+ {2}Hired from 2026-01-12: Иванова Анна, unit u1, position “Кассир”/);
  expect(grant).toMatch(/^ {4}20.* UTC {2}#\d+ {2}Granted 28 days \(annual leave, opening balance\) from 2026-01-12/);
  expect(because).toMatch(/^ {8}by: e00003 · absence-e00017@0 · follows from EmployeeHired #\d+$/);
  expect(balance).toBe("        balance: annual 28 days");
  expect(request).toMatch(/Request r1 was submitted: Annual leave from 2026-12-07 to 2026-12-11 .* Comment: К морю\.$/);
  expect(left).toBe("    balance: annual 23 days");
});

test("as of a day before the leave it is not told, and the balance is whole; a search and a type narrow it", async () => {
  const before = await tabel("replay", "employee", "e00017", "--as-of", "2026-06-30");
  expect(before.out).toContain("Приём на работу с 12.01.2026");
  expect(before.out).not.toContain("Подана заявка");
  const found = await tabel("replay", "employee", "e00017", "--search", "К МОРЮ");
  expect(found.out.match(/UTC/g)).toHaveLength(1);
  const none = await tabel("replay", "employee", "e00017", "--known", "2020-01-01T00:00:00Z");
  expect(none).toEqual({ code: 1, out: "", err: "Nothing was found of e00017.\n" });
  expect((await tabel("replay", "employee", "e00017", "--as-of", "soon")).err).toMatch(/Write a date as 2026-10-31\./);
});

test("writes JSON Lines and CSV, and what followed from a fact under it", async () => {
  const lines = (await tabel("replay", "employee", "e00017", "--format", "jsonl")).out.trim().split("\n");
  expect(lines.map((line) => (JSON.parse(line) as { type: string }).type)).toEqual([
    "EmployeeHired",
    "LeaveGranted",
    "AbsenceRequested",
  ]);
  const csv = (await tabel("replay", "employee", "e00017", "--format", "csv", "--type", "LeaveGranted")).out;
  expect(csv).toMatch(/^position,recordedAt,.*\r\n\d+,20.*,2026-01-12,LeaveGranted,"Начислено 28 дн\..*\r\n$/);
  const tree = (await tabel("replay", "employee", "e00017", "--tree", "--language", "en")).out;
  expect(tree.split("\n").filter((line) => line.includes("UTC"))).toEqual([
    expect.stringMatching(/^20.*Hired/),
    expect.stringMatching(/^ {4}20.*Granted/),
    expect.stringMatching(/^20.*submitted/),
  ]);
});

test("follows what comes in until it is interrupted", async () => {
  const following = beside.begin("replay", "employee", "e00017", "--follow", "--language", "en");
  await following.written(/Request r1 was submitted/);
  await happened(4, employeeStream(employeeId), 0n, [
    SalarySet({ employeeId, from: "2026-02-01", monthly: { minor: 8_000_000, currency: "RUB" } }),
  ]);
  await following.written(/The salary is 80000 RUB a month from 2026-02-01\./);
  following.interrupt();
  const { code, out } = await following.ended;
  expect(code).toBe(0);
  expect(out.match(/Hired from/g)).toHaveLength(1);
});
