// Views and projections meet only in the database; what both call by name must be the same name.
import { allProjections } from "@tabel/projections";
import { allViews } from "@tabel/query-api";
import { expect, test } from "@jest/globals";

test("every view waits for projections that there are", () => {
  const written = new Set(allProjections.map(({ name }) => name));
  const unknown = allViews.flatMap(({ path, reads }) =>
    reads.filter((name) => !written.has(name)).map((name) => `${path} reads ${name}`),
  );
  expect(unknown).toEqual([]);
});
