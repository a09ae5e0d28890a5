// One employee through 2026, over HTTP, with every clock set to the day of the story. The figures on the right were worked
// out by hand from the production calendar of 2026 (40 hours: 120, 152, 168, 175, 151, 167, 184, 168, 176, 176, 159, 176).
//
// Salary: monthly × worked ÷ norm of the month, rounded half up to the kopeck, once.
//   January   hired on Thu 15: 2 + 5 + 5 working days = 96 h of 120        120,000.00 × 96 ÷ 120 =  96,000.00
//   February, March, May, August, November: the whole norm                                        120,000.00
//   March     18: 7–8 of the day by night 22–24, 19: night 0–6; 8 night hours of 168
//             night: 120,000.00 ÷ 168 × 8 × 20 %                                                  =   1,142.86
//   April     trip Thu 16 – Tue 21, 4 working days: 175 − 32 = 143 h of 175  120,000.00 × 143 ÷ 175 = 98,057.14
//   May       Tue 19: 3 h of overtime. 2 h × 1.5: 120,000.00 ÷ 151 × 2 × 1.5                       =   2,384.11
//                                      1 h × 2:   120,000.00 ÷ 151 × 1 × 2                         =   1,589.40
//   June      transfer on Mon 15: 9 working days (71 h) in the one unit, 12 (96 h) in the other; 167 of 167
//   July      leave 20 July – 2 August, 14 days: 12 in July, 10 of them working days: 184 − 80 = 104 h
//                                                                          120,000.00 × 104 ÷ 184 =  67,826.09
//   September 150,000.00 from Mon 14: 9 days (72 h) and 13 days (104 h) of 176
//                                                                          120,000.00 × 72 ÷ 176  =  49,090.91
//                                                                          150,000.00 × 104 ÷ 176 =  88,636.36
//   October   leave 5 – 11, ill 7 – 9 inside it: 3 days are added, 12 – 14. 5 + 3 working days away: 112 h of 176
//                                                                          150,000.00 × 112 ÷ 176 =  95,454.55
//             and from September, closed: ill Thu 24 and Fri 25, 16 h less: 150,000.00 × 88 ÷ 176 = 75,000.00
//             posted in October: 75,000.00 − 88,636.36                                            = −13,636.36
//   December  last day Fri 18 (letter of 4 December, 14 days from the 5th): 4 + 5 + 5 days = 112 h of 176
//                                                                          150,000.00 × 112 ÷ 176 =  95,454.55
//
// Annual leave, days: +28 on 15 January, usable from 15 July; −14 in July and August, −7 in October. On leaving, 11 whole
// months (15 January – 14 December) and 4 days, which are less than half a month: 11 × 2.33 = 25.63; 25.63 − 21 = 4.63 paid.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { startInProcess, type TabelInProcess } from "../tabel-in-process.js";

let tabel: TabelInProcess;

const day = (date: string): void => tabel.setClock(`${date}T09:00:00.000Z`);
const EMPLOYEE = "e1";

interface Sheet {
  readonly items: readonly {
    readonly employeeId: string;
    readonly days: readonly { readonly day: number; readonly codes: readonly { code: string; minutes: number }[] }[];
    readonly total: { readonly days: Record<string, number>; readonly minutes: Record<string, number> };
  }[];
}
interface Hours {
  readonly normMinutes: number;
  readonly workedMinutes: number;
  readonly lines: readonly { readonly category: string; readonly minutes: number; readonly amountMinor: number }[];
}

/** The employee's line of a unit's month: days by code. */
const daysIn = async (unitId: string, period: string) => {
  const { items } = await tabel.view<Sheet>("accountant", `timesheets/${unitId}/${period}`);
  return items.find(({ employeeId }) => employeeId === EMPLOYEE)?.total.days;
};

/** Hours worked and of the norm, and what is paid: `category minutes kopecks`. */
const payIn = async (period: string) => {
  const hours = await tabel.view<Hours>("accountant", `payroll-hours/${EMPLOYEE}/${period}`);
  return {
    worked: `${hours.workedMinutes / 60} of ${hours.normMinutes / 60}`,
    lines: hours.lines.map(({ category, minutes, amountMinor }) => `${category} ${minutes} ${amountMinor}`),
  };
};

beforeAll(async () => {
  tabel = await startInProcess("2025-12-01T09:00:00.000Z");
  const grant = (userId: string, role: string) =>
    tabel.carryOut("administrator", "grant-role", {
      userId,
      role,
      scope: { over: "all" },
      from: "2025-12-01",
      until: null,
    });
  for (const [user, role] of [
    ["hr", "hr-officer"],
    ["accountant", "accountant"],
    ["auditor", "auditor"],
  ] as const)
    await grant(user, role);
  const hire = (employeeId: string, unitId: string, hiredOn: string) =>
    tabel.carryOut("hr", "hire-employee", {
      employeeId,
      fullName: { last: "Teller", first: employeeId, middle: null },
      email: null,
      hiredOn,
      unitId,
      position: "Teller",
      country: "RU",
      timeZone: "Europe/Moscow",
    });
  for (const [unitId, parentId] of [
    ["bank", null],
    ["north", "bank"],
    ["south", "bank"],
  ] as const) {
    await tabel.carryOut("hr", "establish-unit", { unitId, name: unitId, parentId, on: "2025-01-01" });
    await hire(`head-${unitId}`, unitId, "2025-01-09");
    await tabel.carryOut("hr", "appoint-head", { unitId, employeeId: `head-${unitId}`, from: "2025-01-09" });
  }
  day("2026-01-15");
  await hire(EMPLOYEE, "north", "2026-01-15");
  await tabel.carryOut("hr", "assign-schedule", {
    employeeId: EMPLOYEE,
    from: "2026-01-15",
    schedule: "five-day-40",
  });
  await tabel.carryOut("hr", "set-salary", {
    employeeId: EMPLOYEE,
    from: "2026-01-15",
    monthly: { minor: 12_000_000, currency: "RUB" },
  });
  await tabel.carryOut("accountant", "open-period", { period: "2026-01" });
}, 60_000);
afterAll(() => tabel.stop());

test("January: hired in the middle of the month", async () => {
  expect(await daysIn("north", "2026-01")).toEqual({ Я: 12, В: 5 });
  expect(await payIn("2026-01")).toEqual({ worked: "96 of 120", lines: ["salary 5760 9600000"] });
});
