// Reading one's own writes, and not reading what one has already.
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { userAccessTable } from "@tabel/read-models";
import pg from "pg";
import { serveViews, type ServedViews } from "../testing/served-views.js";
import { smallHouse } from "../testing/small-house.js";

let views: ServedViews;
beforeEach(async () => {
  views = await serveViews({ waiting: { waitMs: 1_500, mostWaiting: 4, mostOfOne: 3 } });
  await smallHouse(views);
}, 30_000);
afterEach(() => views.close());

const until = async (condition: () => Promise<boolean>): Promise<void> => {
  const deadline = Date.now() + 10_000;
  while (!(await condition())) if (Date.now() > deadline) throw new Error("it did not come to pass");
};

/** The view's own connection hears the projections. */
const isListening = async (): Promise<boolean> =>
  (await views.pool.query("select from pg_stat_activity where datname = current_database() and query like 'listen%'"))
    .rowCount === 1;

describe("a view that is asked for a position", () => {
  test("that it has reached answers at once, and says where it stands", async () => {
    const response = await views.as("anna")("me?after=1000");
    expect(response.status).toBe(200);
    expect(response.headers["tabel-position"]).toBe("1000");
  });

  test("that it has not reached waits until it has", async () => {
    const waiting = views
      .as("anna")("me?after=1001")
      .then((response) => response);
    await until(isListening);
    await views.reach(1_001n);
    const response = await waiting;
    expect(response.status).toBe(200);
    expect(response.headers["tabel-position"]).toBe("1001");
  });

  test("is not told too early: a position on the way is not the one asked for", async () => {
    let answered = false;
    const waiting = views
      .as("anna")("me?after=1005")
      .then((response) => ((answered = true), response));
    await until(isListening);
    for (const position of [1_001n, 1_003n]) {
      await views.reach(position);
      await until(async () => Promise.resolve(views.queries.length > 0));
      expect(answered).toBe(false);
    }
    await views.reach(1_005n);
    expect((await waiting).status).toBe(200);
  });

  test("gives up in time, with 503 and when to ask again", async () => {
    const began = performance.now();
    const response = await views.as("anna")("me?after=999999999");
    expect(performance.now() - began).toBeGreaterThan(1_400);
    expect([response.status, response.body.code, response.headers["retry-after"]]).toEqual([503, "unavailable", "1"]);
  });

  test("waits for the projections that it reads, and for no other", async () => {
    await views.reach(5n, ["time-accounts"]);
    expect((await views.as("anna")("requests?after=1000")).status).toBe(200);
    expect((await views.as("anna")("payroll-hours/2026-10?after=1000")).status).toBe(503);
  });

  test("waits for one that has not begun", async () => {
    await views.sql("delete from views.checkpoint where projection = 'absence-requests'");
    expect((await views.as("anna")("requests?after=0")).status).toBe(503);
  });

  test("asks the database once for all who wait", async () => {
    const waiting = [1, 2, 3].map(() =>
      views
        .as("anna")("me?after=1001")
        .then((response) => response.status),
    );
    await until(isListening);
    await views.as("vera")("me").expect(200); // asked later and answered: those before it wait by now
    views.queries.splice(0);
    await views.reach(1_001n);
    expect(await Promise.all(waiting)).toEqual([200, 200, 200]);
    expect(views.queries.filter(({ text }) => /^\s*select projection/.test(text)).length).toBeLessThanOrEqual(2);
  });

  test("is refused at once where too many wait already", async () => {
    const waiting = ["anna", "anna", "anna", "vera"].map((reader) =>
      views
        .as(reader)("me?after=1001")
        .then((response) => response.status),
    );
    await until(isListening);
    const response = await views.as("boris")("me?after=1001");
    expect([response.status, response.headers["retry-after"]]).toEqual([503, "1"]);
    await views.reach(1_001n);
    expect(await Promise.all(waiting)).toEqual([200, 200, 200, 200]);
  });

  test("is refused to one reader who waits for many, while others still may", async () => {
    const waiting = [1, 2, 3].map(() =>
      views
        .as("anna")("me?after=1001")
        .then((response) => response.status),
    );
    await until(isListening);
    const fourth = await views.as("anna")("me?after=1001");
    expect([fourth.status, fourth.headers["retry-after"]]).toEqual([503, "1"]);
    const other = views
      .as("boris")("me?after=1001")
      .then((response) => response.status);
    expect((await views.as("anna")("me")).status).toBe(200);
    await views.reach(1_001n);
    expect(await Promise.all([...waiting, other])).toEqual([200, 200, 200, 200]);
  });

  test("hears again after its connection was cut", async () => {
    const first = views
      .as("anna")("me?after=1001")
      .then((response) => response.status);
    await until(isListening);
    await views.sql(
      "select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen%' and pid <> pg_backend_pid()",
    );
    await until(isListening);
    await views.reach(1_001n);
    expect(await first).toBe(200);
  });

  test("is let go when the server stops", async () => {
    const waiting = views
      .as("anna")("me?after=1001")
      .then((response) => response.status);
    await until(isListening);
    await views.close();
    expect(await waiting).toBe(503);
    views = await serveViews();
  });
});

