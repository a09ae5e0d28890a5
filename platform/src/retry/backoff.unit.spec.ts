import { describe, expect, test } from "@jest/globals";
import { backoffDelay, retry } from "./backoff.js";

const quick = { first: 1, most: 2 };
const failing = (times: number) => {
  let calls = 0;
  const call = async () => {
    calls += 1;
    if (calls <= times) throw new Error(`failure ${calls}`);
    return "done";
  };
  return { call, calls: () => calls };
};

describe("a backoff", () => {
  test("doubles with each failure, up to its bound, and is spread over the upper half", () => {
    const backoff = { first: 100, most: 1_000 };
    expect([1, 2, 3, 4, 5, 50].map((failures) => backoffDelay(backoff, failures, 0))).toEqual([
      50, 100, 200, 400, 500, 500,
    ]);
    expect([1, 2, 50].map((failures) => backoffDelay(backoff, failures, 1))).toEqual([100, 200, 1_000]);
  });
});

describe("retry", () => {
  test("calls again until it succeeds", async () => {
    const { call, calls } = failing(2);
    expect(await retry(call, { ...quick, attempts: 5 })).toBe("done");
    expect(calls()).toBe(3);
  });

  test("throws the last failure after the given number of calls", async () => {
    const { call, calls } = failing(9);
    await expect(retry(call, { ...quick, attempts: 3 })).rejects.toThrow("failure 3");
    expect(calls()).toBe(3);
  });

  test("does not repeat what will not pass by itself", async () => {
    const { call, calls } = failing(9);
    await expect(retry(call, { ...quick, attempts: 5, isPassing: () => false })).rejects.toThrow("failure 1");
    expect(calls()).toBe(1);
  });

  test("an abort ends the wait at once", async () => {
    const controller = new AbortController();
    const { call, calls } = failing(9);
    const options = { first: 60_000, most: 60_000, attempts: Infinity, signal: controller.signal };
    const outcome = retry(call, { ...options, onFailure: () => controller.abort(new Error("stopping")) });
    await expect(outcome).rejects.toThrow("stopping");
    expect(calls()).toBe(1);
  });
});
