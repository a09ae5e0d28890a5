// A unit's calendar: one item a day with its whole, its halves and its hours; a colleague learns that somebody is absent only.
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { type AbsenceSpanRow, absenceSpanTable } from "@tabel/read-models";
import fc from "fast-check";
import { spanRow } from "../../testing/rows.js";
import { serveViews, type ServedViews } from "../../testing/served-views.js";
import { smallHouse } from "../../testing/small-house.js";

let views: ServedViews;
beforeAll(async () => {
  views = await serveViews();
  await smallHouse(views);
}, 60_000);
afterAll(() => views.close());
afterEach(() => views.sql("truncate views.absence_span"));

const write = (...rows: Parameters<typeof spanRow>[0][]) =>
  views.write(absenceSpanTable, ...rows.map((row) => spanRow(row)));
const december = "calendar?unitId=desk&from=2026-12-01&to=2026-12-31";

interface Entry {
  state: string;
  kind: string | null;
  requestId: string | null;
}
interface Day {
  date: string;
  full: Entry | null;
  morning: Entry | null;
  noon: Entry | null;
  hours: (Entry & { time: object | null })[];
}
const daysOf = async (userId: string, employeeId = "anna", path = december): Promise<Day[] | undefined> => {
  const { body } = await views.as(userId)(path);
  return (body.items as { employeeId: string; days: Day[] }[]).find((item) => item.employeeId === employeeId)?.days;
};
const empty = { full: null, morning: null, noon: null, hours: [] };

describe("the calendar of desk", () => {
  test("tells a colleague that somebody is absent, and nothing else", async () => {
    await write({ to: "2026-12-08" });
    const absent = { state: "absent", kind: null, requestId: null };
    expect(await daysOf("boris")).toEqual([
      { ...empty, date: "2026-12-07", full: absent },
      { ...empty, date: "2026-12-08", full: absent },
    ]);
    expect(JSON.stringify((await views.as("boris")(december)).body)).not.toMatch(/annual|leave|r1/);
  });

  test("tells heads, HR, accounting, auditors and the person the kind", async () => {
    await write({ to: "2026-12-07" });
    for (const userId of ["anna", "dan", "nora", "dora", "hr", "acc", "aud"])
      expect([userId, await daysOf(userId)]).toEqual([
        userId,
        [{ ...empty, date: "2026-12-07", full: { state: "absent", kind: "annual-leave", requestId: "r1" } }],
      ]);
  });

  test("tells what waits for a decision to those who decide and to the person, and to nobody else", async () => {
    await write({ state: "requested", to: "2026-12-07" });
    for (const userId of ["anna", "dan", "nora", "dora", "hr"])
      expect([userId, (await daysOf(userId))?.[0]?.full?.state]).toEqual([userId, "requested"]);
    for (const userId of ["boris", "acc", "aud"]) expect([userId, await daysOf(userId)]).toEqual([userId, []]);
  });

  test("has the halves and the hours of one day in one item", async () => {
    await write(
      { to: "2026-12-07", dayPart: "morning" },
      { requestId: "r2", to: "2026-12-07", dayPart: "afternoon", kind: "unpaid-leave" },
      { requestId: "r3", to: "2026-12-07", kind: "overtime", time: { from: "19:00", to: "21:00" } },
    );
    expect(await daysOf("dan")).toEqual([
      {
        date: "2026-12-07",
        full: null,
        morning: { state: "absent", kind: "annual-leave", requestId: "r1" },
        noon: { state: "absent", kind: "unpaid-leave", requestId: "r2" },
        hours: [{ state: "at-work", kind: "overtime", requestId: "r3", time: { from: "19:00", to: "21:00" } }],
      },
    ]);
    const [day] = (await daysOf("boris")) ?? [];
    expect(day).toMatchObject({ morning: { kind: null }, noon: { kind: null }, hours: [] });
  });

  test("tells a colleague that somebody is away for hours, and not at what time", async () => {
    await write({ to: "2026-12-07", kind: "day-in-lieu", time: { from: "10:00", to: "12:00" } });
    expect((await daysOf("boris"))?.[0]?.hours).toEqual([{ state: "absent", kind: null, requestId: null, time: null }]);
  });

  test("does not tell a colleague of somebody who works elsewhere, nor anybody of what was cancelled", async () => {
    await write({ kind: "remote-work", to: "2026-12-07" }, { requestId: "r2", state: "cancelled" });
    expect(await daysOf("boris")).toEqual([]);
    expect((await daysOf("dan"))?.map(({ full }) => full)).toEqual([
      { state: "at-work", kind: "remote-work", requestId: "r1" },
    ]);
  });

  test("cuts an absence to the days that were asked for", async () => {
    await write({ from: "2026-11-20", to: "2027-01-20" });
    expect(await daysOf("boris")).toHaveLength(31);
    expect(await daysOf("boris", "anna", "calendar?unitId=desk&from=2026-11-21&to=2026-11-21")).toHaveLength(1);
  });

  test("says what the days are in the countries of its people", async () => {
    const { body } = await views.as("boris")("calendar?unitId=desk&from=2026-12-28&to=2027-01-03");
    expect(body.calendars).toEqual([
      { country: "RU", days: [{ date: "2026-12-31", kind: "transferred-day-off" }], unloadedYears: [2027] },
    ]);
  });

  test("has everybody of the unit in those days, without days where there is no absence", async () => {
    const members = async (path: string) =>
      ((await views.as("dan")(path)).body.items as { employeeId: string }[]).map(({ employeeId }) => employeeId);
    expect(await members(december)).toEqual(["anna", "boris", "dan", "next"]);
    const october = "calendar?unitId=desk&from=2026-10-01&to=2026-10-31";
    expect(await members(october)).toEqual(["anna", "boris", "dan", "gone"]);
    const may = "calendar?unitId=desk&from=2026-05-31&to=2026-06-01";
    expect(await members(may)).toEqual(["anna", "boris", "dan", "gone", "moved"]);
  });

  test("shows of somebody who moved only the days in the unit, and to the unit's head", async () => {
    await write({ employeeId: "moved", from: "2026-05-29", to: "2026-06-02" });
    const days = await daysOf("dan", "moved", "calendar?unitId=desk&from=2026-05-01&to=2026-06-30");
    expect(days?.map(({ date }) => date)).toEqual(["2026-05-29", "2026-05-30", "2026-05-31"]);
    const later = await daysOf("sam", "moved", "calendar?unitId=south&from=2026-05-01&to=2026-06-30");
    expect(later?.map(({ date }) => date)).toEqual(["2026-06-01", "2026-06-02"]);
  });

  test("is forbidden to people of other units", async () => {
    for (const userId of ["vera", "semyon", "sam", "hrs", "adm", "nobody"])
      expect([userId, (await views.as(userId)(december)).status]).toEqual([userId, 403]);
    expect((await views.as("dan")("calendar?unitId=north&from=2026-12-01&to=2026-12-31")).status).toBe(403);
    expect((await views.as("dan")("calendar?unitId=nowhere&from=2026-12-01&to=2026-12-31")).status).toBe(404);
  });
});

