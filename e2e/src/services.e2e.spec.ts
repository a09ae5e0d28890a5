// Every service as programs of its own: the main path goes through one entrance, one program of each service is killed in the
// middle, and the path goes on. What processes command goes over HTTP; views are shown by programs that have no event store.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type DistributedTabel, openDistributedTabel, PASSWORD, until } from "./services/distributed-tabel.js";
import { logIn, type Person } from "./running-tabel.js";

const twice = ["command-api", "query-api", "projections", "processes", "integration"];

let tabel: DistributedTabel;
const people: Record<string, Person> = {};

beforeAll(async () => {
  tabel = await openDistributedTabel();
  for (const name of twice) await tabel.start(name, 2);
  await tabel.start("audit");
}, 280_000);
afterAll(() => tabel.end(), 60_000);

interface Accepted {
  readonly position: string;
  readonly requestId: string;
}

const by = (who: string): Person => {
  const person = people[who];
  if (person === undefined) throw new Error(`${who} is not logged in`);
  return person;
};

/** Of the last command: a view asked for it shows what it did. */
let position = "0";

const carryOut = async (who: string, command: string, body: object): Promise<Accepted> => {
  const answer = await by(who).command<Accepted>(command, body);
  expect([command, answer.status, answer.body]).toEqual([command, 200, answer.body]);
  position = answer.body.position;
  return answer.body;
};

/** A view answers 503 while nobody moves the rows on: asked again, as a frontend does. */
const seen = async <Body>(who: string, path: string): Promise<Body> => {
  let body: Body | undefined;
  const asked = `${path}${path.includes("?") ? "&" : "?"}after=${position}`;
  await until(`${asked} is shown`, async () => {
    const answer = await by(who).view<Body>(asked);
    if (answer.status !== 503) expect([asked, answer.status]).toEqual([asked, 200]);
    body = answer.status === 200 ? answer.body : undefined;
    return body !== undefined;
  });
  return body as Body; // it was shown
};

// Of England, whose calendar reaches any year.
const hired = (employeeId: string) => ({
  employeeId,
  fullName: { last: "Canary", first: employeeId, middle: null },
  email: `${employeeId}@tabel.spec`,
  hiredOn: "2025-01-06",
  unitId: "branch",
  position: "Teller",
  country: "GB",
  timeZone: "Europe/London",
});

test("an organisation is there: roles, a unit with a head, people who are hired", async () => {
  people["administrator"] = await logIn(tabel.url, "administrator", PASSWORD);
  const over = { scope: { over: "all" }, from: "2025-01-01", until: null };
  for (const [userId, role] of [
    ["hr", "hr-officer"],
    ["ada", "accountant"],
    ["grace", "trainer"],
  ])
    await carryOut("administrator", "grant-role", { userId, role, ...over });
  for (const userId of ["hr", "ada", "anna", "grace"]) {
    await carryOut("administrator", "set-password", { userId, password: PASSWORD });
    people[userId] = await logIn(tabel.url, userId, PASSWORD);
  }
  await carryOut("hr", "establish-unit", { unitId: "branch", name: "Branch", parentId: null, on: "2025-01-01" });
  for (const employeeId of ["anna", "grace"]) {
    await carryOut("hr", "hire-employee", hired(employeeId));
    await carryOut("hr", "assign-schedule", { employeeId, from: "2025-01-06", schedule: "five-day-40" });
    const monthly = { minor: 300_000, currency: "GBP" };
    await carryOut("hr", "set-salary", { employeeId, from: "2025-01-06", monthly });
  }
  await carryOut("hr", "appoint-head", { unitId: "branch", employeeId: "anna", from: "2025-01-06" });
  const { items } = await seen<{ items: { employeeId: string }[] }>("hr", "employees?limit=500");
  expect(items.map(({ employeeId }) => employeeId).toSorted()).toEqual(["anna", "grace"]);
}, 200_000);

test("leave is asked for; one program of each service dies; the head approves, and everybody sees it", async () => {
  const employeeId = "grace";
  const leave = { employeeId, kind: "annual-leave", from: "2026-05-11", to: "2026-05-15" };
  const { requestId } = await carryOut("hr", "submit-leave", leave);
  for (const name of [...twice, "audit"]) await tabel.killOne(name);
  await carryOut("anna", "approve-request", { employeeId, requestId });
  const { status } = await seen<{ status: string }>("grace", `requests/${requestId}`);
  expect(status).toBe("approved");
  // The process of the other program tells her, in the application and by mail.
  await until("grace is told by mail that her leave is approved", async () =>
    (await tabel.sink.list()).some(
      ({ to, subject }) =>
        JSON.stringify(to).includes("grace@tabel.spec") &&
        ["Your request was approved", "Заявка согласована"].includes(subject),
    ),
  );
}, 200_000);

test("the month's sheet is submitted, and payroll has the hours", async () => {
  const period = "2026-05";
  await carryOut("ada", "open-period", { period });
  await carryOut("anna", "submit-timesheet", { unitId: "branch", period });
  type Sheet = { items: { employeeId: string; days: { day: number; codes: { code: string }[] }[] }[] };
  const { items } = await seen<Sheet>("anna", `timesheets/branch/${period}?limit=500`);
  const days = items.find(({ employeeId }) => employeeId === "grace")?.days ?? [];
  expect(days.filter(({ day }) => day >= 11 && day <= 15).map(({ codes: [first] }) => first?.code)).toEqual(
    Array(5).fill("ОТ"),
  );
  type Hours = { normMinutes: number; workedMinutes: number };
  // England, May 2026: 21 working days less the bank holidays of the 4th and the 25th.
  expect(await seen<Hours>("ada", `payroll-hours/grace/${period}`)).toMatchObject({
    normMinutes: 19 * 480,
    workedMinutes: 14 * 480,
  });
}, 200_000);

test("what a process follows with is a command over HTTP, carried out once", async () => {
  await carryOut("hr", "record-leaving", { employeeId: "grace", lastDay: "2026-06-30", ground: "own-request" });
  const revoked = async (): Promise<number> => {
    let count = 0;
    for await (const { type } of tabel.store.readStream("access-grace")) if (type === "RoleRevoked") count += 1;
    return count;
  };
  await until("the role of whom has left is revoked", async () => (await revoked()) > 0);
  expect(await revoked()).toBe(1);
}, 200_000);

test("who is left is ready, is told apart in a scrape, and ends in order when told to", async () => {
  await tabel.start("audit"); // there is only one: it goes on from its last checkpoint
  for (const name of [...twice, "audit"]) {
    const [service] = tabel.running(name);
    await until(`${name} is ready`, async () => (await service?.ready())?.status === 200);
    expect(await service?.metrics()).toContain(`service_name="${name}"`);
  }
  expect(await tabel.stopAll()).toEqual(Object.fromEntries([...twice, "audit"].map((name) => [name, [0]])));
}, 200_000);
