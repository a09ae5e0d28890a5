// An employment by date, its heads by date, and the tree by date: over HTTP, on a real database.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { unitHeadTable, unitPathTable, unitTable } from "@tabel/read-models";
import { serveViews, type ServedViews } from "../../testing/served-views.js";
import { person, smallHouse, writePerson } from "../../testing/small-house.js";

let views: ServedViews;
beforeAll(async () => {
  views = await serveViews();
  await smallHouse(views);
  // Twice employed: in desk until 30 June 2025, again since 1 March 2026 in south.
  const spells = [
    { hiredOn: "2024-01-09", lastDay: "2025-06-30", ground: "agreement" },
    { hiredOn: "2026-03-01", lastDay: null, ground: null },
  ];
  const twice = person(
    "twice",
    [
      ["2024-01-09", "desk"],
      ["2026-03-01", "south"],
    ],
    {
      spells,
      hiredOn: "2026-03-01",
      grades: [{ from: "2024-06-01", grade: "G7" }],
      schedules: [{ from: "2024-01-09", code: "five-day-20", weeklyMinutes: 1200 }],
      salaries: [
        { from: "2024-01-09", monthly: { minor: 100, currency: "RUB" } },
        { from: "2025-01-01", monthly: { minor: 200, currency: "RUB" } },
        { from: "2026-03-01", monthly: { minor: 300, currency: "RUB" } },
      ],
      contracts: [
        { kind: "permanent", from: "2024-01-09", until: null, probationUntil: "2024-04-08", headOfOrganisation: false },
      ],
      places: [
        { from: "2024-01-09", country: "RU", timeZone: "Europe/Moscow" },
        { from: "2026-03-01", country: "KZ", timeZone: "Asia/Almaty" },
      ],
    },
  );
  await writePerson(views, twice);
  await views.sql(
    `update views.employee_unit set last_date = '2025-06-30' where employee_id = 'twice' and unit_id = 'desk'`,
  );
  // A unit that was renamed, moved from north to south on 1 June, and whose head left; one that was dissolved.
  await views.write(unitTable, {
    unitId: "archive",
    name: "Новый архив",
    parentId: "south",
    path: ["bank", "south", "archive"],
    establishedOn: "2025-01-01",
    heads: [{ employeeId: "gone", from: "2025-01-01" }],
    names: [
      { from: "2025-01-01", name: "Архив" },
      { from: "2026-09-01", name: "Новый архив" },
    ],
    dissolvedOn: null,
  });
  await views.write(
    unitPathTable,
    { unitId: "archive", fromDate: "-infinity", untilDate: "2026-06-01", path: ["bank", "north", "archive"] },
    { unitId: "archive", fromDate: "2026-06-01", untilDate: "infinity", path: ["bank", "south", "archive"] },
  );
  await views.write(unitHeadTable, {
    unitId: "archive",
    fromDate: "2025-01-01",
    untilDate: "infinity",
    employeeId: "gone",
  });
  await writePerson(views, person("clerk", [["2025-01-09", "archive"]]));
  await views.write(unitTable, {
    unitId: "old",
    name: "Старый отдел",
    parentId: "bank",
    path: ["bank", "old"],
    establishedOn: "2024-01-01",
    heads: [],
    names: [{ from: "2024-01-01", name: "Старый отдел" }],
    dissolvedOn: "2026-07-01",
  });
  await views.write(unitPathTable, {
    unitId: "old",
    fromDate: "-infinity",
    untilDate: "infinity",
    path: ["bank", "old"],
  });
}, 30_000);
afterAll(() => views.close());

const get = async (userId: string, path: string) => (await views.as(userId)(path)).body;

describe("the story of an employment", () => {
  test("has every entry with its last day, within its spell", async () => {
    const { spells, assignments, grades, salaries } = await get("hr", "employees/twice/employment");
    expect(spells).toEqual([
      { hiredOn: "2024-01-09", lastDay: "2025-06-30", ground: "agreement" },
      { hiredOn: "2026-03-01", lastDay: null, ground: null },
    ]);
    expect(assignments.map(({ from, until }: Record<string, unknown>) => [from, until])).toEqual([
      ["2024-01-09", "2025-06-30"],
      ["2026-03-01", null],
    ]);
    expect(grades).toEqual([{ from: "2024-06-01", until: "2025-06-30", grade: "G7" }]);
    expect(salaries.map(({ from, until }: Record<string, unknown>) => [from, until])).toEqual([
      ["2024-01-09", "2024-12-31"],
      ["2025-01-01", "2025-06-30"],
      ["2026-03-01", null],
    ]);
  });

  test.each([
    ["2023-12-31", { employed: false, hiredOn: null, assignment: null, salary: null }],
    ["2025-03-01", { employed: true, hiredOn: "2024-01-09", lastDay: "2025-06-30", grade: { grade: "G7" } }],
    ["2025-12-31", { employed: false, lastDay: "2025-06-30" }],
    ["2026-03-01", { employed: true, lastDay: null, grade: null, schedule: null, place: { country: "KZ" } }],
  ])("as of %s says what held then", async (on, holding) => {
    const { effective } = await get("hr", `employees/twice/employment?effective=${on}`);
    expect(effective).toMatchObject({ on, ...holding });
  });

  test("shows pay to whoever may see pay, the ground of leaving to whoever may see the history", async () => {
    const seen: Record<string, unknown> = {};
    for (const userId of ["twice", "sam", "dora", "hr", "hrs", "acc", "aud", "adm"]) {
      const { salaries, effective, spells } = await get(userId, "employees/twice/employment");
      expect([userId, effective.salary === null]).toEqual([userId, salaries === null]);
      seen[userId] = [salaries !== null, spells[0].ground !== null];
    }
    const [all, nothing] = [
      [true, true],
      [false, false],
    ];
    expect(seen).toEqual({
      twice: all,
      sam: nothing,
      dora: nothing,
      hr: all,
      hrs: all,
      acc: [true, false],
      aud: all,
      adm: nothing,
    });
  });

  test("is not there for whoever may not see the person, as for somebody unknown", async () => {
    for (const userId of ["anna", "dan", "nobody"])
      for (const view of ["employment", "heads"])
        expect([userId, (await views.as(userId)(`employees/twice/${view}`)).status]).toEqual([userId, 404]);
    expect((await views.as("hr")("employees/stranger/employment")).status).toBe(404);
  });

  test.each(["2027-02-29", "yesterday", "2026-1-1", "0001-01-01"])("as of %s is refused with its path", async (on) => {
    const { code, errors } = await get("hr", `employees/twice/employment?effective=${on}`);
    expect([code, errors[0].path]).toEqual(["invalid-input", "/effective"]);
  });
});

