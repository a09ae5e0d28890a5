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
import { openBank } from "./bank.js";
import { EMPLOYEE, type Month, type Submitted, teller } from "./teller.js";

let tabel: TabelInProcess;
const { daysIn, cell, payIn, leaveOn, approved, monthKnown } = teller(() => tabel);

const day = (date: string): void => tabel.setClock(`${date}T09:00:00.000Z`);

interface Delta {
  readonly of: string;
  readonly workedMinutes: number;
  readonly absentMinutes: Record<string, number>;
  readonly lines: readonly { readonly minutes: number; readonly amountMinor: number }[];
}
interface Explanation {
  readonly figures: readonly { readonly figure: string; readonly facts: readonly string[] }[];
  readonly facts: readonly { readonly position: string; readonly type: string }[];
}

const open = (period: string) => tabel.carryOut("accountant", "open-period", { period });
const close = async (period: string): Promise<void> => {
  await tabel.carryOut("accountant", "calculate-period", { period });
  await tabel.carryOut("accountant", "close-period", { period });
};

beforeAll(async () => {
  tabel = await startInProcess("2025-12-01T09:00:00.000Z");
  await openBank(tabel);
  for (const period of ["2026-01", "2026-02", "2026-03"]) await open(period);
}, 60_000);
afterAll(() => tabel.stop());

test("January: hired in the middle of the month", async () => {
  expect(await daysIn("north", "2026-01")).toEqual({ Я: 12, В: 5 });
  expect(await payIn("2026-01")).toEqual({ worked: "96 of 120", lines: ["salary 5760 9600000"] });
  await tabel.carryOut("hr", "run-accruals", { employeeId: EMPLOYEE, upTo: "2026-01-15" });
  expect(await leaveOn("2026-07-14")).toEqual([28, 0]);
  expect(await leaveOn("2026-07-15")).toEqual([28, 28]);
  expect(
    await tabel.refused(EMPLOYEE, "submit-leave", {
      employeeId: EMPLOYEE,
      kind: "annual-leave",
      from: "2026-06-15",
      to: "2026-06-28",
    }),
  ).toMatchObject({ status: 422, code: "leave-right-not-begun" });
});

test("February: the whole norm", async () => {
  expect(await daysIn("north", "2026-02")).toEqual({ Я: 19, В: 9 });
  expect(await payIn("2026-02")).toEqual({ worked: "152 of 152", lines: ["salary 9120 12000000"] });
});

test("March: a night shift is typed in by the head, on the calendar days on which it is worked", async () => {
  day("2026-03-20");
  const typed = (date: string, entries: object[]) =>
    tabel.carryOut("head-north", "record-deviation", {
      unitId: "north",
      period: "2026-03",
      employeeId: EMPLOYEE,
      date,
      entries,
    });
  await typed("2026-03-18", [
    { code: "Я", minutes: 360 },
    { code: "Н", minutes: 120, time: { from: "22:00", to: "00:00" } },
  ]);
  await typed("2026-03-19", [
    { code: "Н", minutes: 360, time: { from: "00:00", to: "06:00" } },
    { code: "Я", minutes: 120 },
  ]);
  expect(await cell("north", "2026-03-18")).toBe("Я 360 + Н 120");
  expect(await cell("north", "2026-03-19")).toBe("Я 120 + Н 360");
  const pay = await payIn("2026-03");
  expect(pay.worked).toBe("168 of 168");
  expect(pay.lines).toEqual(["salary 10080 12000000", "night 480 114286"]);
});

test("April: a trip over a weekend has К on every day and no hours", async () => {
  day("2026-04-06");
  await open("2026-04");
  await approved("head-north", {
    kind: "business-trip",
    from: "2026-04-16",
    to: "2026-04-21",
    trip: { destination: "Kazan", purpose: "Opening of a branch", country: "RU", advance: null },
  });
  expect(await daysIn("north", "2026-04")).toEqual({ Я: 18, К: 6, В: 6 });
  expect(await payIn("2026-04")).toEqual({ worked: "143 of 175", lines: ["salary 8580 9805714"] });
});

test("May: three hours of overtime on one day, two at one and a half, one at double", async () => {
  day("2026-05-18");
  await open("2026-05");
  await approved("head-north", {
    kind: "overtime",
    from: "2026-05-19",
    to: "2026-05-19",
    time: { from: "18:00", to: "21:00" },
    compensation: "paid",
  });
  expect(await cell("north", "2026-05-19")).toBe("Я 480 + С 180");
  const { lines } = await payIn("2026-05");
  expect(lines).toEqual(["salary 9060 12000000", "overtime-first 120 238411", "overtime-further 60 158940"]);
});

