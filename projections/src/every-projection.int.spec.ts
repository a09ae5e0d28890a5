// What holds for every projection: how the log was cut into batches, how often a batch came and where a process began
// again leaves no trace in the rows.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Recorded } from "@tabel/event-store";
import { allProjections } from "./all-projections.js";
import { histories, longHistory } from "./testing/histories.js";
import { recorded } from "./testing/recorded.js";
import { takeIn, testViews, type TestViews } from "./testing/views.js";

let views: TestViews;
beforeAll(async () => {
  views = await testViews();
});
afterAll(() => views.close());
beforeEach(() => views.empty(allProjections));

const aHistory = recorded(longHistory(450));

test("the history that the tests below use has every type of event", () => {
  const read = new Set(allProjections.flatMap(({ reads }) => reads.map(({ type }) => type)));
  expect(new Set(aHistory.map(({ type }) => type))).toEqual(read);
});

describe.each(allProjections.map((projection) => [projection.name, projection] as const))("%s", (_, projection) => {
  const whole = async () => {
    await takeIn(await views.train([projection]), aHistory);
    return views.dump([projection]);
  };

  test("makes rows of the history, and parks nothing", async () => {
    const dump = await whole();
    expect(Object.values(dump).join("")).not.toBe("");
    expect(await views.rows("select * from views.parked_event")).toEqual([]);
  });

  test("gives the same rows when the same batch comes twice, also to a process that has just started", async () => {
    const once = await whole();
    const train = await views.train([projection]);
    await takeIn(train, aHistory);
    await takeIn(train, aHistory);
    expect(await views.dump([projection])).toEqual(once);
  });

  test("gives the same rows in two halves, with a new process for the second", async () => {
    const once = await whole();
    await views.empty([projection]);
    const middle = aHistory.length >> 1;
    await takeIn(await views.train([projection]), aHistory.slice(0, middle));
    await takeIn(await views.train([projection]), aHistory.slice(middle));
    expect(await views.dump([projection])).toEqual(once);
  });

  test("gives the same rows event by event", async () => {
    const once = await whole();
    await views.empty([projection]);
    await takeIn(await views.train([projection]), aHistory, [...aHistory.keys()]);
    expect(await views.dump([projection])).toEqual(once);
  });
});

test("wherever any history is cut into batches, and wherever a process begins again, all tables are the same", async () => {
  await fc.assert(
    fc.asyncProperty(
      histories(60),
      fc.array(fc.nat(200), { maxLength: 8 }),
      fc.nat(200),
      async (history, cuts, restart) => {
        const events = recorded(history);
        await views.empty(allProjections);
        await takeIn(await views.train(allProjections), events);
        const once = await views.dump(allProjections);

        await views.empty(allProjections);
        const at = restart % (events.length + 1);
        await takeIn(await views.train(allProjections), events.slice(0, at), cuts);
        await takeIn(await views.train(allProjections), events.slice(at), cuts);
        expect(await views.dump(allProjections)).toEqual(once);
      },
    ),
    { numRuns: 25 },
  );
}, 120_000);

describe("people who are erased", () => {
  const definitions = new Map(allProjections.flatMap(({ reads }) => reads).map((one) => [one.type, one] as const));
  /** As the store gives it once the person's key is destroyed. */
  const erased = (event: Recorded): Recorded => {
    const { personal = [], subject } = definitions.get(event.type) ?? {};
    if (personal.length === 0 || subject === undefined) return event;
    const nothing = Object.fromEntries(personal.map((name) => [name, null]));
    return { ...event, erased: true, data: { ...(event.data as object), ...nothing } };
  };

  test("make no projection fail, be they erased before or after it has read of them", async () => {
    const everybody = aHistory.map(erased);
    expect(everybody.filter((event) => event.erased).length).toBeGreaterThan(100);
    await takeIn(await views.train(allProjections), everybody, [50, 200]);
    expect(await views.rows("select projection, type, error_message from views.parked_event")).toEqual([]);

    await views.empty(allProjections);
    const middle = aHistory.length >> 1;
    await takeIn(await views.train(allProjections), [...aHistory.slice(0, middle), ...everybody.slice(middle)]);
    expect(await views.rows("select projection, type, error_message from views.parked_event")).toEqual([]);
  });

  test("leave nothing in any table of what was theirs alone", async () => {
    await takeIn(await views.train(allProjections), aHistory.map(erased));
    const text = JSON.stringify(await views.dump(allProjections));
    expect(text).not.toMatch(/Фамилия|К морю|Мало людей|@example\.org/);
  });
});
