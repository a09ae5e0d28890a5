// Calendar feeds over HTTP, read with another library; rights asked anew at every reading.
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { absenceSpanTable, type CalendarFeedRow, calendarFeedTable } from "@tabel/read-models";
import ICAL from "ical.js";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { spanRow } from "../testing/rows.js";
import { serveViews, type ServedViews } from "../testing/served-views.js";
import { smallHouse } from "../testing/small-house.js";

const golden = fileURLToPath(new URL("../../src/feeds/unit-feed.golden.ics", import.meta.url));

let views: ServedViews;
beforeAll(async () => {
  views = await serveViews();
  await smallHouse(views);
}, 60_000);
afterAll(() => views.close());
afterEach(() => views.sql("truncate views.absence_span, views.calendar_feed"));

const secretOf = (feedId: string): string => createHash("sha256").update(`a secret of ${feedId}`).digest("base64url");
const feed = (feedId: string, userId: string, more: Partial<CalendarFeedRow> = {}): CalendarFeedRow => ({
  feedId,
  userId,
  tokenHash: createHash("sha256").update(secretOf(feedId)).digest("hex"),
  unitId: null,
  language: "ru",
  createdAt: "2026-11-01T08:00:00.000Z",
  revokedAt: null,
  ...more,
});
const give = (...rows: CalendarFeedRow[]) => views.write(calendarFeedTable, ...rows);
const write = (...rows: Parameters<typeof spanRow>[0][]) =>
  views.write(absenceSpanTable, ...rows.map((row) => spanRow(row)));

/** As another program understands it. */
const eventsOf = (text: string) =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    const { uid, summary, startDate, endDate, sequence } = event;
    const shown = (time: ICAL.Time): string => (time.isDate ? time.toString() : time.toJSDate().toISOString());
    return {
      uid,
      summary,
      start: shown(startDate),
      end: shown(endDate),
      sequence,
      status: component.getFirstPropertyValue("status"),
    };
  });
const read = async (feedId: string) => eventsOf((await views.feed(secretOf(feedId))).text);

describe("a feed of the own absences", () => {
  test("has whole days with an exclusive end, and the kind in the feed's language", async () => {
    await give(feed("f1", "anna"), feed("f2", "anna", { language: "en" }));
    await write({}, { requestId: "r2", employeeId: "boris" });
    const [event, ...others] = await read("f1");
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      summary: "Ежегодный отпуск",
      start: "2026-12-07",
      end: "2026-12-12",
      sequence: 0,
      status: "CONFIRMED",
    });
    expect((await read("f2"))[0]?.summary).toBe("Annual leave");
  });

  test("has halves and hours as instants of the person's own zone, also after midnight and on the night of a change", async () => {
    await give(feed("f1", "anna"));
    await views.sql("update views.employee set time_zone = 'Europe/Berlin' where employee_id = 'anna'");
    const one = (requestId: string, day: string, more: object) => ({ requestId, from: day, to: day, ...more });
    await write(
      one("r1", "2026-12-07", { dayPart: "morning" }),
      one("r2", "2026-12-08", { dayPart: "afternoon" }),
      one("r3", "2026-12-09", { kind: "overtime", time: { from: "22:30", to: "01:00" } }),
      one("r4", "2027-03-28", { kind: "overtime", time: { from: "01:30", to: "03:30" } }),
    );
    expect((await read("f1")).map(({ start, end }) => [start, end])).toEqual([
      ["2026-12-07T08:00:00.000Z", "2026-12-07T12:00:00.000Z"],
      ["2026-12-08T13:00:00.000Z", "2026-12-08T17:00:00.000Z"],
      ["2026-12-09T21:30:00.000Z", "2026-12-10T00:00:00.000Z"],
      ["2027-03-28T00:30:00.000Z", "2027-03-28T01:30:00.000Z"], // an hour of that night there was not
    ]);
    await views.sql("update views.employee set time_zone = 'Europe/Moscow' where employee_id = 'anna'");
  });

  test("names an event the same when it changes, counts its changes, and says when it is cancelled", async () => {
    await give(feed("f1", "anna"));
    await write({});
    const [before] = await read("f1");
    await views.sql("truncate views.absence_span");
    await write({ to: "2026-12-09", sequence: 1, state: "cancelled", changedAt: "2026-11-11T08:00:00.000Z" });
    const [after] = await read("f1");
    expect(after).toMatchObject({ uid: before?.uid, sequence: 1, status: "CANCELLED", end: "2026-12-10" });
    expect(before?.uid).not.toContain("r1");
  });

  test("has no event for what waits for a decision, nor of days far away", async () => {
    await give(feed("f1", "anna"));
    await write(
      { state: "requested" },
      { requestId: "r2", from: "2026-08-01", to: "2026-08-02" },
      { requestId: "r3", from: "2028-02-01", to: "2028-02-02" },
    );
    expect(await read("f1")).toEqual([]);
  });
});

