// Deputies as the read models tell them: the same answer as the domain's, and what /me says of them.
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { type DeputyAppointment, deputyOf, localDate, UserId } from "@tabel/domain";
import { deputisedUserTable, deputyTable } from "@tabel/read-models";
import fc from "fast-check";
import { sql } from "../reading/sql.js";
import { openViews } from "../reading/views.js";
import { serveViews, type ServedViews } from "../testing/served-views.js";
import { smallHouse } from "../testing/small-house.js";
import { deputyFor } from "./deputies.js";

let views: ServedViews;
beforeAll(async () => {
  views = await serveViews();
  await smallHouse(views);
}, 30_000);
afterAll(() => views.close());
beforeEach(() => views.sql("truncate views.deputy, views.deputised_user"));

const appointment = (deputy: string, from: string, until: string | null, kinds: string[] | null = null) => ({
  deputy: UserId.parse(deputy),
  from: localDate(from),
  until: until === null ? null : localDate(until),
  kinds,
});

/** As the projection writes them. */
const appoint = async (userId: string, ...appointments: DeputyAppointment[]): Promise<void> => {
  const dayAfter = (until: string | null) =>
    until === null ? "infinity" : new Date(Date.parse(`${until}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  await views.write(deputisedUserTable, { userId, appointments });
  await views.write(
    deputyTable,
    ...appointments.map(({ deputy, from, until, kinds }, place) => ({
      userId,
      place,
      deputy,
      fromDate: from,
      untilDate: dayAfter(until),
      kinds,
    })),
  );
};

test("asked in SQL, a kind has the same deputy on a day as in the domain, whatever was appointed", async () => {
  const day = fc.integer({ min: 1, max: 9 }).map((number) => `2026-11-0${number}`);
  const kinds = fc.constantFrom<string[] | null>(
    null,
    ["annual-leave"],
    ["sick-leave"],
    ["annual-leave", "sick-leave"],
  );
  const appointments = fc.array(
    fc.record({ deputy: fc.constantFrom("boris", "vera"), from: day, until: fc.option(day), kinds }),
    { maxLength: 5 },
  );
  const asked = openViews(views.pool);
  await fc.assert(
    fc.asyncProperty(appointments, day, fc.constantFrom("annual-leave", "sick-leave"), async (made, on, kind) => {
      await views.sql("truncate views.deputy, views.deputised_user");
      const all = made.map(({ deputy, from, until, kinds: of }) => appointment(deputy, from, until, of));
      await appoint("dan", ...all);
      const row = await asked.row<{ deputy: string | null }>(
        sql`select ${deputyFor(sql`${"dan"}`, sql`${kind}`, on)} as deputy`,
      );
      expect(row?.deputy ?? undefined).toEqual(deputyOf({ deputies: all }, kind, localDate(on)));
    }),
    { numRuns: 60 },
  );
});

test("/me names today's deputies and those for whom one stands in, and nobody of other days", async () => {
  await appoint(
    "dan",
    appointment("boris", "2026-11-01", null),
    appointment("anna", "2026-11-16", "2026-11-16", ["sick-leave"]),
    appointment("vera", "2026-12-01", null),
  );
  await appoint("nora", appointment("anna", "2026-11-01", "2026-11-15"));
  const { body: dan } = await views.as("dan")("me");
  expect(dan.deputyFor).toEqual([]);
  expect(dan.deputies).toEqual([
    { userId: "anna", name: "Anna Анна", until: "2026-11-16", kinds: ["sick-leave"], except: [] },
    { userId: "boris", name: "Boris Анна", until: null, kinds: null, except: ["sick-leave"] },
  ]);
  const { body: anna } = await views.as("anna")("me");
  expect(anna.deputies).toEqual([]);
  expect(anna.deputyFor).toEqual([
    { userId: "dan", name: "Dan Анна", until: "2026-11-16", kinds: ["sick-leave"], except: [] },
  ]);
});
