// When a message may go out, on the person's own clock, also in the nights in which it changes.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { localDate, localDateAt } from "../kernel/local-date.js";
import { instantsOf, minuteAt } from "../kernel/local-instant.js";
import { notificationPolicy } from "../policy/notification-policy.js";
import { digestedAt, isWanted, languageOf, quietUntil, usualSettings } from "./notification-settings.js";

const policy = notificationPolicy(localDate("2026-11-16"));
const night = { quiet: { from: "22:00", to: "08:00" } };
const mail = { fact: "leave-approved", channel: "email" } as const;
const quiet = (at: string, zone = "Europe/Berlin", message: Parameters<typeof quietUntil>[0] = mail, set = night) =>
  quietUntil(message, set, zone, at, policy);

describe("an instant of a zone's clock", () => {
  test.each([
    ["Europe/Moscow", "2026-11-16", "09:00", ["2026-11-16T06:00:00.000Z"]],
    ["Europe/Berlin", "2026-03-29", "02:30", ["2026-03-29T01:00:00.000Z"]], // never shown: the clocks go forward
    ["Europe/Berlin", "2026-10-25", "02:30", ["2026-10-25T00:30:00.000Z", "2026-10-25T01:30:00.000Z"]], // shown twice
    ["Australia/Lord_Howe", "2026-04-05", "01:45", ["2026-04-04T14:45:00.000Z", "2026-04-04T15:15:00.000Z"]],
    ["Pacific/Kiritimati", "2026-11-16", "00:00", ["2026-11-15T10:00:00.000Z"]],
  ])("of %s on %s at %s", (zone, date, time, instants) =>
    expect(instantsOf(localDate(date), time, zone)).toEqual(instants),
  );
  test("is shown by that clock, whatever the zone, the day and the time, unless the clocks skip it", () =>
    fc.assert(
      fc.property(
        fc.constantFrom("Europe/Moscow", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Chatham"),
        fc.integer({ min: 0, max: 730 }),
        fc.integer({ min: 0, max: 1439 }),
        (zone, day, minute) => {
          const date = localDate(new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10));
          const two = (value: number): string => String(value).padStart(2, "0");
          const instants = instantsOf(date, `${two(Math.floor(minute / 60))}:${two(minute % 60)}`, zone);
          for (const at of instants)
            if (minuteAt(at, zone) !== minute) {
              // Skipped: the first minute after the gap, on the same day.
              expect(minuteAt(at, zone)).toBeGreaterThan(minute);
              expect(localDateAt(at, zone)).toBe(date);
            }
        },
      ),
      { numRuns: 300 },
    ));
});

describe("quiet hours", () => {
  test("hold a mail until they end", () => {
    expect(quiet("2026-11-16T20:59:00.000Z")).toBeNull(); // 21:59
    expect(quiet("2026-11-16T21:00:00.000Z")).toBe("2026-11-17T07:00:00.000Z");
    expect(quiet("2026-11-17T06:59:00.000Z")).toBe("2026-11-17T07:00:00.000Z");
    expect(quiet("2026-11-17T07:00:00.000Z")).toBeNull();
  });
  test("end by the clock that the person sees after it has changed", () => {
    expect(quiet("2026-03-28T22:00:00.000Z")).toBe("2026-03-29T06:00:00.000Z");
    expect(quiet("2026-10-24T22:00:00.000Z")).toBe("2026-10-25T07:00:00.000Z");
  });
  test("that end within the hour that comes twice hold nothing for a day", () => {
    const set = { quiet: { from: "22:00", to: "02:30" } };
    expect(quiet("2026-10-25T01:15:00.000Z", "Europe/Berlin", mail, set)).toBe("2026-10-25T01:30:00.000Z");
  });
  test("let through what is urgent, and what makes no noise", () => {
    expect(
      quiet("2026-11-16T23:00:00.000Z", "Europe/Berlin", { fact: "recall-proposed", channel: "email" }),
    ).toBeNull();
    expect(
      quiet("2026-11-16T23:00:00.000Z", "Europe/Berlin", { fact: "leave-approved", channel: "in-app" }),
    ).toBeNull();
  });
});

test("a digest waits for its time, and never what somebody has to act on", () => {
  const at = "2026-11-16T12:00:00.000Z";
  const set = { digestAt: "17:30" };
  const digest = (fact: "task-due" | "step-waits") =>
    digestedAt({ fact, channel: "email" }, set, "Europe/Moscow", at, policy);
  expect(digest("task-due")).toBe("2026-11-16T14:30:00.000Z");
  expect(digest("step-waits")).toBeNull();
  expect(policy.digested.filter((fact) => policy.urgent.includes(fact))).toEqual([]);
});

test("a choice counts where there is one to make", () => {
  const off = { choices: [{ fact: "leave-approved", channel: "email", wanted: false }] };
  const rules = { "in-app": "always", email: "on", push: "off" } as const;
  expect(isWanted(rules, "leave-approved", "email", off)).toBe(false);
  expect(isWanted(rules, "leave-approved", "email", usualSettings)).toBe(true);
  expect(isWanted(rules, "leave-approved", "push", usualSettings)).toBe(false);
  expect(isWanted(rules, "leave-approved", "slack", usualSettings)).toBe(false);
  expect(isWanted({ email: "always" }, "leave-approved", "email", off)).toBe(true);
});

test("people are written to in their own language, else in that of their country", () => {
  expect(languageOf({ language: "en" }, "RU")).toBe("en");
  expect(languageOf({ language: null }, "RU")).toBe("ru");
  expect(languageOf({ language: null }, "DE")).toBe("en");
});
