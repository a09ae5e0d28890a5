// Units and heads as rows.
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import {
  type DomainEvent,
  UnitDissolved,
  UnitEstablished,
  UnitHeadAppointed,
  UnitHeadVacated,
  UnitMoved,
  UnitRenamed,
} from "@tabel/domain";
import { organisation } from "./organisation.js";
import { recorded } from "../testing/recorded.js";
import { takeIn, testViews, type TestViews } from "../testing/views.js";

let views: TestViews;
beforeAll(async () => {
  views = await testViews();
});
afterAll(() => views.close());
beforeEach(() => views.empty([organisation]));

const unit = (unitId: string, parentId: string | null) =>
  UnitEstablished({ unitId, name: `Отдел ${unitId}`, parentId, on: "2026-01-01" });
const headed = (unitId: string, employeeId: string, from: string) => UnitHeadAppointed({ unitId, employeeId, from });

const after = async (...batches: DomainEvent[][]): Promise<void> => {
  const train = await views.train([organisation]);
  let done = 0;
  for (const batch of batches) {
    await takeIn(train, recorded(batch, done));
    done += batch.length;
  }
};

test("a unit knows every unit above it, also those of earlier batches", async () => {
  await after([unit("bank", null), unit("moscow", "bank")], [unit("desk", "moscow"), unit("perm", "bank")]);
  expect(await views.rows("select unit_id, path from views.unit order by 1")).toEqual([
    { unit_id: "bank", path: ["bank"] },
    { unit_id: "desk", path: ["bank", "moscow", "desk"] },
    { unit_id: "moscow", path: ["bank", "moscow"] },
    { unit_id: "perm", path: ["bank", "perm"] },
  ]);
});

const heads = () =>
  views.rows("select employee_id, from_date::text as from, until_date::text as until from views.unit_head order by 2");

test("a head holds until the next one, whichever was recorded first", async () => {
  await after([unit("bank", null), headed("bank", "b", "2026-06-01")], [headed("bank", "a", "2026-01-01")]);
  expect(await heads()).toEqual([
    { employee_id: "a", from: "2026-01-01", until: "2026-06-01" },
    { employee_id: "b", from: "2026-06-01", until: "infinity" },
  ]);
});

test("of two heads from the same day the later recorded one holds", async () => {
  await after([unit("bank", null), headed("bank", "a", "2026-01-01")], [headed("bank", "b", "2026-01-01")]);
  expect(await heads()).toEqual([{ employee_id: "b", from: "2026-01-01", until: "infinity" }]);
});

test("a vacancy ends a head without another", async () => {
  await after(
    [unit("bank", null), headed("bank", "a", "2026-01-01")],
    [UnitHeadVacated({ unitId: "bank", employeeId: "a", from: "2026-03-01" }), headed("bank", "b", "2026-05-01")],
  );
  expect(await heads()).toEqual([
    { employee_id: "a", from: "2026-01-01", until: "2026-03-01" },
    { employee_id: "b", from: "2026-05-01", until: "infinity" },
  ]);
});

const paths = (unitId: string) =>
  views.rows(
    `select path, from_date::text as from, until_date::text as until from views.unit_path
     where unit_id = '${unitId}' order by from_date`,
  );

test("a move changes the paths of all that stand under the unit, from its day on", async () => {
  await after(
    [unit("bank", null), unit("moscow", "bank"), unit("perm", "bank"), unit("desk", "moscow"), unit("till", "desk")],
    [UnitMoved({ unitId: "desk", parentId: "perm", from: "2026-06-01" })],
    [UnitMoved({ unitId: "desk", parentId: "bank", from: "2026-03-01" })],
  );
  expect(await paths("till")).toEqual([
    { path: ["bank", "moscow", "desk", "till"], from: "-infinity", until: "2026-03-01" },
    { path: ["bank", "desk", "till"], from: "2026-03-01", until: "2026-06-01" },
    { path: ["bank", "perm", "desk", "till"], from: "2026-06-01", until: "infinity" },
  ]);
  expect(await paths("perm")).toEqual([{ path: ["bank", "perm"], from: "-infinity", until: "infinity" }]);
  expect(await views.rows("select parent_id, path from views.unit where unit_id = 'desk'")).toEqual([
    { parent_id: "perm", path: ["bank", "perm", "desk"] },
  ]);
});

test("a dissolved unit has no head any more and stands under its successor", async () => {
  await after(
    [unit("bank", null), unit("a", "bank"), unit("b", "bank"), headed("a", "anna", "2026-01-01")],
    [headed("a", "boris", "2026-09-01")],
    [UnitDissolved({ unitId: "a", successorId: "b", on: "2026-06-01" })],
  );
  expect(await heads()).toEqual([{ employee_id: "anna", from: "2026-01-01", until: "2026-06-01" }]);
  expect((await paths("a")).at(-1)).toEqual({ path: ["bank", "b", "a"], from: "2026-06-01", until: "infinity" });
  expect(await views.rows("select dissolved_on::text as on from views.unit where unit_id = 'a'")).toEqual([
    { on: "2026-06-01" },
  ]);
});

test("a name holds from its day, whichever was entered last", async () => {
  const renamed = (name: string, from: string) => UnitRenamed({ unitId: "bank", name, from });
  await after([unit("bank", null)], [renamed("Третье", "2026-09-01"), renamed("Второе", "2026-06-01")]);
  expect(await views.rows("select name, names from views.unit")).toEqual([
    {
      name: "Третье",
      names: [
        { from: "2026-01-01", name: "Отдел bank" },
        { from: "2026-06-01", name: "Второе" },
        { from: "2026-09-01", name: "Третье" },
      ],
    },
  ]);
});
