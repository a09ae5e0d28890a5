// The breaker by itself, with a clock that the spec sets.
import { beforeEach, expect, test } from "@jest/globals";
import { circuitBreaker, type CircuitBreaker } from "./circuit.js";

let now = 0;
let breaker: CircuitBreaker;
beforeEach(() => {
  now = 1_000_000;
  breaker = circuitBreaker({ failures: 3, restMs: 30_000 }, () => now);
});

const attempt = (answer: "fine" | "failed") =>
  breaker.attempt(
    () => Promise.resolve(answer),
    (result) => result === "failed",
  );
const fails = async (times: number): Promise<void> => {
  for (let time = 0; time < times; time += 1) await attempt("failed");
};

test("stays closed while failures are not in a row", async () => {
  await fails(2);
  await attempt("fine");
  await fails(2);
  expect(breaker.state()).toBe("closed");
});

test("opens after some failures in a row, and nothing is attempted while it rests", async () => {
  await fails(3);
  expect(breaker.state()).toBe("open");
  expect(await attempt("fine")).toBeUndefined();
  now += 29_999;
  expect(await attempt("fine")).toBeUndefined();
});

test("lets one attempt find out afterwards, and closes when that one goes well", async () => {
  await fails(3);
  now += 30_000;
  expect(breaker.state()).toBe("half-open");
  let answer: (result: "fine") => void = () => undefined;
  const finding = breaker.attempt(
    () => new Promise<"fine">((resolve) => (answer = resolve)),
    () => false,
  );
  expect(breaker.state()).toBe("open");
  expect(await attempt("fine")).toBeUndefined(); // somebody is finding out
  answer("fine");
  expect(await finding).toBe("fine");
  expect(breaker.state()).toBe("closed");
});

test("rests anew when the provider is still away", async () => {
  await fails(3);
  now += 30_000;
  await fails(1);
  expect(breaker.state()).toBe("open");
  now += 30_000;
  expect(breaker.state()).toBe("half-open");
});

test("an attempt that throws leaves nobody finding out for ever", async () => {
  await fails(3);
  now += 30_000;
  await expect(
    breaker.attempt(
      () => Promise.reject(new Error("a fault of ours")),
      () => false,
    ),
  ).rejects.toThrow("a fault of ours");
  expect(breaker.state()).toBe("half-open");
});
