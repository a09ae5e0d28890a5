// Timesheets and payroll hours as rows: they exist once a period was opened and follow every later fact.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import {
  AbsenceApproved,
  type DomainEvent,
  EmployeeHired,
  EmployeeLeft,
  EmployeeTransferred,
  evolveTimeline,
  payrollHours,
  type PayrollHours,
  type Period,
  PeriodOpened,
  SalarySet,
  type Timeline,
  timesheetMonth,
  type TimesheetMonth,
  workCalendar,
} from "@tabel/domain";
import { type PackedDay, unpackDay } from "@tabel/read-models";
import fc from "fast-check";
import { histories } from "../testing/histories.js";
import { recorded } from "../testing/recorded.js";
import { takeIn, testViews, type TestViews } from "../testing/views.js";
import { timeAccounts } from "./time-accounts.js";

let views: TestViews;
beforeAll(async () => {
  views = await testViews();
});
afterAll(() => views.close());
beforeEach(() => views.empty([timeAccounts]));

const hired = (employeeId: string, hiredOn: string, unitId = "u1") =>
  EmployeeHired({
    employeeId,
    fullName: { last: "Иванова", first: "Анна", middle: null },
    email: null,
    hiredOn,
    unitId,
    position: "Кассир",
    country: "RU",
    timeZone: "Europe/Moscow",
  });
const opened = (period: string) => PeriodOpened({ period });
const onLeave = (employeeId: string, from: string, to: string) =>
  AbsenceApproved({
    employeeId,
    requestId: `r-${from}`,
    kind: "annual-leave",
    from,
    to,
    dayPart: "full",
    ledger: null,
    used: 0,
    days: [],
    released: [],
    step: 0,
    approvedBy: "e2",
  });

/** Each batch is a transaction of its own. */
const afterwards = async (...batches: DomainEvent[][]): Promise<void> => {
  const train = await views.train([timeAccounts]);
  let done = 0;
  for (const batch of batches) {
    await takeIn(train, recorded(batch, done));
    done += batch.length;
  }
  expect(await views.rows("select * from views.parked_event")).toEqual([]);
};

const sheets = () =>
  views.rows<{ line: string }>(
    `select format('%s %s %s: %s days, %s worked', period, unit_id, employee_id, json_array_length(days),
                   (select sum((each->>1)::integer) from json_array_elements(totals->2) each where each->>0 = 'Я')) as line
     from views.timesheet_month order by 1`,
  );
const lines = async (): Promise<string[]> => (await sheets()).map(({ line }) => line);

describe("a sheet", () => {
  test("exists for everyone employed in a period from the moment it is opened", async () => {
    await afterwards([hired("e1", "2025-06-02")]);
    expect(await lines()).toEqual([]);
    await afterwards([hired("e1", "2025-06-02")], [opened("2026-01")]);
    expect(await lines()).toEqual(["2026-01 u1 e1: 31 days, 15 worked"]);
  });

  test("exists for somebody hired into a period that was opened before", async () => {
    await afterwards([opened("2026-01"), opened("2026-02")], [hired("e1", "2026-01-12")]);
    expect(await lines()).toEqual(["2026-01 u1 e1: 20 days, 15 worked", "2026-02 u1 e1: 28 days, 19 worked"]);
  });

  test("does not exist for somebody hired after the period or gone before it", async () => {
    await afterwards(
      [hired("e1", "2026-03-02"), hired("e2", "2025-03-03"), EmployeeLeft({ employeeId: "e2", lastDay: "2025-12-31" })],
      [opened("2026-01")],
    );
    expect(await lines()).toEqual([]);
  });

  test("follows a leave that is approved later, across a month's end", async () => {
    await afterwards(
      [hired("e1", "2025-06-02"), opened("2026-02"), opened("2026-03"), opened("2026-04")],
      [onLeave("e1", "2026-02-16", "2026-03-01")],
    );
    expect(await lines()).toEqual([
      "2026-02 u1 e1: 28 days, 10 worked",
      "2026-03 u1 e1: 31 days, 21 worked",
      "2026-04 u1 e1: 30 days, 22 worked",
    ]);
    expect(
      await views.rows("select totals->1 as second_half from views.timesheet_month where period = '2026-02'"),
    ).toEqual([
      {
        second_half: [
          ["ОТ", 12, 0],
          ["В", 1, 0],
        ],
      },
    ]);
  });

  test("is in two units in the month of a transfer, each day in one of them", async () => {
    await afterwards(
      [hired("e1", "2025-06-02"), opened("2026-01"), opened("2026-02"), opened("2026-03")],
      [EmployeeTransferred({ employeeId: "e1", from: "2026-02-16", unitId: "u2", position: "Кассир" })],
    );
    expect(await lines()).toEqual([
      "2026-01 u1 e1: 31 days, 15 worked",
      "2026-02 u1 e1: 15 days, 10 worked",
      "2026-02 u2 e1: 13 days, 9 worked",
      "2026-03 u2 e1: 31 days, 21 worked",
    ]);
  });

  test("ends with the last day, and later ones vanish", async () => {
    await afterwards(
      [hired("e1", "2025-06-02"), opened("2026-01"), opened("2026-02"), opened("2026-03")],
      [EmployeeLeft({ employeeId: "e1", lastDay: "2026-02-10" })],
    );
    expect(await lines()).toEqual(["2026-01 u1 e1: 31 days, 15 worked", "2026-02 u1 e1: 10 days, 7 worked"]);
  });
});

