import { describe, expect, test } from "@jest/globals";
import { createFailedLogins } from "./failed-logins.js";

const counting = () => {
  const clock = { now: 10_000_000 };
  const failures = createFailedLogins({ now: () => clock.now });
  const failTimes = (login: string, times: number) => Array.from({ length: times }, () => failures.begin(login)).at(-1);
  return { clock, failures, failTimes };
};

describe("repeated failures to log in", () => {
  test("cost nothing five times, then a wait that doubles up to five minutes", () => {
    const { clock, failures, failTimes } = counting();
    expect(failTimes("e1", 5)).toBe(0);
    const waits: number[] = [];
    for (let attempt = 0; attempt < 12; attempt += 1) {
      const wait = failures.begin("e1");
      waits.push(wait);
      clock.now += wait;
      expect(failures.begin("e1")).toBe(0);
    }
    expect(waits.slice(0, 4)).toEqual([1_000, 2_000, 4_000, 8_000]);
    expect(waits.at(-1)).toBe(300_000);
  });

  test("count even when they are sent all at once", () => {
    const { failTimes } = counting();
    expect(failTimes("e1", 1_000)).toBe(1_000);
  });

  test("of one person do not keep another out, and trying many log-ins does not make them forgotten", () => {
    const { failures, failTimes } = counting();
    failTimes("e1", 6);
    for (let other = 0; other < 20_000; other += 1) failures.begin(`x${other}`);
    expect(failures.begin("e1")).toBeGreaterThan(0);
    const free = ["a", "b", "c", "d"].filter((login) => failures.begin(login) === 0);
    expect(free.length).toBeGreaterThanOrEqual(3); // buckets are shared by chance
  });

  test("are forgiven after a success, and after an hour", () => {
    const { clock, failures, failTimes } = counting();
    failTimes("e1", 4);
    failures.succeeded("e1");
    expect(failTimes("e1", 5)).toBe(0);
    expect(failures.begin("e1")).toBe(1_000);
    clock.now += 3_600_000;
    expect(failTimes("e1", 5)).toBe(0);
  });
});
