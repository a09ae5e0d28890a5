// Opening a payroll period.
import { describe, test } from "@jest/globals";
import { command, given } from "../specification/given-when-then.js";
import { workCalendar } from "../work-calendar/work-calendar.js";
import { OpenPeriod, openPeriod, payrollPeriod, PeriodOpened } from "./payroll-period.js";

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