describe("a feed of a unit", () => {
  const absences = () =>
    write(
      { kind: "sick-leave" },
      { requestId: "r2", employeeId: "boris", from: "2026-12-01", to: "2026-12-01", dayPart: "morning" },
      {
        requestId: "r3",
        employeeId: "dan",
        from: "2026-12-02",
        to: "2026-12-02",
        time: { from: "09:20", to: "10:05" },
      },
      { requestId: "r4", employeeId: "boris", kind: "remote-work", from: "2026-12-03", to: "2026-12-03" },
      { requestId: "r5", employeeId: "moved", from: "2026-12-03", to: "2026-12-03" },
      { requestId: "r6", employeeId: "next", from: "2026-11-20", to: "2026-12-02" },
      { requestId: "r7", employeeId: "vera", from: "2026-12-03", to: "2026-12-03" },
    );

  test("says who is absent, and neither why nor at what time; to a head no more than to a colleague", async () => {
    await give(feed("f1", "boris", { unitId: "desk" }), feed("f2", "dan", { unitId: "desk" }));
    await absences();
    for (const id of ["f1", "f2"]) {
      const { text } = await views.feed(secretOf(id));
      expect(text).not.toMatch(/sick|Больничный|leave|отпуск|0620|0705|r[1-7]\b/);
      expect(eventsOf(text).map(({ summary, start, end }) => [summary, start, end])).toEqual([
        ["Next Анна: отсутствует", "2026-12-01", "2026-12-03"], // begins in the unit on 1 December
        ["Boris Анна: отсутствует", "2026-12-01T06:00:00.000Z", "2026-12-01T10:00:00.000Z"],
        ["Dan Анна: отсутствует", "2026-12-02T06:00:00.000Z", "2026-12-02T10:00:00.000Z"], // the whole morning
        ["Anna Анна: отсутствует", "2026-12-07", "2026-12-12"],
      ]);
    }
  });

  test("is written as the golden file has it", async () => {
    await give(feed("f1", "boris", { unitId: "desk" }));
    await absences();
    const { text, headers } = await views.feed(secretOf("f1"));
    expect(headers["content-type"]).toBe("text/calendar; charset=utf-8");
    expect(text).toBe(readFileSync(golden, "utf8"));
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  });

  test("names the same absence otherwise in each feed", async () => {
    await give(feed("f1", "boris", { unitId: "desk" }), feed("f2", "dan", { unitId: "desk" }));
    await write({});
    expect((await read("f1"))[0]?.uid).not.toBe((await read("f2"))[0]?.uid);
  });
});

