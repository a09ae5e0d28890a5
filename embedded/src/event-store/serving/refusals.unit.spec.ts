// A flood of nonsense is said, with how much of it there was, and does not flood the log.
import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import { Refusals } from "./refusals.js";

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

test("of a thousand refusals of one kind the first is said at once, and then how many more there were", () => {
  const said: string[] = [];
  const refusals = new Refusals((line) => said.push(line));
  for (let index = 1; index <= 1_000; index += 1) refusals.report("closed a connection", `reason ${index}`);
  refusals.report("refused a message", "another");
  expect(said).toEqual(["event store: closed a connection: reason 1", "event store: refused a message: another"]);
  jest.advanceTimersByTime(5_000);
  expect(said.slice(2)).toEqual(["event store: closed a connection: 999 more, the last: reason 1000"]);
  refusals.report("closed a connection", "later");
  expect(said.at(-1)).toBe("event store: closed a connection: later");
});

test("what was not yet said is said at the end", () => {
  const said: string[] = [];
  const refusals = new Refusals((line) => said.push(line));
  for (const reason of ["one", "two"]) refusals.report("refused a message", reason);
  refusals.close();
  expect(said.at(-1)).toBe("event store: refused a message: 1 more, the last: two");
});
