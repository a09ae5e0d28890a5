// Local times where the clocks change, and where they do not.
import { describe, expect, test } from "@jest/globals";
import { localDate } from "@tabel/domain";
import { Temporal } from "temporal-polyfill";
import { dueInstant } from "./due-instant.js";

const at = (date: string, time: string, zone: string) => dueInstant({ date: localDate(date), time, zone });

describe("the instant of a local time", () => {
  test("is that of the person's zone", () => {
    expect(at("2026-03-02", "09:00", "Europe/Moscow")).toBe("2026-03-02T06:00:00.000Z");
    expect(at("2026-03-02", "09:00", "Asia/Vladivostok")).toBe("2026-03-01T23:00:00.000Z");
  });

  test("a time that the clocks skip is moved by as much as they are", () => {
    expect(at("2026-03-29", "02:30", "Europe/Berlin")).toBe("2026-03-29T01:30:00.000Z"); // shown there as 03:30
  });

  test("of a time that the clocks show twice it is the first", () => {
    expect(at("2026-10-25", "02:30", "Europe/Berlin")).toBe("2026-10-25T00:30:00.000Z");
  });

  test("a day that a zone left out whole begins with the next one", () => {
    // Samoa had no 30 December 2011.
    expect(at("2011-12-30", "09:00", "Pacific/Apia")).toBe("2011-12-30T19:00:00.000Z");
  });

  test("two clock times of a day keep their order wherever the clocks change", () => {
    for (const zone of ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Europe/Moscow"])
      for (let day = Temporal.PlainDate.from("2026-01-01"); day.year === 2026; day = day.add({ days: 1 })) {
        const [early, late] = ["02:00", "09:00"].map((time) => at(day.toString(), time, zone));
        expect(String(early) < String(late)).toBe(true);
      }
  });

  test.each([
    ["2026-03-02", "25:00", "Europe/Moscow"],
    ["2026-03-02", "09:00", "Europe/Nowhere"],
  ])("%s %s in %s is refused", (date, time, zone) => {
    expect(() => at(date, time, zone)).toThrow(RangeError);
  });
});
