// Deputies as rows that SQL can ask.
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { DeputyAppointed, DeputyDismissed, type DomainEvent } from "@tabel/domain";
import { deputies } from "./deputies.js";
import { recorded } from "../testing/recorded.js";
import { takeIn, testViews, type TestViews } from "../testing/views.js";

let views: TestViews;
beforeAll(async () => {
  views = await testViews();
});
afterAll(() => views.close());
beforeEach(() => views.empty([deputies]));

const appointed = (deputy: string, from: string, until: string | null, kinds: string[] | null = null) =>
  DeputyAppointed({ userId: "anna", deputy, from, until, kinds });
const dismissed = (deputy: string, on: string) => DeputyDismissed({ userId: "anna", deputy, on });

const rowsAfter = async (...events: DomainEvent[]) => {
  await takeIn(await views.train([deputies]), recorded(events), [...events.keys()]);
  return views.rows(
    `select deputy, place, from_date::text as from, until_date::text as until, kinds from views.deputy order by place`,
  );
};

test("each appointment is a row, with the day after its last and its kinds", async () => {
  const rows = await rowsAfter(
    appointed("vera", "2026-07-01", null),
    appointed("gleb", "2026-07-10", "2026-07-20", ["sick-leave", "annual-leave"]),
  );
  expect(rows).toEqual([
    { deputy: "vera", place: 0, from: "2026-07-01", until: "infinity", kinds: null },
    { deputy: "gleb", place: 1, from: "2026-07-10", until: "2026-07-21", kinds: ["sick-leave", "annual-leave"] },
  ]);
});

test("a dismissal ends the row, and takes one away that had not begun", async () => {
  const rows = await rowsAfter(
    appointed("vera", "2026-07-01", null),
    appointed("gleb", "2026-07-10", "2026-07-20"),
    dismissed("gleb", "2026-07-01"),
    dismissed("vera", "2026-07-15"),
  );
  expect(rows).toEqual([{ deputy: "vera", place: 0, from: "2026-07-01", until: "2026-07-15", kinds: null }]);
});
