// Posting what a closed period was paid wrongly: once for each comparison, and only of a closed period.
import { describe, expect, test } from "@jest/globals";
import { period } from "../kernel/local-date.js";
import { command, given } from "../specification/given-when-then.js";
import { postedTogether } from "./difference.js";
import { emptyAccount, evolveAccountByCorrection, evolveAccountByPeriod } from "./payroll-account.js";
import {
  payrollCorrections,
  PayrollCorrectionPosted,
  PostPayrollCorrection,
  postPayrollCorrection,
} from "./payroll-corrections.js";
import { PeriodOpened, type PeriodStatus } from "./payroll-period.js";

const difference = {
  workedMinutes: -60,
  nightMinutes: 0,
  overtimeFirstMinutes: 0,
  overtimeFurtherMinutes: 0,
  dayOffMinutes: 0,
  absentMinutes: { Б: 60 },
  lines: [],
};
const posted = (number: number, comparedAt: string, of = "2026-03") =>
  PayrollCorrectionPosted({
    employeeId: "e1",
    of,
    number,
    comparedAt,
    stood: { figures: null },
    difference,
    postedBy: "hr",
  });
const post = (seen: number, comparedAt: string, history = [] as ReturnType<typeof posted>[], status?: PeriodStatus) =>
  given(payrollCorrections, history).when((state) =>
    postPayrollCorrection(
      command(
        PostPayrollCorrection.parse({ employeeId: "e1", of: "2026-03", seen, comparedAt, figures: null, difference }),
      ),
      state,
      { status },
    ),
  );

describe("a correction of a closed period", () => {
  test("is posted with what stood and the difference", () => post(0, "77", [], "closed").thenAppends(posted(1, "77")));
  test("that follows another counts on", () => post(1, "99", [posted(1, "77")], "closed").thenAppends(posted(2, "99")));
  test("is refused where one was posted since the comparison", () =>
    post(0, "99", [posted(1, "77")], "closed").thenRefused("correction-posted-since"));
  test("is refused where another period's was posted since", () =>
    post(0, "77", [posted(1, "77", "2026-02")], "closed").thenRefused("correction-posted-since"));
  test("is refused for a period that is open", () => post(0, "77", [], "open").thenRefused("period-not-closed"));
  test("is refused for a period that was never opened", () => post(0, "77").thenRefused("period-not-opened"));
});

describe("the account", () => {
  const after = (correction: ReturnType<typeof posted>, periods: { period: string; closed: boolean }[]) =>
    evolveAccountByCorrection(
      emptyAccount,
      correction,
      "12",
      periods.map((each) => ({ ...each, period: period(each.period) })),
    );

  test("has the difference in the next open period, or waits for one", () => {
    const closed = { period: "2026-03", closed: true };
    expect(after(posted(1, "77"), [closed, { period: "2026-04", closed: false }]).deltas).toEqual([
      { of: "2026-03", fact: "12", postedIn: "2026-04", ...difference },
    ]);
    const waiting = after(posted(1, "77"), [closed]);
    expect(waiting.deltas.map(({ postedIn }) => postedIn)).toEqual([null]);
    const opened = PeriodOpened({ period: "2026-05" });
    const later = evolveAccountByPeriod(waiting, opened, [{ period: period("2026-05"), closed: false }]);
    expect(later.deltas.map(({ postedIn }) => postedIn)).toEqual(["2026-05"]);
  });

  test("of somebody erased has none", () => {
    const erased = { ...posted(1, "77"), data: { ...posted(1, "77").data, stood: null, difference: null } };
    expect(after(erased as unknown as ReturnType<typeof posted>, [])).toBe(emptyAccount);
  });
});

test("all that was posted is one line a rate, and what came to nothing is no line and no code", () => {
  const line = (minutes: number, amountMinor: number) => ({
    category: "salary" as const,
    code: null,
    monthly: { minor: 100, currency: "RUB" },
    normMinutes: 100,
    percent: 100,
    minutes,
    amountMinor,
  });
  const own = { ...difference, workedMinutes: 100, absentMinutes: {}, lines: [line(100, 100)] };
  const delta = { ...difference, lines: [line(-60, -60)] };
  expect(postedTogether([own, delta])).toMatchObject({
    workedMinutes: 40,
    absentMinutes: { Б: 60 },
    lines: [line(40, 40)],
  });
  const back = { ...difference, workedMinutes: -40, absentMinutes: { Б: -60 }, lines: [line(-40, -40)] };
  expect(postedTogether([own, delta, back])).toMatchObject({ workedMinutes: 0, absentMinutes: {}, lines: [] });
});
