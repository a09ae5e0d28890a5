// The main job over HTTP against `npm start`, on an organisation of 2,000 imported employees: leave is submitted and
// decided, and calendar, balance, timesheet, payroll hours and history all show it.
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { addDays, localDate, weekday, type LocalDate } from "@tabel/domain";
import { importBank, PASSWORD, type ImportedBank, type Persona } from "./imported-bank.js";
import { logIn, type Person } from "./running-tabel.js";

let bank: ImportedBank;
let people: Record<Persona, Person>;

beforeAll(async () => {
  bank = await importBank(2000);
  const personas = Object.keys(bank.loginOf) as Persona[]; // exactly its keys
  people = Object.fromEntries(
    await Promise.all(personas.map(async (persona) => [persona, await bank.as(persona)] as const)),
  ) as Record<Persona, Person>; // from the same keys
}, 180_000);
afterAll(() => bank.end());

interface Accepted {
  readonly position: string;
  readonly requestId: string;
  readonly events: { type: string }[];
}

/** Of all that this test has been told: a view that is asked for it changes no more. */
let lastPosition = 0n;

/** Works for anybody, once: fails the test with the problem when it was refused. */
const accepted = async (answer: Promise<{ status: number; body: unknown }>): Promise<Accepted> => {
  const { status, body } = await answer;
  expect({ status, body }).toMatchObject({ status: 200 });
  const answered = body as Accepted; // a 200 of a command is its answer
  if (BigInt(answered.position) > lastPosition) lastPosition = BigInt(answered.position);
  return answered;
};

const refused = async (answer: Promise<{ status: number; body: unknown }>): Promise<[number, unknown]> => {
  const { status, body } = await answer;
  return [status, (body as { code?: string }).code];
};

