// node infra/smoke.mjs: the main path through the gateway of a system that runs. Hire, ask for leave, approve, the month's sheet, payroll.
// It leaves a unit and two people behind; not for a system that people work with. `--look`, for such a one: the application, log-in and views alone.
//
//   TABEL_URL       https://localhost:8443 unless given
//   TABEL_ADMIN, TABEL_ADMIN_PASSWORD   an administrator; made by `tabel access create-administrator`
//   NODE_EXTRA_CA_CERTS   where the gateway's authority is not the machine's own
import { randomUUID } from "node:crypto";

const url = (process.env.TABEL_URL ?? "https://localhost:8443").replace(/\/+$/, "");
const administrator = process.env.TABEL_ADMIN ?? "administrator";
const given = process.env.TABEL_ADMIN_PASSWORD;
if (given === undefined) {
  console.error("Set TABEL_ADMIN_PASSWORD, the password of TABEL_ADMIN (administrator).");
  process.exit(1);
}
const deadline = Date.now() + 120_000;
const run = randomUUID().slice(0, 8);
const password = randomUUID();

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** What passes by itself is asked again, until the deadline; the same command under the same id. */
const ask = async (path, options) => {
  for (;;) {
    const response = await fetch(url + path, options).catch((error) => ({ status: 0, error }));
    if (![0, 429, 502, 503, 504].includes(response.status)) {
      const text = await response.text();
      if (response.status !== 200) throw new Error(`${path} answered ${response.status}: ${text.slice(0, 500)}`);
      return JSON.parse(text);
    }
    if (Date.now() > deadline)
      throw new Error(`${path} is not answered: ${response.status} ${response.error?.cause?.code ?? ""}`);
    await pause(1_000);
  }
};

const json = { "content-type": "application/json" };
const logIn = async (login, secret) => {
  const body = JSON.stringify({ login, password: secret });
  const { accessToken } = await ask("/api/auth/login", { method: "POST", headers: json, body });
  return { authorization: `Bearer ${accessToken}` };
};

let position = "0";
const command = async (who, name, body) => {
  const headers = { ...json, ...who, "idempotency-key": randomUUID() };
  const answer = await ask(`/api/commands/${name}`, { method: "POST", headers, body: JSON.stringify(body) });
  position = answer.position ?? position;
  return answer;
};
const view = (who, path) =>
  ask(`/api/views/${path}${path.includes("?") ? "&" : "?"}after=${position}`, { headers: who });

const expect = (what, found, wanted) => {
  if (JSON.stringify(found) !== JSON.stringify(wanted))
    throw new Error(`${what}: ${JSON.stringify(found)} where ${JSON.stringify(wanted)} is right`);
  console.log(`ok  ${what}`);
};

const admin = await logIn(administrator, given);
if (process.argv[2] === "--look") {
  await ask("/api/views/me", { headers: admin });
  console.log("ok  log-in and a view");
  expect("the application is there", (await fetch(`${url}/`)).status, 200);
  console.log(`One can log in and look through ${url}.`);
  process.exit(0);
}
const [hr, accountant, head, employee] = ["hr", "acc", "head", "emp"].map((kind) => `${kind}-${run}`);
const everywhere = { scope: { over: "all" }, from: "2025-01-01", until: null };
await command(admin, "grant-role", { userId: hr, role: "hr-officer", ...everywhere });
await command(admin, "grant-role", { userId: accountant, role: "accountant", ...everywhere });
for (const userId of [hr, accountant, head, employee]) await command(admin, "set-password", { userId, password });
const as = Object.fromEntries(
  await Promise.all([hr, accountant, head, employee].map(async (who) => [who, await logIn(who, password)])),
);

const unitId = `unit-${run}`;
const from = "2025-01-06";
await command(as[hr], "establish-unit", { unitId, name: `Smoke ${run}`, parentId: await root(), on: from });
for (const employeeId of [head, employee]) {
  const fullName = { last: "Smoke", first: employeeId, middle: null };
  const place = { unitId, position: "Teller", country: "GB", timeZone: "Europe/London" };
  await command(as[hr], "hire-employee", { employeeId, fullName, email: null, hiredOn: from, ...place });
  await command(as[hr], "assign-schedule", { employeeId, from, schedule: "five-day-40" });
  await command(as[hr], "set-salary", { employeeId, from, monthly: { minor: 300_000, currency: "GBP" } });
}
await command(as[hr], "appoint-head", { unitId, employeeId: head, from });
console.log("ok  a unit, its head and an employee");

const leave = { employeeId: employee, kind: "annual-leave", from: "2026-05-11", to: "2026-05-15" };
const { requestId } = await command(as[hr], "submit-leave", leave);
await command(as[head], "approve-request", { employeeId: employee, requestId });
expect("the request is approved", (await view(as[employee], `requests/${requestId}`)).status, "approved");

const period = "2026-05";
const { items: periods } = await view(as[accountant], "periods").catch(() => ({ items: [] }));
if (!periods.some((each) => each.period === period))
  await command(as[accountant], "open-period", { period }).catch(known);
const sheet = await view(as[head], `timesheets/${unitId}/${period}?limit=500`);
const days = sheet.items.find(({ employeeId }) => employeeId === employee).days;
const codes = days.filter(({ day }) => day >= 11 && day <= 15).map(({ codes: [first] }) => first.code);
expect("the month's sheet has the leave", codes, ["ОТ", "ОТ", "ОТ", "ОТ", "ОТ"]);
const { normMinutes, workedMinutes } = await view(as[accountant], `payroll-hours/${employee}/${period}`);
expect("payroll has the hours", [normMinutes, workedMinutes], [19 * 480, 14 * 480]);
console.log(`The main path works through ${url}.`);

/** One tree has one root: a system that has units already takes the unit below its own. */
async function root() {
  const { items } = await view(as[hr], "units?limit=500");
  return items.find(({ parentId }) => parentId === null)?.unitId ?? null;
}

function known(error) {
  if (!/period/.test(error.message)) throw error;
}