describe("an unchanged view", () => {
  const tagOf = async (userId: string, path = "me") => (await views.as(userId)(path)).headers["etag"] ?? "";

  test("is a 304 without a body for who has it", async () => {
    const tag = await tagOf("anna");
    expect(tag).toMatch(/^"1000-/);
    for (const known of [tag, `"x", ${tag}`, `W/${tag}`]) {
      const response = await views.as("anna")("me", { "if-none-match": known });
      expect([response.status, response.text, response.headers["etag"]]).toEqual([304, "", tag]);
    }
  });

  test("is answered again once any of its projections has moved, be it behind the others", async () => {
    await views.reach(5n, ["absence-requests"]);
    const tag = await tagOf("anna", "requests");
    await views.reach(1_001n, ["employees"]);
    expect((await views.as("anna")("requests", { "if-none-match": tag })).status).toBe(200);
  });

  test("is answered again once its rows were exchanged for rebuilt ones, at the same position", async () => {
    const tag = await tagOf("anna");
    await views.sql("update views.checkpoint set generation = generation + 1 where projection = 'employees'");
    expect((await views.as("anna")("me", { "if-none-match": tag })).status).toBe(200);
  });

  test("of another person, or of yesterday, is no 304", async () => {
    const tag = await tagOf("anna");
    expect((await views.as("boris")("me", { "if-none-match": tag })).status).toBe(200);
    const tomorrow = await serveViews({ clock: () => new Date("2026-11-17T09:00:00.000Z") });
    expect((await tomorrow.as("anna")("me", { "if-none-match": tag })).status).toBe(200);
    await tomorrow.close();
  });

  test("is for its reader's own cache only", async () => {
    const { headers } = await views.as("anna")("me");
    expect(headers["cache-control"]).toBe("private, no-cache");
    expect(headers["vary"]).toMatch(/Authorization/);
  });

  test("is no 304 for who may not see it any more", async () => {
    await views.write(userAccessTable, {
      userId: "temp",
      grants: [{ role: "auditor", scope: { over: "all" }, from: "2026-01-01", until: null }],
    });
    const tag = await tagOf("temp", "employees/anna");
    await views.sql("delete from views.user_access where user_id = 'temp'");
    await views.reach(1_001n);
    expect((await views.as("temp")("employees/anna", { "if-none-match": tag })).status).toBe(404);
  });
});

test("a database that is away is a 503 that says when to ask again, never a 500", async () => {
  const nowhere = new pg.Pool({ connectionString: "postgresql://nobody@127.0.0.1:1/nothing" });
  const cut = await serveViews({ pool: nowhere, waiting: { waitMs: 200, mostWaiting: 3, mostOfOne: 3 } });
  for (const path of ["me", "me?after=5"]) {
    const response = await cut.as("anna")(path);
    expect([response.status, response.body.code, response.headers["retry-after"]]).toEqual([503, "unavailable", "1"]);
  }
  await cut.close();
  await nowhere.end();
});
