// Units and heads as rows.
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { type DomainEvent, UnitEstablished, UnitHeadAppointed } from "@tabel/domain";
import { organisation } from "./organisation.js";
import { recorded } from "./testing/recorded.js";
import { takeIn, testViews, type TestViews } from "./testing/views.js";

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