describe("an employee abroad, hired over HTTP, asks for leave", () => {
  // Abroad, because calendars of other countries reach any year: this test must not end with a year's decree.
  const from = ((): LocalDate => {
    let day = addDays(localDate(new Date().toISOString().slice(0, 10)), 14);
    while (weekday(day) !== 1) day = addDays(day, 1);
    return day;
  })();
  const to = addDays(from, 4);
  const employeeId = "gb1";
  let unitId: string;
  let employee: Person;
  let requestId: string;
  let position: string;

  test("HR hires, schedules and pays; the administrator gives the log-in", async () => {
    unitId = (await people.head.view<{ unitId: string }>("me")).body.unitId;
    const hr = people["hr-officer"];
    const fullName = { last: "Canary", first: "Grace", middle: null };
    const hire = { employeeId, fullName, email: null, hiredOn: "2025-01-06", unitId, position: "Teller" };
    await accepted(hr.command("hire-employee", { ...hire, country: "GB", timeZone: "Europe/London" }));
    await accepted(hr.command("assign-schedule", { employeeId, from: "2025-01-06", schedule: "five-day-40" }));
    const monthly = { minor: 300_000, currency: "GBP" };
    await accepted(hr.command("set-salary", { employeeId, from: "2025-01-06", monthly }));
    await accepted(people.administrator.command("set-password", { userId: employeeId, password: PASSWORD }));
    employee = await logIn(bank.running.url, employeeId, PASSWORD);
  });

  test("submits, and sees it reserved at once", async () => {
    const body = { employeeId, kind: "annual-leave", from, to, comment: "seaside" };
    ({ requestId, position } = await accepted(employee.command("submit-leave", body)));
    const { body: balance } = await employee.view<{ ledgers: { ledger: string; reserved: number }[] }>(
      `leave-balance/${employeeId}?effective=${to}&after=${position}`,
    );
    expect(balance.ledgers.find(({ ledger }) => ledger === "annual")?.reserved).toBeGreaterThan(0);
  });

  test("nobody else may decide it, nor the author, nor overlap it, nor take more than there is", async () => {
    const decide = { employeeId, requestId };
    expect(await refused(employee.command("approve-request", decide))).toEqual([403, "own-request"]);
    expect((await refused(people["second-employee"].command("approve-request", decide)))[0]).toBe(403);
    expect(await refused(employee.command("submit-leave", { employeeId, kind: "annual-leave", from: to, to }))).toEqual(
      [409, "absence-overlaps"],
    );
    const longer = { employeeId, kind: "annual-leave", from: addDays(from, 28), to: addDays(from, 28 + 150) };
    expect(await refused(employee.command("submit-leave", longer))).toEqual([422, "balance-exceeded"]);
  });

  test("it waits in the head's inbox, with what the head may do", async () => {
    const { body } = await people.head.view<{ items: { requestId: string; allowedActions: string[] }[] }>(
      `inbox?limit=500&after=${position}`,
    );
    expect(body.items.find((item) => item.requestId === requestId)?.allowedActions).toEqual([
      "approve-request",
      "reject-request",
    ]);
    const { body: strangers } = await people["second-employee"].view<{ items: unknown[] }>("inbox");
    expect(strangers.items).toEqual([]);
  });

  test("two heads approve at the same instant: one 200, one 409, one event", async () => {
    const decide = { employeeId, requestId };
    const answers = await Promise.all([
      people.head.command<Accepted>("approve-request", decide),
      people["superior-head"].command<Accepted>("approve-request", decide),
    ]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]));
    position = answers.find(({ status }) => status === 200)?.body.position ?? "";
    const { body } = await people.auditor.view<{ items: { type: string }[] }>(
      `employees/${employeeId}/history?limit=500&after=${position}`,
    );
    expect(body.items.filter(({ type }) => type === "AbsenceApproved")).toHaveLength(1);
  });

  test("the team calendar shows it: to the head with its kind, to a colleague without", async () => {
    type Calendar = { items: { employeeId: string; days: { full: { kind: string | null } }[] }[] };
    const path = `calendar?unitId=${unitId}&from=${from}&to=${to}&limit=500&after=${position}`;
    const daysFor = async (person: Person) =>
      (await person.view<Calendar>(path)).body.items.find((item) => item.employeeId === employeeId)?.days ?? [];
    expect((await daysFor(people.head)).map(({ full }) => full.kind)).toEqual(Array(5).fill("annual-leave"));
    const seen = await daysFor(people["second-employee"]);
    expect(seen).toHaveLength(5);
    expect(new Set(seen.map(({ full }) => full.kind))).toEqual(new Set([null]));
  });

  test("a calendar program reads it from a feed until that is revoked, and a colleague's feed does not say why", async () => {
    const textOf = async (address: string) => {
      const response = await fetch(new URL(address, bank.running.url));
      return { status: response.status, text: await response.text() };
    };
    const open = async (person: Person, subject: object) => {
      const { body } = await person.command<{ position: string; feedId: string; address: string }>("create-feed", {
        subject,
        language: "en",
      });
      await person.view(`calendar-feeds?after=${body.position}`);
      return body;
    };
    const own = await open(employee, { of: "own" });
    const day = from.replaceAll("-", "");
    const mine = await textOf(own.address);
    expect([mine.status, mine.text.includes(`DTSTART;VALUE=DATE:${day}`)]).toEqual([200, true]);
    expect(mine.text).toContain("SUMMARY:Annual leave");
    const unit = await textOf((await open(people["second-employee"], { of: "unit", unitId })).address);
    expect(unit.text).toContain("Canary Grace: absent");
    expect(unit.text).not.toContain("leave");
    const { body } = await employee.command<Accepted>("revoke-feed", { userId: employeeId, feedId: own.feedId });
    await employee.view(`calendar-feeds?after=${body.position}`);
    expect((await textOf(own.address)).status).toBe(410);
  });

  test("reservation has become use", async () => {
    const { body } = await employee.view<{
      ledgers: { reserved: number; used: number; entries: { kind: string }[] }[];
    }>(`leave-balance/${employeeId}?effective=${to}&after=${position}`);
    expect(body.ledgers[0]).toMatchObject({ reserved: 0 });
    expect(body.ledgers[0]?.used).toBeGreaterThan(0);
    expect(new Set(body.ledgers[0]?.entries.map(({ kind }) => kind))).toEqual(
      new Set(["grant", "reservation", "release", "use"]),
    );
  });

  test("the unit's timesheet and the payroll hours show a leave entered by HR once the period is open", async () => {
    // A month that is past: one of next year's can be opened only when Russia's calendar of it is loaded.
    const [period, first, last] = ["2026-05", "2026-05-11", "2026-05-15"];
    const body = { employeeId, kind: "annual-leave", from: first, to: last };
    const entered = await accepted(people["hr-officer"].command("submit-leave", body));
    const approved = await accepted(
      people.head.command("approve-request", { employeeId, requestId: entered.requestId }),
    );
    const opened = await accepted(people.accountant.command("open-period", { period }));
    const after = BigInt(opened.position) > BigInt(approved.position) ? opened.position : approved.position;
    type Sheet = { items: { employeeId: string; days: { day: number; codes: { code: string }[] }[] }[] };
    const { body: sheet } = await people.head.view<Sheet>(`timesheets/${unitId}/${period}?limit=500&after=${after}`);
    const days = sheet.items.find((item) => item.employeeId === employeeId)?.days ?? [];
    const codes = days.filter(({ day }) => day >= 8 && day <= 16).map(({ codes: [entry] }) => entry?.code);
    expect(codes).toEqual(["Я", "В", "В", "ОТ", "ОТ", "ОТ", "ОТ", "ОТ", "В"]);
    type Hours = {
      normMinutes: number;
      workedMinutes: number;
      absentMinutes: Record<string, number>;
      lines: { amountMinor: number }[];
    };
    const { body: hours } = await people.accountant.view<Hours>(`payroll-hours/${employeeId}/${period}`);
    // England, May 2026: 21 working days less the bank holidays of the 4th and the 25th.
    expect(hours).toMatchObject({ normMinutes: 19 * 480, workedMinutes: 14 * 480, absentMinutes: { ОТ: 5 * 480 } });
    expect(hours.lines[0]?.amountMinor).toBe(Math.round((300_000 * 14) / 19));
  });

  test("the history is complete, in order, and for the right eyes only", async () => {
    type History = { items: { type: string; stream: string; position: string }[] };
    const history = async () =>
      (await people.auditor.view<History>(`employees/${employeeId}/history?limit=500`)).body.items;
    const looks = async () => (await history()).some(({ stream }) => stream === `readings-${bank.loginOf.accountant}`);
    // Looks are told to the log a moment later.
    for (let tries = 0; tries < 200 && !(await looks()); tries += 1) await pause(100);
    const body = { items: await history() };
    // What the employee was told comes in between, whenever it was sent, and who looked at the pay above.
    const done = body.items.filter(({ stream }) => !/^(notifications|readings)-/.test(stream));
    expect(body.items.some(({ stream }) => stream === `readings-${bank.loginOf.accountant}`)).toBe(true);
    // One grant for each working year begun by the leave's last day: hired on 6 January 2025.
    const years = Number(to.slice(0, 4)) - 2025 + (to.slice(5) >= "01-06" ? 1 : 0);
    expect(done.map(({ type }) => type)).toEqual([
      "EmployeeHired",
      "ScheduleAssigned",
      "SalarySet",
      "PasswordSet",
      ...Array.from({ length: years }, () => "LeaveGranted"),
      "AbsenceRequested",
      "AbsenceApproved",
      "CalendarFeedCreated",
      "CalendarFeedRevoked",
      "AbsenceRequested",
      "AbsenceApproved",
    ]);
    const positions = body.items.map(({ position: each }) => BigInt(each));
    expect(positions).toEqual(positions.toSorted((a, b) => (a < b ? -1 : 1)));
    expect((await people["second-employee"].view(`employees/${employeeId}/history`)).status).toBe(404);
    expect(JSON.stringify(body.items)).not.toMatch(/scrypt/);
  });
});

