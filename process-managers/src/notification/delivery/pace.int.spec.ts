// One pace for a channel, whoever sends: places are given out by the database.
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { setMaxListeners } from "node:events";
import { approvedLeave, smallBank, telling, type Telling } from "../testing/telling.js";
import { sharedPace } from "./pace.js";

let bank: Telling;
beforeEach(async () => {
  bank = await telling();
});
afterEach(() => bank.close());

const { signal } = new AbortController();
setMaxListeners(0, signal); // thirty wait on it at once
const of = (perSecond: number, channel = "email") => sharedPace(bank.pool, { channel, perSecond }, signal);

test("two workers together are no faster than one may be", async () => {
  await smallBank(bank);
  for (let request = 0; request < 40; request += 1) await bank.tell({ ...approvedLeave, requestId: `r${request}` });
  const began = performance.now();
  for (let worker = 0; worker < 2; worker += 1) bank.start({ limits: { email: { perSecond: 20 } } });
  await bank.settled();
  expect(await bank.sink.count()).toBe(40);
  // Forty places, the first at once; a slow machine makes it longer, never shorter.
  expect(performance.now() - began).toBeGreaterThanOrEqual((39 / 20) * 1_000 - 50);
});

test("places taken at the same moment are taken by one question", async () => {
  let questions = 0;
  const pool = {
    query: (...asked: unknown[]) => {
      questions += 1;
      return (bank.pool.query as (...of: unknown[]) => unknown)(...asked);
    },
  } as unknown as typeof bank.pool; // the one method that is used
  const pace = sharedPace(pool, { channel: "email", perSecond: 1_000 }, signal);
  expect(await Promise.all(Array.from({ length: 30 }, () => pace.place()))).toEqual(Array(30).fill("turn"));
  expect(questions).toBe(1);
});

test("whoever would wait for longer than a lease lasts is sent away, and takes no place", async () => {
  const pace = of(0.01);
  expect(await pace.place()).toBe("turn");
  expect(await pace.place()).toBe("crowded");
  const ahead = async () =>
    (
      await bank.rows<{ s: number }>(
        "select extract(epoch from next_at - clock_timestamp())::float8 as s from notifications.pace",
      )
    )[0]?.s;
  expect(await ahead()).toBeLessThanOrEqual(100);
  expect(await of(0.01).place()).toBe("crowded");
  expect(await ahead()).toBeLessThanOrEqual(100);
  expect(await of(0.01, "push").place()).toBe("turn"); // another channel has its own
});

test("a database clock that was set back stops nobody", async () => {
  await of(1_000).place();
  await bank.rows("update notifications.pace set next_at = clock_timestamp() + interval '1 hour'");
  expect(await of(1_000).place()).toBe("turn");
});
