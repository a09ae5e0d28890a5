// The close of a period: reminded before, told after, with the number of sheets that are missing.
import { expect, test } from "@jest/globals";
import { localDate, PeriodClosed, PeriodOpened, TimesheetSubmitted } from "@tabel/domain";
import { bankAt } from "../../specification/bank.js";
import { cameDue, type FactsOf, happened, intentsOf } from "../../specification/given-then.js";
import { whenAPeriodNearsItsCloseThenTell as theProcess } from "./when-a-period-nears-its-close-then-tell.js";

const period = "2026-02";
const opened = happened(PeriodOpened({ period }));
const closed = happened(PeriodClosed({ period }));
const at = (date: string) => ({ date: localDate(date), time: "09:00", zone: "Europe/Moscow" });
const wait = (timer: string, date: string) => ({ do: "wait", key: timer, timer, at: at(date) });
const near = cameDue("near", at("2026-03-10"));
const overdue = cameDue("overdue", at("2026-03-13"));
const tell = (is: string, count: number) => [{ do: "notify", key: is, fact: { is, period, on: "2026-03-11", count } }];
const stops = ["near", "overdue"].map((key) => ({ do: "stop-waiting", key }));
const intents = (
  facts: FactsOf<typeof theProcess>,
  now = "2026-02-25T09:00:00.000Z",
  more: Parameters<typeof bankAt>[1] = {},
) => intentsOf(theProcess, facts, bankAt(now, more));

test("is waited for in working days after the month, where the organisation is headed", async () =>
  expect(await intents([opened])).toEqual([wait("near", "2026-03-06"), wait("overdue", "2026-03-12")]));

test("is told to accounting before and after, with the sheets that are missing", async () => {
  expect(await intents([opened, near], "2026-03-06T06:00:00.000Z")).toEqual(tell("period-close-near", 2));
  const submitted = TimesheetSubmitted({ unitId: "branch", period, submittedBy: "anna" });
  const sheet = { "timesheet-branch_2026-02": [submitted] };
  expect(await intents([opened, overdue], "2026-03-12T06:00:00.000Z", sheet)).toEqual(tell("period-close-overdue", 1));
});

test("is told as it stands after a standstill: not that it is near when its day is over", async () =>
  expect(await intents([opened, near], "2026-03-12T06:00:00.000Z")).toEqual([]));

test("is told to the heads when it has come, and waited for no more", async () => {
  const told = (unitId: string) => ({
    do: "notify",
    key: `closed ${unitId}`,
    fact: { is: "month-closed", unitId, period },
  });
  expect(await intents([opened, closed])).toEqual([...stops, told("bank"), told("branch")]);
  expect(await intents([opened, closed, overdue], "2026-03-12T06:00:00.000Z")).toEqual([]);
});