describe("annual leave in Russia, entered by HR after the fact", () => {
  test("counts calendar days without the public holiday, and the timesheet says В on it and ОТ on the weekend", async () => {
    const employeeId = "ru1"; // without the imported history, so that every figure is known
    const { unitId } = (await people.head.view<{ unitId: string }>("me")).body;
    const fullName = { last: "Канарейкина", first: "Вера", middle: null };
    const hire = { employeeId, fullName, email: null, hiredOn: "2025-01-13", unitId, position: "Кассир" };
    await accepted(
      people["hr-officer"].command("hire-employee", { ...hire, country: "RU", timeZone: "Europe/Moscow" }),
    );
    await accepted(people.administrator.command("set-password", { userId: employeeId, password: PASSWORD }));
    const body = { employeeId, kind: "annual-leave", from: "2026-06-08", to: "2026-06-14" };
    const employee = await logIn(bank.running.url, employeeId, PASSWORD);
    expect((await refused(employee.command("submit-leave", body)))[1]).toBe("back-dated");
    const { requestId } = await accepted(people["hr-officer"].command("submit-leave", body));
    const { position } = await accepted(people.head.command("approve-request", { employeeId, requestId }));
    const { body: request } = await people.head.view<{ countedDays: number; status: string }>(
      `requests/${requestId}?after=${position}`,
    );
    expect(request).toMatchObject({ countedDays: 6, status: "approved" }); // 12 June is not counted
    const opened = await people.accountant.command<Accepted>("open-period", { period: "2026-06" });
    type Sheet = { items: { employeeId: string; days: { day: number; codes: { code: string }[] }[] }[] };
    const { body: sheet } = await people.head.view<Sheet>(
      `timesheets/${unitId}/2026-06?limit=500&after=${opened.body.position ?? position}`,
    );
    const days = sheet.items.find((item) => item.employeeId === employeeId)?.days ?? [];
    const codes = days.filter(({ day }) => day >= 8 && day <= 14).map(({ codes: [entry] }) => entry?.code);
    expect(codes).toEqual(["ОТ", "ОТ", "ОТ", "ОТ", "В", "ОТ", "ОТ"]);
  });

  test("rejecting needs a reason, withdrawing gives the days back", async () => {
    const employeeId = bank.loginOf["second-employee"];
    const body = { employeeId, kind: "unpaid-leave", from: "2026-07-06", to: "2026-07-07" };
    const first = await accepted(people["hr-officer"].command("submit-leave", body));
    const reject = { employeeId, requestId: first.requestId };
    const empty = people.head.command("reject-request", { ...reject, reason: " " });
    expect(await refused(empty)).toEqual([422, "reason-required"]);
    await accepted(people.head.command("reject-request", { ...reject, reason: "Inventory week" }));
    const second = await accepted(people["hr-officer"].command("submit-leave", body));
    const withdrawn = await accepted(
      people["second-employee"].command("withdraw-request", { employeeId, requestId: second.requestId }),
    );
    const { body: list } = await people.head.view<{ items: { requestId: string; status: string }[] }>(
      `requests?employeeId=${employeeId}&after=${withdrawn.position}&limit=500`,
    );
    const statusOf = (id: string) => list.items.find(({ requestId }) => requestId === id)?.status;
    expect([statusOf(first.requestId), statusOf(second.requestId)]).toEqual(["rejected", "withdrawn"]);
  });
});

