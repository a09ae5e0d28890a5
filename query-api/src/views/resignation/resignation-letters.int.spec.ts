// Scans over HTTP: the employee's and HR's; both readings side by side are HR's alone; heads and colleagues see nothing.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { letterTable, resignationTable } from "@tabel/read-models";
import { letterRow, resignationRow } from "../../testing/newcomer-rows.js";
import { serveViews, type ServedViews } from "../../testing/served-views.js";
import { smallHouse } from "../../testing/small-house.js";

const id = (number: number): string => `00000000-0000-5000-8000-${String(number).padStart(12, "0")}`;
let views: ServedViews;
beforeAll(async () => {
  views = await serveViews();
  await smallHouse(views);
  await views.write(
    resignationTable,
    resignationRow("anna", { status: "received", lastDay: null, round: 2 }),
    resignationRow("semyon", { status: "received", lastDay: null }),
    resignationRow("hr", { status: "received", lastDay: null }),
  );
  await views.write(
    letterTable,
    letterRow(id(1), "anna", { uploadedOn: "2026-11-01" }),
    letterRow(id(2), "anna", { round: 2 }),
    letterRow(id(3), "semyon", {
      uploadedOn: "2026-11-03",
      status: "judged",
      waits: false,
      verdict: "changes-needed",
      judgedBy: "hr",
      judgedAt: "2026-11-04T09:00:00.000Z",
      judgedDefects: ["signature-missing"],
    }),
    letterRow(id(4), "hr", { uploadedOn: "2026-11-04", found: null, evidence: null, secondReading: null }),
  );
}, 30_000);
afterAll(() => views.close());

test("a scan is shown to the employee and to HR; what each reading read to HR alone", async () => {
  const path = `resignation-letters/${id(2)}`;
  const [own, hr] = await Promise.all(["anna", "hr"].map(async (userId) => (await views.as(userId)(path)).body));
  expect(own).toMatchObject({
    secondReading: null,
    asked: [],
    allowedActions: [],
    present: true,
    reviewReasons: [{ rule: "ambiguous-date" }],
    pictures: { marked: `/api/resignations/anna/1/letters/${id(2)}/marked` },
  });
  expect(hr).toMatchObject({
    secondReading: { dropped: ["ground"] },
    asked: [{ model: "local" }],
    evidence: { end: { quote: "с 15 декабря" } },
    allowedActions: ["judge-resignation-letter"],
  });
  for (const userId of ["boris", "dan", "nora", "dora", "vera", "sam", "hrs", "acc", "aud", "adm", "nobody"])
    expect([userId, (await views.as(userId)(path)).status]).toEqual([userId, 404]);
});

test("the queue holds what waits for HR, of present letters, within reach; nobody judges their own", async () => {
  const queue = async (userId: string, query: string) => {
    const { status, body } = await views.as(userId)(`resignation-letters${query}`);
    return status === 200 ? body.items.map(({ letterId }: { letterId: string }) => letterId) : status;
  };
  expect(await queue("hr", "?waiting=true")).toEqual([id(2), id(4)]);
  expect(await queue("hr", "")).toEqual([id(1), id(2), id(3), id(4)]);
  expect(await queue("hrs", "")).toEqual([id(3)]);
  expect(await queue("anna", "")).toEqual([id(1), id(2)]);
  expect(await queue("adm", "")).toBe(403);
  const { body } = await views.as("hr")("resignation-letters?limit=2");
  expect(await queue("hr", `?limit=2&cursor=${body.next}`)).toEqual([id(3), id(4)]);
  const own = (await views.as("hr")(`resignation-letters/${id(4)}`)).body;
  expect(own).toMatchObject({ allowedActions: [], evidence: null, defects: [], flags: null });
});

test("labels say what was said and what would have been right, and nothing of the person", async () => {
  const { body } = await views.as("hr")("resignation-letter-labels");
  expect(body.items).toEqual([
    {
      id: id(3),
      said: { outcome: "human-review", rules: "resignation-letter-1", reading: "print-1" },
      expected: { outcome: "changes-needed", defects: ["signature-missing"] },
    },
  ]);
  expect((await views.as("anna")("resignation-letter-labels")).status).toBe(403);
});
