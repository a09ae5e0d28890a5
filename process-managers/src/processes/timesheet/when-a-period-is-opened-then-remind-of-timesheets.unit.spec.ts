// The sheets of a month: each head is reminded in their own morning, by their own calendar, until the sheet is there.
import { describe, expect, test } from "@jest/globals";
import { localDate, PeriodClosed, PeriodOpened, TimesheetSubmitted } from "@tabel/domain";
import { bankAt } from "../../specification/bank.js";
import { cameDue, type FactsOf, happened, intentsOf } from "../../specification/given-then.js";
import { whenAPeriodIsOpenedThenRemindOfTimesheets as theProcess } from "./when-a-period-is-opened-then-remind-of-timesheets.js";

const period = "2026-02";
const opened = happened(PeriodOpened({ period }));
const at = (date: string, zone: string) => ({ date: localDate(date), time: "09:00", zone });
const [moscow, east] = ["Europe/Moscow", "Asia/Vladivostok"];
const wait = (timer: string, unitId: string, date: string, zone: string) => ({
  do: "wait",
  key: `${timer} ${unitId}`,
  timer,
  at: at(date, zone),
});
const tell = (is: string) => ({ do: "notify", key: is, fact: { is, unitId: "branch", period, on: "2026-03-03" } });
const intents = (facts: FactsOf<typeof theProcess>, now: string, more: Parameters<typeof bankAt>[1] = {}) =>
  intentsOf(theProcess, facts, bankAt(now, more));
const due = (timer: string, date: string) => cameDue(timer, at(date, east), `${timer} branch`);

describe("a month that was opened", () => {
  test("is waited for by every head: due on the second working day after it", async () =>
    expect(await intents([opened], "2026-02-02T09:00:00.000Z")).toEqual([
      wait("due", "bank", "2026-02-27", moscow),
      wait("overdue", "bank", "2026-03-04", moscow),
      wait("due", "branch", "2026-02-27", east),
      wait("overdue", "branch", "2026-03-04", east),
    ]));
  test("reminds of a sheet that is with the head, and asks for a late one again and again", async () => {
    expect(await intents([opened, due("due", "2026-02-27")], "2026-02-26T23:00:00.000Z")).toEqual([
      tell("timesheet-due"),
    ]);
    // Nine in the morning in Vladivostok, and the day before in Moscow.
    expect(await intents([opened, due("overdue", "2026-03-04")], "2026-03-03T23:00:00.000Z")).toEqual([
      tell("timesheet-overdue"),
      wait("overdue", "branch", "2026-03-06", east),
    ]);
  });
  test("tells the superior of the head, and accounting then, in working days of the head's calendar", async () => {
    const escalated = [tell("timesheet-overdue"), tell("timesheet-escalated")];
    expect(await intents([opened, due("overdue", "2026-03-05")], "2026-03-04T23:00:00.000Z")).toHaveLength(2);
    expect(await intents([opened, due("overdue", "2026-03-06")], "2026-03-05T23:00:00.000Z")).toEqual([
      ...escalated,
      wait("overdue", "branch", "2026-03-11", east), // the 8th is a holiday, and the 9th a day off by transfer
    ]);
    expect(await intents([opened, due("overdue", "2026-03-11")], "2026-03-10T23:00:00.000Z")).toEqual([
      ...escalated,
      tell("timesheet-late"),
      wait("overdue", "branch", "2026-03-13", east),
    ]);
  });
  test("tells all of them at once after a standstill, and no earlier day's", async () =>
    expect(await intents([opened, due("overdue", "2026-03-04")], "2026-03-19T23:00:00.000Z")).toEqual([
      tell("timesheet-overdue"),
      tell("timesheet-escalated"),
      tell("timesheet-late"),
      wait("overdue", "branch", "2026-03-24", east),
    ]));
  test("asks for no sheet that was handed in, and for none once it is closed", async () => {
    const submitted = TimesheetSubmitted({ unitId: "branch", period, submittedBy: "anna" });
    const sheet = { "timesheet-branch_2026-02": [submitted] };
    expect(await intents([opened, due("overdue", "2026-03-04")], "2026-03-04T00:00:00.000Z", sheet)).toEqual([]);
    const closed = happened(PeriodClosed({ period }));
    expect(await intents([opened, closed, due("overdue", "2026-03-04")], "2026-03-04T00:00:00.000Z")).toEqual([]);
  });
});
