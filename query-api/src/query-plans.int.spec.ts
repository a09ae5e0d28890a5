// The real queries of the views on a few thousand people: each table that grows is read through an index, and no view runs
// more queries for more rows.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import * as readModels from "@tabel/read-models";
import { allViews } from "./query-api.js";
import { usualWaiting } from "./reading/view-position.js";
import { askedOfNewcomers, newcomerFill } from "./testing/newcomer-fill.js";
import { serveViews, type ServedViews } from "./testing/served-views.js";
import { smallHouse } from "./testing/small-house.js";

let views: ServedViews;
/** The same, and waits only as long as it takes to see that it waits. */
let impatient: ServedViews;
/** The same house with a tenth of the people in each unit. */
let small: ServedViews;
const fewPeople = 1_250;

/** As many as a bank has by `PLAN_EMPLOYEES=25000 PLAN_MONTHS=36`; fewer, where the plans are the same, in every run. */
const people = Number(process.env["PLAN_EMPLOYEES"] ?? 12_000);
const months = Number(process.env["PLAN_MONTHS"] ?? 3);
const period = "to_char('2025-12-01'::date + m * interval '1 month', 'YYYY-MM')";

/** People in 600 units under `bank`, each with some months, requests, entries and events. */
const fillOf = (people: number, months: number): string => `
  insert into views.unit select 'u' || n, 'Отдел', 'bank', array['bank', 'u' || n], '2024-01-01', '[]' from generate_series(1, 600) n;
  insert into views.unit_path select 'u' || n, '-infinity', 'infinity', array['bank', 'u' || n] from generate_series(1, 600) n;
  insert into views.unit_head select 'u' || n, '2024-01-09', 'infinity', 'e' || n from generate_series(1, 600) n;
  insert into views.employee
    select 'e' || n, 'Фамилия' || n % 1500, 'Имя', null, 'фамилия' || n % 1500 || ' имя', null, 'RU', 'Europe/Moscow', '2024-01-09', null,
           jsonb_build_array(jsonb_build_object('from', '2024-01-09', 'unitId', 'u' || 1 + n % 600, 'position', 'Кассир')), '[]', '[]'
    from generate_series(1, ${people}) n;
  insert into views.employee_unit
    select 'e' || n, '2024-01-09', 'u' || 1 + n % 600, 'Кассир', 'infinity', '-infinity' from generate_series(1, ${people}) n;
  insert into views.absence_request
    select 'r' || n || '-' || m, 'e' || n, 'annual-leave', '2026-01-01'::date + m * 30, '2026-01-05'::date + m * 30, 'full',
           case when m > 10 then 'submitted' else 'approved' end, 'annual', 500, 500, 'e' || n, '2026-01-01', '[]', 0,
           case when m = 11 then 'u' || 1 + n % 600 end, case when m = 12 then 'hr-officer' end, '[]', null, null, 1,
           null, 'e' || n, 0, null, null, null, '[]', '[]', '[]', null
    from generate_series(1, ${people}) n, generate_series(9, 12) m;
  insert into views.absence_span
    select request_id, employee_id, from_date, to_date,
           jsonb_build_array(jsonb_build_object('kind', kind, 'from', from_date, 'to', to_date, 'dayPart', day_part, 'time', null,
             'state', case status when 'submitted' then 'requested' else 'approved' end, 'sequence', 0, 'changedAt', requested_at))
    from views.absence_request;
  insert into views.leave_schedule
    select 'u' || n || '_2026', 'u' || n, 2026, 'approved', 'e1', null, '2025-12-10', 'hr' from generate_series(1, 600) n;
  insert into views.planned_leave
    select 'p' || n || '-' || m, 'u' || 1 + n % 600 || '_2026', 'u' || 1 + n % 600, 2026, 'e' || n,
           '2026-01-01'::date + m * 30, '2026-01-14'::date + m * 30, 1400, 2800, null, null
    from generate_series(1, ${people}) n, generate_series(9, 11) m;
  insert into views.leave_change
    select 'c' || n, 'u' || 1 + n % 600 || '_2026', 'u' || 1 + n % 600, 2026, 'e' || n, 'p' || n || '-9', null, null, 'employee',
           'open', 'e' || n, '2026-01-01', null
    from generate_series(1, ${people}) n;
  insert into views.leave_entry
    select 'e' || n, m, 0, 'annual', 'grant', 100, '2026-01-01', '2026-01-01', null, null, '2026-01-01', 'working-year'
    from generate_series(1, ${people}) n, generate_series(9, 12) m;
  insert into views.payroll_period select ${period}, '2026-01-01' from generate_series(1, ${months}) m;
  insert into views.timesheet_month
    select ${period}, 'u' || 1 + n % 600, 'e' || n, '[]', '[[],[],[]]'
    from generate_series(1, ${people}) n, generate_series(1, ${months}) m;
  insert into views.payroll_hours
    select ${period}, 'e' || n, 'u' || 1 + n % 600, 0, 0, '{}', '{}', '[]' from generate_series(1, ${people}) n, generate_series(1, ${months}) m;
  insert into views.employee_history
    select 'e' || n, n * 100 + m, 'x', case m when 1 then 'EmployeeHired' else 'RoleGranted' end, 's', m, '2026-01-01', null, 'hr',
           null, 'c', 'c', 'c', json_build_object('employeeId', 'e' || n, 'hiredOn', '2024-01-09', 'unitId', 'u' || 1 + n % 600,
             'position', 'Кассир', 'country', 'RU', 'timeZone', 'Europe/Moscow')
    from generate_series(1, ${people}) n, generate_series(1, ${2 * months}) m;
  insert into views.timesheet_sheet
    select 'u' || n || '_' || ${period}, 'u' || n, ${period}, 'closed', null, null, null, null, null, null
    from generate_series(1, 3000) n, generate_series(1, ${months}) m;
  insert into views.timesheet_correction
    select 'u' || 1 + n % 600, ${period}, n, 'e' || n, '[]', '2026-01-01', 'e1'
    from generate_series(1, ${people}) n, generate_series(1, ${months}) m;
  insert into views.time_account select 'e' || n, '{}' from generate_series(1, ${people}) n;
  insert into views.user_access select 'o' || n, '[]' from generate_series(1, ${people}) n;
  insert into views.deputised_user select 'e' || n, '[]' from generate_series(1, ${people}) n;
  insert into views.deputy select 'e' || n, 0, 'e' || n + 1, '2024-01-09', '2024-02-01', null from generate_series(1, ${people}) n;
  insert into views.calendar_feed
    select 'f' || n, 'e' || n, md5(n::text), null, 'en', '2026-01-01', null from generate_series(1, ${people}) n;
  insert into views.notification_outcome
    select 'e' || n, 'd' || n || '-' || m, 'leave-approved', 'f' || n, 'subject', 'email', array['e' || n], '[]', '{}',
           n * 10 + m, 'sent', null, null, '2026-01-01'
    from generate_series(1, ${people}) n, generate_series(1, 4) m;
  insert into views.in_app_notification
    select 'e' || n, 'd' || n || '-' || m, 'leave-approved', 'f' || n, 'subject', 'in-app', array['e' || n],
           json_build_array(json_build_object('name', 'requestId', 'value', 'r' || n || '-9'),
             json_build_object('name', 'from', 'value', '2026-02-01'), json_build_object('name', 'to', 'value', '2026-02-05')),
           array['see-absence-kind'], n * 10 + m, '2026-01-01', null
    from generate_series(1, ${people}) n, generate_series(1, 4) m;
  insert into views.notification_settings select 'e' || n, '[]', null, null, null, 'ru' from generate_series(1, ${people}) n;
  insert into views.push_subscription
    select 's' || n, 'e' || n, null, '2026-01-01' from generate_series(1, ${people}) n;
  insert into views.announcement
    select 'a' || n, '{}', '{}', '{}', 'hr', '2026-01-01'::timestamptz + n * interval '1 minute' from generate_series(1, ${people}) n;`;