test("payroll hours are the salary for what was worked of the norm, in the unit of the last day", async () => {
  await afterwards(
    [
      hired("e1", "2025-06-02"),
      SalarySet({ employeeId: "e1", from: "2025-06-02", monthly: { minor: 15_200_000, currency: "RUB" } }),
      opened("2026-02"),
    ],
    [onLeave("e1", "2026-02-16", "2026-02-20")],
    [EmployeeTransferred({ employeeId: "e1", from: "2026-02-24", unitId: "u2", position: "Кассир" })],
  );
  // February 2026 has 152 hours (DOMAIN); five days of leave leave 112 of them.
  expect(await views.rows("select * from views.payroll_hours")).toEqual([
    {
      period: "2026-02",
      employee_id: "e1",
      unit_id: "u2",
      norm_minutes: 152 * 60,
      worked_minutes: 112 * 60,
      night_minutes: 0,
      overtime_first_minutes: 0,
      overtime_further_minutes: 0,
      day_off_minutes: 0,
      absent_facts: { ОТ: ["400"] },
      absent_minutes: { ОТ: 40 * 60 },
      days: { Я: 14, ОТ: 5, В: 9 },
      lines: [
        {
          category: "salary",
          code: null,
          monthly: { minor: 15_200_000, currency: "RUB" },
          normMinutes: 152 * 60,
          percent: 100,
          minutes: 112 * 60,
          amountMinor: 11_200_000,
          facts: ["200", "400"],
        },
      ],
      deltas: [],
    },
  ]);
});

/** The slow way: every life and every period counted anew, at its closing or, where it is open, at the end. */
const countedFrom = (history: readonly DomainEvent[]) => {
  const lives = new Map<string, Timeline>();
  const periods = new Map<Period, "open" | "closed">();
  const counted = new Map<string, { month: TimesheetMonth; hours: PayrollHours }>();
  const count = (period: Period) => {
    for (const [employeeId, life] of lives) {
      const month = timesheetMonth(life, period, workCalendar);
      const hours = payrollHours(life, period, workCalendar);
      if (month !== undefined && hours !== undefined) counted.set(`${employeeId} ${period}`, { month, hours });
    }
  };
  for (const event of recorded(history)) {
    const data = event.data as { employeeId?: string; period?: Period };
    if (event.type === "PeriodOpened" && data.period !== undefined) periods.set(data.period, "open");
    if (event.type === "PeriodClosed" && data.period !== undefined) {
      periods.set(data.period, "closed");
      count(data.period);
    }
    if (data.employeeId === undefined) continue;
    const place = String(event.position);
    const life = evolveTimeline(lives.get(data.employeeId), event as Parameters<typeof evolveTimeline>[1], place);
    if (life !== undefined) lives.set(data.employeeId, life);
  }
  for (const [period, status] of periods) if (status === "open") count(period);
  return { lives, periods, counted };
};

interface HoursRow {
  readonly worked_minutes: number;
  readonly lines: unknown;
  readonly days: unknown;
}

test("whatever happens in whatever order, each row is what a count of the whole life gives", async () => {
  await fc.assert(
    fc.asyncProperty(histories(80), fc.array(fc.nat(200), { maxLength: 6 }), async (history, cuts) => {
      await views.empty([timeAccounts]);
      await takeIn(await views.train([timeAccounts]), recorded(history), cuts);
      expect(await views.rows("select * from views.parked_event")).toEqual([]);
      const { lives, periods, counted } = countedFrom(history);
      const expected = { days: 0, rows: 0, worked: 0 };
      for (const [key, { month, hours }] of counted) {
        const [employeeId = "", period = ""] = key.split(" ");
        expected.rows += 1;
        expected.days += month.days.length;
        expected.worked += hours.workedMinutes;
        const [row] = await views.rows<HoursRow & Record<string, unknown>>(
          `select worked_minutes, lines, days from views.payroll_hours
           where employee_id = '${employeeId}' and period = '${period}'`,
        );
        expect(row).toEqual({ worked_minutes: hours.workedMinutes, lines: hours.lines, days: hours.days });
        const parts = await views.rows<{ unit_id: string; day: number; cell: PackedDay }>(
          `select unit_id, (each->>0)::integer as day, each as cell
           from views.timesheet_month, json_array_elements(days) each
           where employee_id = '${employeeId}' and period = '${period}' order by 2`,
        );
        expect(parts.map(({ unit_id, cell }) => ({ unitId: unit_id, ...unpackDay(cell) }))).toEqual(
          month.days.map(({ date, unitId, plannedMinutes, codes }) => ({
            unitId,
            plannedMinutes,
            codes,
            day: Number(date.slice(8)),
          })),
        );
      }
      // What was frozen, and every delta that was posted or waits, are together what is true at the end.
      for (const [period, status] of periods) {
        if (status === "open") continue;
        for (const [employeeId, life] of lives) {
          const posted = await views.rows<{ worked: number }>(
            `select (each->>'workedMinutes')::integer as worked from views.payroll_hours, json_array_elements(deltas) each
             where employee_id = '${employeeId}' and each->>'of' = '${period}'
             union all
             select (each->>'workedMinutes')::integer from views.time_account, json_array_elements(deltas) each
             where employee_id = '${employeeId}' and each->>'of' = '${period}' and each->>'postedIn' is null`,
          );
          const frozen = counted.get(`${employeeId} ${period}`)?.hours.workedMinutes ?? 0;
          expect(posted.reduce((sum, { worked }) => sum + worked, frozen)).toBe(
            payrollHours(life, period, workCalendar)?.workedMinutes ?? 0,
          );
        }
      }
      expect(
        await views.rows(
          `select (select count(*)::integer from views.payroll_hours where norm_minutes > 0) as rows,
                  (select coalesce(sum(json_array_length(days)), 0)::integer from views.timesheet_month) as days,
                  (select coalesce(sum(worked_minutes), 0)::integer from views.payroll_hours) as worked`,
        ),
      ).toEqual([expected]);
    }),
    { numRuns: 20 },
  );
}, 120_000);
