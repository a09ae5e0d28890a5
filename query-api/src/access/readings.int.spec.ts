// Whoever looks at somebody's history or pay is noted before the answer goes out, over HTTP.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { serveViews, type ServedViews } from "../testing/served-views.js";
import { person, smallHouse, writePerson } from "../testing/small-house.js";

let views: ServedViews;

beforeAll(async () => {
  views = await serveViews();
  await smallHouse(views);
  const paid = { salaries: [{ from: "2025-01-09", monthly: { minor: 100, currency: "RUB" } }] };
  for (const name of ["paid", "seen", "unseen"]) await writePerson(views, person(name, [["2025-01-09", "desk"]], paid));
});
afterAll(() => views.close());
beforeEach(() => views.sql("truncate readings.look"));

const noted = async () => (await views.pool.query("select read_by, what, hour, user_id from readings.look")).rows;

describe("a look at somebody's pay", () => {
  test("is noted with who looked, and once an hour", async () => {
    await views.as("acc")("employees/paid/employment").expect(200);
    await views.as("acc")("employees/paid/employment").expect(200);
    expect(await noted()).toEqual([{ read_by: "acc", what: "pay", hour: "2026-11-16T09", user_id: "paid" }]);
  });

  test("is none where it is one's own, or nothing new is shown", async () => {
    const own = await views.as("seen")("employees/seen/employment").expect(200);
    expect(JSON.stringify(own.body)).toContain("RUB");
    const { headers } = await views.as("acc")("employees/seen/employment").expect(200);
    await views.sql("truncate readings.look");
    await views
      .as("acc")("employees/seen/employment", { "if-none-match": String(headers["etag"]) })
      .expect(304);
    expect(await noted()).toEqual([]);
  });

  test("that cannot be noted shows nothing", async () => {
    await views.sql("alter table readings.look rename to away");
    const refused = await views.as("acc")("employees/unseen/employment").expect(503);
    expect(refused.headers["retry-after"]).toBe("2");
    expect(JSON.stringify(refused.body)).not.toContain("RUB");
    await views.sql("alter table readings.away rename to look");
    await views.as("acc")("employees/unseen/employment").expect(200);
    expect(await noted()).toHaveLength(1);
  });
});
