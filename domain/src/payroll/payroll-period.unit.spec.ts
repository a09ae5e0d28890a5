// Opening a payroll period.
import { describe, test } from "@jest/globals";
import { command, given } from "../specification/given-when-then.js";
import { workCalendar } from "../work-calendar/work-calendar.js";
import {
  CalculatePeriod,
  calculatePeriod,
  ClosePeriod,
  closePeriod,
  OpenPeriod,
  openPeriod,
  payrollPeriod,
  PeriodCalculated,
  PeriodClosed,
  PeriodOpened,
} from "./payroll-period.js";

const period = "2026-01";
const opened = PeriodOpened({ period });
const calculated = PeriodCalculated({ period });
const closed = PeriodClosed({ period });

describe("opening a period", () => {
  const open = (period: string, countries = ["RU", "DE"]) =>
    given(payrollPeriod, period === "2026-01" ? [PeriodOpened({ period })] : []).when((state) =>
      openPeriod(command(OpenPeriod.parse({ period })), state, { countries, calendar: workCalendar }),
    );

  test("lets its hours be kept", () => open("2026-02").thenAppends(PeriodOpened({ period: "2026-02" })));
  test("that is open changes nothing", () => open("2026-01").thenNothing());
  test("whose calendar is not loaded is refused", () =>
    open("2027-01").thenRefused("calendar-not-loaded", { country: "RU", year: 2027 }));
  test("looks only at the countries that people work in", () =>
    open("2027-01", ["DE"]).thenAppends(PeriodOpened({ period: "2027-01" })));
});

describe("calculating a period", () => {
  const decide = (...history: (typeof opened | typeof calculated | typeof closed)[]) =>
    given(payrollPeriod, history).when((state) => calculatePeriod(command(CalculatePeriod.parse({ period })), state));

  test("marks its figures as those that are checked", () => decide(opened).thenAppends(calculated));
  test("again changes nothing", () => decide(opened, calculated).thenNothing());
  test("is refused before it was opened", () => decide().thenRefused("period-not-opened"));
  test("is refused after it was closed", () => decide(opened, calculated, closed).thenRefused("period-closed"));
});

describe("closing a period", () => {
  const decide = (...history: (typeof opened | typeof calculated | typeof closed)[]) =>
    given(payrollPeriod, history).when((state) => closePeriod(command(ClosePeriod.parse({ period })), state));

  test("freezes its figures", () => decide(opened, calculated).thenAppends(closed));
  test("again changes nothing", () => decide(opened, calculated, closed).thenNothing());
  test("is refused before it was opened", () => decide().thenRefused("period-not-opened"));
  test("is refused before it was calculated", () => decide(opened).thenRefused("period-not-calculated"));
  test("is for ever: it is not opened again", () =>
    given(payrollPeriod, [opened, calculated, closed])
      .when((state) =>
        openPeriod(command(OpenPeriod.parse({ period })), state, { countries: [], calendar: workCalendar }),
      )
      .thenRefused("period-closed"));
});
