// Many writers on one stream, and appends of which nothing is heard.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { StoreUnavailable, type EventStore } from "@tabel/event-store";
import { randomUUID } from "node:crypto";
import { runApi, type RunningApi } from "../../testing/running-api.js";
import { officers, openSmallBank } from "../../testing/small-bank.js";
import { defaultLimits } from "../command-service.js";

const { hr } = officers;
const unit = (unitId: string) => ({ unitId, name: unitId, parentId: "u1", on: "2026-01-01" });

let api: RunningApi;
beforeAll(async () => {
  api = await runApi();
  await openSmallBank(api);
});
afterAll(() => api.stop());

const establishedUnits = async (name: RegExp): Promise<string[]> =>
  (await api.events("organisation"))
    .filter(({ type }) => type === "UnitEstablished")
    .map(({ data }) => (data as { unitId: string }).unitId)
    .filter((unitId) => name.test(unitId));

const times = <Result>(count: number, make: (index: number) => Result): Result[] =>
  Array.from({ length: count }, (_, index) => make(index));

describe("in one process", () => {
  test("32 writers of one stream get through without one conflict", async () => {
    const process = await api.twin({ limits: { ...defaultLimits, conflicts: 0 } });
    const answers = await Promise.all(times(32, (index) => process.send(hr, "establish-unit", unit(`a${index}`))));
    expect(answers.map(({ status }) => status)).toEqual(times(32, () => 200));
    expect(new Set(answers.map(({ body }) => body.revision)).size).toBe(32);
    expect(await establishedUnits(/^a\d/)).toHaveLength(32);
  });

  test.each([
    ["in line for one stream", { perStream: 20 }],
    ["at work at once", { atOnce: 20 }],
  ])(
    "more commands than may be %s are refused at once with Retry-After; the others are carried out",
    async (_, limit) => {
      const process = await api.twin({ limits: { ...defaultLimits, ...limit } });
      const name = Object.keys(limit).join();
      const answers = await Promise.all(
        times(80, (index) => process.send(hr, "establish-unit", unit(`${name}${index}`))),
      );
      const refused = answers.filter(({ status }) => status !== 200);
      expect(refused.length).toBeGreaterThan(0);
      for (const { status, body, headers } of refused)
        expect([status, body.code, headers["retry-after"]]).toEqual([503, "too-many-commands", "1"]);
      expect(await establishedUnits(new RegExp(`^${name}`))).toHaveLength(80 - refused.length);
    },
  );
});

test("two processes on one stream decide again when the other was faster, and lose nothing", async () => {
  const processes = [await api.twin(), await api.twin()];
  const answers = await Promise.all(
    processes.flatMap((process, which) =>
      times(8, (index) => process.send(hr, "establish-unit", unit(`p${which}x${index}`))),
    ),
  );
  const carriedOut = answers.filter(({ status }) => status === 200);
  for (const { status, body } of answers) expect(status === 200 || body.code === "concurrent-change").toBe(true);
  expect(await establishedUnits(/^p\dx/)).toHaveLength(carriedOut.length);
  expect(carriedOut.length).toBeGreaterThanOrEqual(12);
});

describe("when somebody else appends between decision and append", () => {
  let rivals = 0;
  /** Lets another process be faster, so many times. */
  const overtaken = async (howOften: number): Promise<RunningApi> => {
    const rival = await api.twin();
    let left = howOften;
    const between = (store: EventStore): EventStore => ({
      ...store,
      append: async (...args) => {
        if (left > 0) {
          left -= 1;
          await rival.sent(hr, "establish-unit", unit(`rival${(rivals += 1)}`));
        }
        return store.append(...args);
      },
    });
    return api.twin({ between });
  };

  test("five times, the sixth decision is carried out", async () => {
    const process = await overtaken(5);
    expect((await process.send(hr, "establish-unit", unit("sixth"))).status).toBe(200);
  });

  test("six times, the answer is 409 and nothing of the command is in the log", async () => {
    const process = await overtaken(6);
    const { status, body } = await process.send(hr, "establish-unit", unit("overtaken"));
    expect([status, body.code]).toEqual([409, "concurrent-change"]);
    expect(await establishedUnits(/^overtaken$/)).toEqual([]);
  });

  test("the new decision sees what they did: the same unit with other data is refused, not overwritten", async () => {
    const rival = await api.twin();
    let overtaken = false;
    const process = await api.twin({
      between: (store) => ({
        ...store,
        append: async (...args) => {
          if (!overtaken) await rival.sent(hr, "establish-unit", { ...unit("shared"), name: "theirs" });
          overtaken = true;
          return store.append(...args);
        },
      }),
    });
    const { body } = await process.send(hr, "establish-unit", { ...unit("shared"), name: "ours" });
    expect(body.code).toBe("unit-exists");
    expect(await establishedUnits(/^shared$/)).toEqual(["shared"]);
  });
});

describe("when the store does not answer an append", () => {
  /** The append is done or not, and its acknowledgement is lost, so many times. */
  const losing = (howOften: number, done: boolean): Promise<RunningApi> => {
    let left = howOften;
    return api.twin({
      limits: { ...defaultLimits, patienceMs: 300 },
      between: (store) => ({
        ...store,
        append: async (...args) => {
          if (left === 0) return store.append(...args);
          left -= 1;
          if (done) await store.append(...args);
          throw new StoreUnavailable("the connection was lost");
        },
      }),
    });
  };

  test("although it was done, the answer is that of the one append", async () => {
    const process = await losing(1, true);
    const key = randomUUID();
    const first = await process.sent(hr, "establish-unit", unit("lost-answer"), { key });
    expect(first.events).toHaveLength(1);
    expect(await api.sent(hr, "establish-unit", unit("lost-answer"), { key })).toEqual(first);
    expect(await establishedUnits(/^lost-answer$/)).toHaveLength(1);
  });

  test("and it was not done, it is done again", async () => {
    const process = await losing(2, false);
    expect((await process.sent(hr, "establish-unit", unit("lost-append"))).events).toHaveLength(1);
    expect(await establishedUnits(/^lost-append$/)).toHaveLength(1);
  });

  test("for long, the answer is 503 with a code that says that the same key is safe, and it is", async () => {
    const process = await losing(1_000, false);
    const key = randomUUID();
    const { status, body, headers } = await process.send(hr, "establish-unit", unit("unknown"), { key });
    expect([status, body.code, headers["retry-after"]]).toEqual([503, "outcome-unknown", "2"]);
    expect(body.detail).toMatch(/same Idempotency-Key/);
    expect((await api.sent(hr, "establish-unit", unit("unknown"), { key })).events).toHaveLength(1);
    expect(await establishedUnits(/^unknown$/)).toHaveLength(1);
  });

  test("and the clock has run out, nobody waits longer", async () => {
    const slow = await api.twin({
      limits: { ...defaultLimits, timeMs: 200 },
      between: (store) => ({
        ...store,
        append: async () => {
          await new Promise((resolve) => setTimeout(resolve, 250));
          throw new StoreUnavailable("too slow");
        },
      }),
    });
    const started = performance.now();
    expect((await slow.send(hr, "establish-unit", unit("slow"))).body.code).toBe("outcome-unknown");
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