describe("a feed ends", () => {
  const statusOf = async (feedId: string) => {
    const { status, body } = await views.feed(secretOf(feedId));
    return [status, body.code];
  };

  test("when it is revoked, and for whoever left, whatever it shows", async () => {
    await give(
      feed("f1", "anna", { revokedAt: "2026-11-15T08:00:00.000Z" }),
      feed("f2", "gone"),
      feed("f3", "gone", { unitId: "desk" }),
      feed("f4", "hr", { unitId: "desk" }),
      feed("f5", "stranger"),
    );
    for (const id of ["f1", "f2", "f3", "f5"]) expect([id, await statusOf(id)]).toEqual([id, [410, "feed-gone"]]);
    expect((await views.feed(secretOf("f4"))).status).toBe(200);
  });

  test("at once when its user stands in another unit, heads it no more or loses the role; also for who has it already", async () => {
    await give(
      feed("f1", "moved", { unitId: "desk" }),
      feed("f2", "dan", { unitId: "vault" }),
      feed("f3", "hrs", { unitId: "desk" }),
      feed("f4", "boris", { unitId: "desk" }),
    );
    for (const id of ["f1", "f2", "f3"]) expect([id, await statusOf(id)]).toEqual([id, [410, "feed-gone"]]);
    const { headers } = await views.feed(secretOf("f4"));
    const known = { "if-none-match": headers["etag"] ?? "" };
    expect((await views.feed(secretOf("f4"), known)).status).toBe(304);
    const leave = (lastDay: string) =>
      views.sql(
        `update views.employee set spells = jsonb_set(spells, '{0,lastDay}', '${lastDay}') where employee_id = 'boris'`,
      );
    await leave('"2026-11-15"');
    expect((await views.feed(secretOf("f4"), known)).status).toBe(410);
    await leave("null");
  });

  test("with every other secret alike: what is no secret at all costs and tells the same as an unknown one", async () => {
    await give(feed("f1", "anna"));
    const tried = [
      secretOf("f9"),
      "x",
      "a".repeat(5_000),
      "%F0%9F%98%80",
      "%00",
      "..%2Fme",
      secretOf("f1").toLowerCase(),
    ];
    const told = new Set<string>();
    for (const secret of tried) {
      views.queries.splice(0);
      const { status, body } = await views.feed(secret);
      told.add(JSON.stringify([status, body.code, body.detail, views.queries.length]));
    }
    expect([...told]).toEqual([JSON.stringify([404, "not-found", "There is no calendar feed at this address.", 1])]);
  });
});

test("an unchanged feed is a 304, and a changed one is not", async () => {
  await give(feed("f1", "anna"));
  await write({});
  const { headers } = await views.feed(secretOf("f1"));
  expect(headers["cache-control"]).toBe("private, no-cache");
  const known = { "if-none-match": headers["etag"] ?? "" };
  const again = await views.feed(secretOf("f1"), known);
  expect([again.status, again.text]).toEqual([304, ""]);
  await views.reach(1_001n);
  expect((await views.feed(secretOf("f1"), known)).status).toBe(200);
});

test("a user's feeds are listed without what opens them", async () => {
  await give(
    feed("f1", "anna"),
    feed("f2", "anna", { unitId: "desk", revokedAt: "2026-11-15T08:00:00.000Z" }),
    feed("f3", "dan"),
  );
  const { body, text } = await views.as("anna")("calendar-feeds");
  expect(body.items.map(({ feedId }: { feedId: string }) => feedId)).toEqual(["f1", "f2"]);
  expect(text).not.toMatch(/[0-9a-f]{64}|tokenHash/);
});

test("who guesses is told to stop, and so is a program that reads without end; other feeds go on", async () => {
  await give(feed("f1", "anna"), feed("f2", "anna"));
  const statuses = async (secret: string, times: number): Promise<number[]> => {
    const seen: number[] = [];
    for (let index = 0; index < times; index += 1) seen.push((await views.feed(secret)).status);
    return seen;
  };
  const guesses = await statuses(secretOf("f9"), 61);
  expect([guesses.includes(404), guesses.at(-1)]).toEqual([true, 429]);
  const limited = await views.feed(secretOf("f8"));
  expect([limited.status, limited.body.code, Number(limited.headers["retry-after"]) > 0]).toEqual([
    429,
    "too-many-requests",
    true,
  ]);
  const reads = await statuses(secretOf("f1"), 121);
  expect([reads.includes(200), reads.at(-1)]).toEqual([true, 429]);
  expect((await views.feed(secretOf("f2"))).status).toBe(200);
}, 60_000);