test("June: transferred in the middle of the month, one sheet in each unit and one salary", async () => {
  day("2026-06-10");
  await open("2026-06");
  await tabel.carryOut("hr", "transfer-employee", {
    employeeId: EMPLOYEE,
    from: "2026-06-15",
    unitId: "south",
    position: "Teller",
  });
  expect(await daysIn("north", "2026-06")).toEqual({ Я: 9, В: 5 });
  expect(await daysIn("south", "2026-06")).toEqual({ Я: 12, В: 4 });
  expect(await payIn("2026-06")).toEqual({ worked: "167 of 167", lines: ["salary 10020 12000000"] });
});

test("July and August: the first leave, over a month's end", async () => {
  day("2026-07-01");
  await open("2026-07");
  await open("2026-08");
  await approved("head-south", { kind: "annual-leave", from: "2026-07-20", to: "2026-08-02" });
  expect(await daysIn("south", "2026-07")).toEqual({ Я: 13, ОТ: 12, В: 6 });
  expect(await daysIn("south", "2026-08")).toEqual({ ОТ: 2, Я: 21, В: 8 });
  expect(await payIn("2026-07")).toEqual({ worked: "104 of 184", lines: ["salary 6240 6782609"] });
  expect(await payIn("2026-08")).toEqual({ worked: "168 of 168", lines: ["salary 10080 12000000"] });
  expect(await leaveOn("2026-07-31")).toEqual([16, 16]);
  expect(await leaveOn("2026-08-02")).toEqual([14, 14]);
});

test("September: another salary from the middle of the month is another line", async () => {
  day("2026-09-10");
  await open("2026-09");
  await tabel.carryOut("hr", "set-salary", {
    employeeId: EMPLOYEE,
    from: "2026-09-14",
    monthly: { minor: 15_000_000, currency: "RUB" },
  });
  expect(await daysIn("south", "2026-09")).toEqual({ Я: 22, В: 8 });
  expect(await payIn("2026-09")).toEqual({
    worked: "176 of 176",
    lines: ["salary 4320 4909091", "salary 6240 8863636"],
  });
});

test("October: the second leave with a sickness inside it, whose days are added afterwards", async () => {
  day("2026-09-21");
  await open("2026-10");
  const requestId = await approved("head-south", { kind: "annual-leave", from: "2026-10-05", to: "2026-10-11" });
  day("2026-10-07");
  await close("2026-09");
  const { requestId: sickLeaveId } = await tabel.carryOut<Submitted>(EMPLOYEE, "open-sick-leave", {
    employeeId: EMPLOYEE,
    certificate: "910123456789",
    from: "2026-10-07",
    to: "2026-10-09",
  });
  day("2026-10-10");
  await tabel.carryOut(EMPLOYEE, "close-sick-leave", {
    employeeId: EMPLOYEE,
    requestId: sickLeaveId,
    to: "2026-10-09",
  });
  await tabel.carryOut(EMPLOYEE, "choose-after-sickness", {
    employeeId: EMPLOYEE,
    requestId,
    sickLeaveId,
    choice: "extend",
  });
  expect(await daysIn("south", "2026-10")).toEqual({ Я: 14, ОТ: 7, Б: 3, В: 7 });
  for (const date of ["2026-10-05", "2026-10-11", "2026-10-12", "2026-10-14"])
    expect(await cell("south", date)).toBe("ОТ");
  expect(await payIn("2026-10")).toEqual({ worked: "112 of 176", lines: ["salary 6720 9545455"] });
  expect(await leaveOn("2026-10-14")).toEqual([7, 7]);
});

test("a sick note of September comes after its close: the sheet stays, the difference is posted in October", async () => {
  day("2026-10-29");
  const before = await payIn("2026-09");
  await tabel.carryOut("hr", "open-sick-leave", {
    employeeId: EMPLOYEE,
    certificate: "910123456790",
    from: "2026-09-24",
    to: "2026-09-25",
  });
  expect(await payIn("2026-09")).toEqual(before);
  expect(await daysIn("south", "2026-09")).toEqual({ Я: 22, В: 8 });
  const { deltas } = await tabel.view<{ deltas: Delta[] }>("accountant", `payroll-hours/${EMPLOYEE}/2026-10`);
  expect(deltas.map(({ of, workedMinutes, absentMinutes }) => [of, workedMinutes, absentMinutes])).toEqual([
    ["2026-09", -960, { Б: 960 }],
  ]);
  expect(deltas.flatMap(({ lines }) => lines.map(({ minutes, amountMinor }) => [minutes, amountMinor]))).toEqual([
    [-960, -1_363_636],
  ]);
  const { figures, facts } = await tabel.view<Explanation>("accountant", `payroll-hours/${EMPLOYEE}/2026-10/explain`);
  const positions = figures.filter(({ figure }) => figure.startsWith("2026-09")).flatMap((figure) => figure.facts);
  expect(facts.filter(({ position }) => positions.includes(position)).map(({ type }) => type)).toEqual([
    "SickLeaveOpened",
  ]);
});

