// Units with their place in the tree, and who heads each of them when.
import { UnitEstablished, UnitHeadAppointed, withEntry } from "@tabel/domain";
import { type UnitHeadRow, unitHeadTable, type UnitRow, unitTable } from "@tabel/read-models";
import { clear, projection, put } from "./engine/projection.js";

/** The parent of each unit. */
type Tree = Readonly<Record<string, string | null>>;

const pathOf = (tree: Tree, unitId: string): string[] => {
  const path: string[] = [];
  for (let unit: string | null = unitId; unit !== null; unit = tree[unit] ?? null) path.unshift(unit);
  return path;
};

const endless = "infinity";

/** Each appointment holds until the next one; of two on one day the later recorded holds. */
const headRows = ({ unitId, heads }: UnitRow): UnitHeadRow[] =>
  heads.map(({ employeeId, from }, index) => ({
    unitId,
    fromDate: from,
    untilDate: heads[index + 1]?.from ?? endless,
    employeeId,
  }));

export const organisation = projection({
  name: "organisation",
  version: 1,
  reads: [UnitEstablished, UnitHeadAppointed],
  table: unitTable,
  keys: (event) => [event.data.unitId],
  shared: {
    initial: {} as Tree,
    evolve: (tree, event) =>
      event.type === "UnitEstablished" ? { ...tree, [event.data.unitId]: event.data.parentId } : tree,
  },
  project: (unit, event, { shared: tree }) => {
    switch (event.type) {
      case "UnitEstablished":
        return {
          unitId: event.data.unitId,
          name: event.data.name,
          parentId: event.data.parentId,
          path: pathOf(tree, event.data.unitId),
          establishedOn: event.data.on,
          heads: unit?.heads ?? [],
        };
      case "UnitHeadAppointed": {
        if (unit === undefined) throw new Error("a head is appointed to a unit that was never established");
        const { employeeId, from } = event.data;
        return { ...unit, heads: withEntry(unit.heads, { employeeId, from }) };
      }
    }
  },
  derives: [unitHeadTable],
  derive: ({ key, before, after }) => {
    if (after === undefined || before?.heads === after.heads) return [];
    return [clear(unitHeadTable, { unitId: key }), ...headRows(after).map((row) => put(unitHeadTable, row))];
  },
});