beforeAll(
  async () => {
    views = await serveViews();
    impatient = await serveViews({ pool: views.pool, waiting: { ...usualWaiting, waitMs: 50 } });
    await smallHouse(views);
    await views.sql(fillOf(people, months));
    await views.sql(newcomerFill(people));
    await views.sql("analyze");
    small = await serveViews();
    await smallHouse(small);
    await small.sql(fillOf(fewPeople, 2));
    await small.sql(newcomerFill(fewPeople));
  },
  60_000 + people * months,
);
afterAll(async () => {
  await small.close();
  await impatient.close();
  await views.close();
});

/** Tables that have a row a unit, a period, a programme or a projection, and not one a person: reading them whole is no fault. */
const bounded = [
  "checkpoint",
  "parked_event",
  "retired_schema",
  "unit",
  "unit_head",
  "unit_path",
  "payroll_period",
  "leave_schedule",
  "team_rules",
  "mentor",
  "onboarding_template",
  "training_programme",
];

const isTable = (value: unknown): value is readModels.Table =>
  typeof value === "object" && value !== null && "columns" in value;
const growing = Object.values<unknown>(readModels)
  .filter(isTable)
  .map(({ name }) => name)
  .filter((name) => !bounded.includes(name));

test("every table that grows with people is filled here, so that its plans are real ones", async () => {
  const enough = 3_000; // a small table is read whole because that is faster
  const empty: string[] = [];
  for (const name of growing) {
    const { rows } = await views.pool.query(`select 1 from views.${name} limit ${enough}`);
    if (rows.length < enough) empty.push(name);
  }
  expect(empty).toEqual([]);
});

