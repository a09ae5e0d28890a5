// Clashes of a request, their count in the inbox, and the rules of a team as its people see them.
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { absenceRequestTable, absenceSpanTable, teamRulesTable } from "@tabel/read-models";
import { decided, requestRow, spanRow } from "../../testing/rows.js";
import { serveViews, type ServedViews } from "../../testing/served-views.js";
import { smallHouse } from "../../testing/small-house.js";

let views: ServedViews;
beforeAll(async () => {
  views = await serveViews();
  await smallHouse(views);
}, 60_000);
afterAll(() => views.close());
afterEach(() => views.sql("truncate views.absence_span, views.absence_request, views.team_rules"));

const asked = async (): Promise<void> => {
  await views.write(absenceRequestTable, requestRow({}));
  await views.write(
    absenceSpanTable,
    spanRow({ state: "requested" }),
    spanRow({ requestId: "r2", employeeId: "boris", from: "2026-12-09", to: "2026-12-20", kind: "sick-leave" }),
    spanRow({ requestId: "r3", employeeId: "dan", from: "2026-12-11", to: "2026-12-11", state: "requested" }),
    spanRow({ requestId: "r4", employeeId: "next", kind: "remote-work" }),
    spanRow({ requestId: "r5", employeeId: "vera" }), // of another unit
    spanRow({ requestId: "r6", employeeId: "next", state: "cancelled" }),
  );
};

describe("the clashes of a request", () => {
  const boris = { employeeId: "boris", name: "Boris Анна", from: "2026-12-09", to: "2026-12-11", state: "approved" };
  const dan = { employeeId: "dan", name: "Dan Анна", from: "2026-12-11", to: "2026-12-11", state: "requested" };

  test("are shown to who decides with what waits, to the person without", async () => {
    await asked();
    for (const userId of ["dan", "nora", "hr"])
      expect([userId, (await views.as(userId)("requests/r1/clashes")).body.items]).toEqual([userId, [boris, dan]]);
    expect((await views.as("anna")("requests/r1/clashes")).body.items).toEqual([boris]);
    for (const userId of ["boris", "vera", "acc", "nobody"])
      expect([userId, (await views.as(userId)("requests/r1/clashes")).status]).toEqual([userId, 404]);
  });

  test("tell no kind of anybody, not even to who decides", async () => {
    await asked();
    for (const userId of ["anna", "dan", "hr"])
      expect((await views.as(userId)("requests/r1/clashes")).text).not.toMatch(/sick|annual|remote/);
  });

  test("are counted in the inbox and the request, for who decides and until it is decided", async () => {
    await asked();
    expect((await views.as("dan")("inbox")).body.items[0].clashes).toBe(2);
    expect((await views.as("dan")("requests/r1")).body.clashes).toBe(2);
    expect((await views.as("anna")("requests/r1")).body.clashes).toBeNull();
    await views.sql("truncate views.absence_request");
    await views.write(absenceRequestTable, requestRow({ status: "approved", used: 500, ...decided }));
    expect((await views.as("dan")("requests/r1")).body.clashes).toBeNull();
  });

  test("come with the minimums that the request would break, and the black-outs it falls into", async () => {
    await asked();
    await views.write(
      teamRulesTable,
      {
        unitId: "desk",
        minimums: [{ position: null, dated: [{ from: "2026-01-01", minimum: 3, effect: "block" }] }],
        blackOuts: [],
      },
      {
        unitId: "bank",
        minimums: [{ position: null, dated: [{ from: "2026-01-01", minimum: 99, effect: "block" }] }],
        blackOuts: [
          { blackOutId: "b", from: "2026-12-11", to: "2026-12-12", kinds: null, effect: "warn", reason: "Audit" },
          { blackOutId: "c", from: "2026-12-12", to: "2026-12-12", kinds: null, effect: "warn", reason: "Other" },
        ],
      },
    );
    const { body } = await views.as("dan")("requests/r1/clashes");
    // Of anna, boris, dan and next: anna and boris are away from the 9th on.
    expect(
      body.staffing.map(({ date, half, present }: { date: string; half: string; present: number }) => [
        date,
        half,
        present,
      ]),
    ).toEqual(
      ["2026-12-09", "2026-12-10", "2026-12-11"].flatMap((date) => [
        [date, "morning", 2],
        [date, "noon", 2],
      ]),
    );
    expect(body.blackOuts).toEqual([
      { unitId: "bank", from: "2026-12-11", to: "2026-12-12", effect: "warn", reason: "Audit" },
    ]);
  });
});

test("a unit's rules are shown to its people, its heads and HR, with the black-outs from above", async () => {
  await views.write(
    teamRulesTable,
    {
      unitId: "desk",
      minimums: [{ position: "Кассир", dated: [{ from: "2026-01-01", minimum: 2, effect: "block" }] }],
      blackOuts: [],
    },
    {
      unitId: "north",
      minimums: [{ position: null, dated: [{ from: "2026-01-01", minimum: 9, effect: "warn" }] }],
      blackOuts: [
        { blackOutId: "b", from: "2026-12-11", to: "2026-12-12", kinds: null, effect: "warn", reason: "Audit" },
      ],
    },
  );
  const { body } = await views.as("boris")("team-rules?unitId=desk");
  expect(body.minimums).toEqual([{ position: "Кассир", from: "2026-01-01", minimum: 2, effect: "block" }]);
  expect(body.blackOuts).toMatchObject([{ unitId: "north", blackOutId: "b" }]);
  expect((await views.as("semyon")("team-rules?unitId=desk")).status).toBe(403);
});