test("November: the whole norm", async () => {
  day("2026-11-05");
  await open("2026-11");
  expect(await daysIn("south", "2026-11")).toEqual({ Я: 20, В: 10 });
  expect(await payIn("2026-11")).toEqual({ worked: "159 of 159", lines: ["salary 9540 15000000"] });
});

test("December: resigns, leaves with the notice's last day, and is paid the days of leave that are left", async () => {
  day("2026-12-04");
  await open("2026-12");
  const of = { employeeId: EMPLOYEE, number: 1 };
  await tabel.carryOut(EMPLOYEE, "receive-resignation", {
    ...of,
    form: "scan",
    document: "documents/2026/letter",
    ground: "own-wish",
    asked: { says: "nothing" },
    receivedOn: null,
  });
  const accept = (lastDay: string) =>
    ["hr", "accept-resignation", { ...of, lastDay, agreed: false, proofChecked: false }] as const;
  expect((await tabel.refused(...accept("2026-12-17"))).status).toBe(422);
  await tabel.carryOut(...accept("2026-12-18"));
  day("2026-12-08");
  await tabel.carryOut("hr", "record-resignation-original", {
    ...of,
    form: "original",
    document: "documents/2026/letter-original",
    on: "2026-12-08",
  });
  await tabel.carryOut("hr", "execute-resignation", { ...of, despite: null });
  await tabel.carryOut("hr", "record-leaving", { employeeId: EMPLOYEE, lastDay: "2026-12-18" });
  expect(await daysIn("south", "2026-12")).toEqual({ Я: 14, В: 4 });
  expect(await payIn("2026-12")).toEqual({ worked: "112 of 176", lines: ["salary 6720 9545455"] });

  day("2026-12-18");
  await tabel.carryOut("hr", "compensate-leave", { employeeId: EMPLOYEE, ledger: "annual" });
  const { ledgers } = await tabel.view<{ ledgers: { ledger: string; entries: { kind: string; amount: number }[] }[] }>(
    "hr",
    `leave-balance/${EMPLOYEE}?effective=2026-12-18`,
  );
  const annual = ledgers.find(({ ledger }) => ledger === "annual")?.entries ?? [];
  expect(annual.filter(({ kind }) => kind === "compensation").map(({ amount }) => amount)).toEqual([-4.63]);
  expect(await leaveOn("2026-12-18")).toEqual([0, 0]);
});

test("each month as it is known now is what its rows say", async () => {
  for (let number = 1; number <= 12; number += 1) {
    const period = `2026-${String(number).padStart(2, "0")}`;
    const { workedMinutes, lines, deltas } = await tabel.view<NonNullable<Month["hours"]>>(
      "accountant",
      `payroll-hours/${EMPLOYEE}/${period}`,
    );
    const { hours, sheets } = await monthKnown(period);
    expect([period, hours]).toMatchObject([period, { workedMinutes, lines, deltas }]);
    for (const { unitId, total } of sheets)
      expect([period, total.days]).toEqual([period, await daysIn(unitId, period)]);
  }
});

test("who asks an auditor's question is told the month as it was known then", async () => {
  // What commands recorded has the store's time, which is today's, whatever the clock of the story shows.
  expect(await monthKnown("2026-09", "2020-01-01")).toMatchObject({ status: "not-open", sheets: [], hours: null });
});

test("afterwards every view is what a rebuild from nothing makes", async () => {
  for (const period of ["2026-01", "2026-06", "2026-10", "2026-12"]) {
    const begun = await tabel.request("accountant", "/api/operations/rebuilds", {
      body: { projection: "payroll", period },
    });
    const told = await tabel.request("accountant", begun.headers.get("location") ?? "", {
      headers: { accept: "text/event-stream" },
    });
    expect(await told.text()).toMatch(/"state":"same"/);
  }
});