/** Tables that the queries of a view read from end to end. */
const readWhole = async (): Promise<string[]> => {
  const found: string[] = [];
  for (const { text, values } of views.queries) {
    const { rows } = await views.pool.query<{ "QUERY PLAN": string }>(`explain ${text}`, [...values]);
    for (const { "QUERY PLAN": line } of rows) {
      const [, table] = /Seq Scan on (\w+)/.exec(line) ?? [];
      if (table !== undefined && growing.includes(table)) found.push(line.trim());
    }
  }
  return found;
};

const asked: readonly (readonly [userId: string, path: string])[] = [
  ["e5", "me"],
  ["e5", "inbox"],
  ["e5", "inbox?below=true"],
  ["hrs", "inbox"],
  ["e5", "requests"],
  ["e5", "requests/r4-11"],
  ["hr", "requests/r4-12"],
  ["e5", "calendar?unitId=u5&from=2026-01-01&to=2026-12-31"],
  ["e5", "periods"],
  ["e5", "units"],
  ["e5", "calendar-feeds"],
  ["e5", "requests/r4-11/clashes"],
  ["e605", "team-rules?unitId=u6"],
  ["e5", "leave-schedules/u5/2026"],
  ["e5", "my-leave-schedule?year=2026"],
  ["hrs", "leave-schedule-deadlines?year=2027"],
  ["e5", "leave-balance/e4"],
  ["e5", "timesheets/u5/2026-02"],
  ["e604", "timesheets/u5/2026-02"],
  ["acc", "payroll-hours/2026-02?unitId=u5"],
  ["acc", "payroll-hours/2026-02"],
  ["e5", "payroll-hours/e5/2026-02"],
  ["e5", "payroll-hours/e5/2026-02/explain"],
  ["hr", "onboarding-templates"],
  ["e5", "employees"],
  ["e604", "employees"],
  ["hr", "employees?unitId=u5"],
  ["hr", "employees?name=фамилия144"],
  ["hr", "employees"],
  ["hr", "employees/e4"],
  ["hr", "employees/e4/employment?effective=2025-01-01"],
  ["e5", "employees/e4/heads?on=2025-01-01"],
  ["e5", "units?on=2025-01-01"],
  ["aud", "employees/e4/history"],
  ["aud", "employees/e4/history?asOf=2026-01-31&types=EmployeeHired&actor=hr&correlation=c&search=e4"],
  ["acc", "employees/e5/months/2026-02"],
  ["acc", "employees/e5/days/2026-02-16/explain"],
  ["hr", "employees/e4?effective=2025-01-01&known=2026-01-01T00:00:00.000Z"],
  ["hr", "employees/e4/employment?known=2026-01-01T00:00:00.000Z"],
  ["acc", "timesheets/u5/2026-02?known=2026-03-01T00:00:00.000Z"],
  ["acc", "payroll-hours/e5/2026-02?known=2026-03-01T00:00:00.000Z"],
  ["e5", "leave-balance/e4/explain"],
  ["e5", "notifications"],
  ["e5", "notifications?unread=true"],
  ["e5", "notification-preferences"],
  ["aud", "employees/e5/notifications"],
  ["aud", "employees/e5/notifications?about=true"],
  ["e5", "announcements"],
  ...askedOfNewcomers,
];

