import { expect, test } from "@jest/globals";
import { localToday } from "./local-today.js";

test.each([
  ["2026-03-01T20:59:59.999Z", "Europe/Moscow", "2026-03-01"],
  ["2026-03-01T21:00:00.000Z", "Europe/Moscow", "2026-03-02"],
  ["2026-12-31T12:00:00.000Z", "Asia/Kamchatka", "2027-01-01"],
  ["2024-02-29T03:00:00.000Z", "America/New_York", "2024-02-28"],
])("at %s it is in %s the day %s", (at, zone, day) => {
  expect(localToday(at, zone)).toBe(day);
});

test("a zone that does not exist is an error, not the server's own day", () => {
  expect(() => localToday("2026-03-01T20:59:59.999Z", "Europe/Nowhere")).toThrow(RangeError);
});