test("whatever is away, a colleague is told nothing of anybody else but that they are absent", async () => {
  const people = ["anna", "dan", "next", "gone"];
  const canary = (index: number) => `canary-${index}`;
  const span = fc.record({
    who: fc.constantFrom(...people),
    start: fc.integer({ min: 1, max: 28 }),
    length: fc.nat(9),
    dayPart: fc.constantFrom("full" as const, "morning" as const, "afternoon" as const),
    hours: fc.boolean(),
    state: fc.constantFrom("approved" as const, "requested" as const, "cancelled" as const),
    work: fc.boolean(),
  });
  const date = (number: number) => new Date(Date.UTC(2026, 11, number)).toISOString().slice(0, 10);
  await fc.assert(
    fc.asyncProperty(fc.array(span, { maxLength: 12 }), async (absences) => {
      await views.sql("truncate views.absence_span");
      const rows = absences.map(({ who, start, length, dayPart, hours, state, work }, index): AbsenceSpanRow =>
        spanRow({
          requestId: `secret-${index}`,
          employeeId: who,
          kind: work ? "remote-work" : canary(index),
          from: date(start),
          to: date(start + length),
          dayPart,
          time: hours ? { from: "03:33", to: "04:44" } : null,
          state,
        }),
      );
      if (rows.length > 0) await views.write(absenceSpanTable, ...rows);
      const { body, text } = await views.as("boris")(december);
      expect(text).not.toMatch(/canary|secret|remote|03:33|04:44|requested|at-work/);
      for (const { employeeId, days } of body.items as { employeeId: string; days: Day[] }[])
        for (const day of days) {
          const known = absences.some(
            ({ who, start, length, state, work }) =>
              who === employeeId &&
              state === "approved" &&
              !work &&
              date(start) <= day.date &&
              day.date <= date(start + length),
          );
          expect([employeeId, day.date, known]).toEqual([employeeId, day.date, true]);
        }
    }),
    { numRuns: 40 },
  );
}, 120_000);