test("the same command again gives the same answer and appends nothing; the same id with another body is refused", async () => {
  const employeeId = bank.loginOf.employee;
  const body = { employeeId, kind: "remote-work", from: "2026-08-03", to: "2026-08-04" };
  const id = randomUUID();
  const once = await accepted(people["hr-officer"].command("submit-leave", body, id));
  const again = await accepted(people["hr-officer"].command("submit-leave", body, id));
  expect(again).toEqual(once);
  expect(await refused(people["hr-officer"].command("submit-leave", { ...body, to: "2026-08-05" }, id))).toEqual([
    422,
    "idempotency-key-reused",
  ]);
});

test("an unchanged view is a 304, a view that is asked for the future is a 503 that says when to ask again", async () => {
  const path = `leave-balance/${bank.loginOf.employee}`;
  // Others are told things meanwhile, which moves the views: between two moves it is the same.
  let again = 0;
  for (let asked = 0; asked < 100 && again !== 304; asked += 1) {
    const tag = (await people.employee.view(`${path}?after=${lastPosition}`)).headers.get("etag") ?? "";
    again = (await people.employee.view(path, { "if-none-match": tag })).status;
  }
  expect(again).toBe(304);
  const later = await people.employee.view(`${path}?after=999999999999`);
  expect(later.status).toBe(503);
  expect(Number(later.headers.get("retry-after"))).toBeGreaterThan(0);
}, 20_000);

test("a revoked role counts at the next request", async () => {
  const { administrator, auditor } = people;
  const path = `employees/${bank.loginOf.employee}/history`;
  expect((await auditor.view(path)).status).toBe(200);
  const { position } = await accepted(
    administrator.command("revoke-role", {
      userId: bank.loginOf.auditor,
      role: "auditor",
      on: new Date().toISOString().slice(0, 10),
    }),
  );
  expect((await auditor.view(`${path}?after=${position}`)).status).toBe(404);
});