describe("the heads of an employee", () => {
  const chain = async (employeeId: string, on = "") => {
    const { heads } = await get("hr", `employees/${employeeId}/heads${on === "" ? "" : `?on=${on}`}`);
    return heads.map(({ headId }: { headId: string }) => headId);
  };

  test("are those of the unit and of all above it, the nearest first, never oneself", async () => {
    expect(await chain("anna")).toEqual(["dan", "nora", "dora"]);
    expect(await chain("dan")).toEqual(["nora", "dora"]);
    expect(await chain("dora")).toEqual([]);
  });
  test("follow a unit that moves, and leave out a head who has left", async () => {
    expect(await chain("clerk", "2026-05-31")).toEqual(["gone", "nora", "dora"]);
    expect(await chain("clerk", "2026-06-01")).toEqual(["gone", "sam", "dora"]);
    expect(await chain("clerk", "2026-11-01")).toEqual(["sam", "dora"]);
  });
  test("are none on a day without employment", async () => {
    expect(await get("hr", "employees/twice/heads?on=2025-07-01")).toMatchObject({ unitId: null, heads: [] });
    expect(await chain("twice", "2025-06-30")).toEqual(["dan", "nora", "dora"]);
    expect(await chain("twice", "2026-03-01")).toEqual(["sam", "dora"]);
  });
  test("name the unit as it was called then", async () => {
    const { heads } = await get("hr", "employees/clerk/heads?on=2026-08-31");
    expect(heads[0]).toMatchObject({ unitId: "archive", unitName: "Архив", headId: "gone" });
  });
});

describe("the tree of a day", () => {
  const lines = async (on: string) => {
    const { items } = await get("anna", `units?on=${on}`);
    return new Map(items.map((item: { unitId: string }) => [item.unitId, item])) as Map<string, object>;
  };

  test("has parents, names and heads of that day", async () => {
    expect((await lines("2026-05-31")).get("archive")).toEqual({
      unitId: "archive",
      name: "Архив",
      parentId: "north",
      path: ["bank", "north", "archive"],
      headId: "gone",
    });
    expect((await lines("2026-11-16")).get("archive")).toMatchObject({ name: "Новый архив", parentId: "south" });
  });
  test("is without units that are not yet or no more there", async () => {
    expect([...(await lines("2023-12-31")).keys()]).toEqual([]);
    expect((await lines("2024-12-31")).has("archive")).toBe(false);
    expect([(await lines("2026-06-30")).has("old"), (await lines("2026-07-01")).has("old")]).toEqual([true, false]);
  });
  test("is today's without a day, and says which day it is", async () => {
    const { on, items } = await get("anna", "units?under=south");
    expect(on).toBe("2026-11-16");
    expect(items.map(({ unitId }: { unitId: string }) => unitId)).toEqual(["archive", "south"]);
  });
});

test("rights follow a unit on the day of its move, not on the day of its entry", async () => {
  await views.write(
    unitPathTable,
    { unitId: "depot", fromDate: "-infinity", untilDate: "2026-12-01", path: ["bank", "north", "depot"] },
    { unitId: "depot", fromDate: "2026-12-01", untilDate: "infinity", path: ["bank", "south", "depot"] },
  );
  await writePerson(views, person("keeper", [["2025-01-09", "depot"]]));
  expect((await views.as("nora")("employees/keeper")).status).toBe(200);
  expect((await views.as("sam")("employees/keeper")).status).toBe(404);
});

test("who is hired again is a caller again, and was none in between", async () => {
  expect((await views.as("twice")("me")).body.today).toBe("2026-11-16");
  const away = person("away", [["2024-01-09", "desk"]], {
    spells: [
      { hiredOn: "2024-01-09", lastDay: "2026-06-30", ground: null },
      { hiredOn: "2026-12-01", lastDay: null, ground: null },
    ],
  });
  await writePerson(views, away);
  const { code, detail } = await get("away", "me");
  expect([code, detail]).toEqual(["forbidden", "Your employment ended on 2026-06-30."]);
});