const viewOf = (path: string) => {
  const [plain = ""] = path.split("?");
  const matches = allViews.filter((view) =>
    new RegExp(`^${view.path.replaceAll(/\{\w+\}/g, "[^/]+")}$`).test(`/${plain}`),
  );
  return matches.find((view) => !view.path.includes("{")) ?? matches.at(-1);
};

test("every view is asked here", () => {
  const seen = new Set(asked.map(([, path]) => viewOf(path)?.id));
  expect(allViews.map(({ id }) => id).filter((id) => !seen.has(id))).toEqual([]);
});

test.each(asked)("%s reads %s through indexes", async (userId, path) => {
  views.queries.splice(0);
  const { status } = await views.as(userId)(encodeURI(path));
  expect(status).toBe(200);
  expect(views.queries.length).toBeGreaterThan(0);
  expect(await readWhole()).toEqual([]);
});

describe("the number of queries", () => {
  const count = async (userId: string, path: string, of = views): Promise<number> => {
    of.queries.splice(0);
    expect((await of.as(userId)(encodeURI(path))).status).toBe(200);
    // That somebody looked is noted once an hour, in one statement however many people stand on the page.
    const notes = of.queries.filter(({ text }) => text.includes("readings.look"));
    expect(notes.length).toBeLessThanOrEqual(1);
    return of.queries.length - notes.length;
  };
  /** Views that put together what stands in several tables; the others ask four times at most. */
  const mostOf = (path: string): number => {
    if (path.startsWith("timesheets/")) return 8;
    if (path.startsWith("payroll-hours/")) return 6;
    if (/^employees\/[^/]+\/history/.test(path)) return 7; // entries, their causes, names and ledgers
    return /^(leave-balance|mentor-proposals|employees)\//.test(path) ? 5 : 4;
  };
  const largePage = (path: string): number => (path.startsWith("mentor-proposals/") ? 20 : 500);
  test.each(asked)(
    "of %s asking %s is bounded and the same, for one row and for five hundred, in a small house and a large one",
    async (userId, path) => {
      const one = await count(userId, path);
      expect(one).toBeLessThanOrEqual(mostOf(path));
      expect(await count(userId, path, small)).toBe(one);
      if (!("limit" in (viewOf(path)?.query.shape ?? {}))) return;
      const join = path.includes("?") ? "&" : "?";
      expect(await count(userId, `${path}${join}limit=${largePage(path)}`)).toBe(one);
      expect(await count(userId, `${path}${join}limit=1`)).toBe(one);
    },
  );
});

describe("its own writes and no more", () => {
  test("a view waits 5 s at most", () => expect(usualWaiting.waitMs).toBe(5_000));

  test.each(asked)(
    "%s reads in %s: after a position, by its tag, and 503 for one that does not come",
    async (userId, path) => {
      const join = path.includes("?") ? "&" : "?";
      const at = (position: string) => encodeURI(`${path}${join}after=${position}`);
      const first = await views.as(userId)(at("1000"));
      expect([first.status, first.headers["tabel-position"]]).toEqual([200, "1000"]);
      const tag = first.headers["etag"] ?? "";
      expect(tag).toMatch(/^"1000-/);
      const again = await views.as(userId)(encodeURI(path), { "if-none-match": tag });
      expect([again.status, again.text]).toEqual([304, ""]);
      const never = await impatient.as(userId)(at("999999999"));
      expect([never.status, never.headers["retry-after"]]).toEqual([503, "1"]);
    },
  );
});
