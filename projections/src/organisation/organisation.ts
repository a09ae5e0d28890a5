// Units with their places in the tree, and who heads each of them, by date.
import {
  type LocalDate,
  UnitDissolved,
  UnitEstablished,
  UnitHeadAppointed,
  UnitHeadVacated,
  UnitMoved,
  UnitRenamed,
  withEntry,
} from "@tabel/domain";
import {
  type UnitHeadRow,
  unitHeadTable,
  type UnitPathRow,
  unitPathTable,
  type UnitRow,
  unitTable,
} from "@tabel/read-models";
import { clear, everyone, type EventsOf, projection, put } from "../engine/projection.js";

const reads = [UnitEstablished, UnitMoved, UnitRenamed, UnitDissolved, UnitHeadAppointed, UnitHeadVacated] as const;
type UnitEvent = EventsOf<typeof reads>;

interface Placing {
  readonly from: string;
  readonly parentId: string | null;
}
/** The parents of each unit, in the order of their first days. */
type Tree = Readonly<Record<string, readonly Placing[]>>;

const endless = "infinity";
/** Before the establishment a unit has its first place, as in the domain. */
const always = "-infinity";

const growTree = (tree: Tree, event: UnitEvent): Tree => {
  const { unitId } = event.data;
  const own = tree[unitId] ?? [];
  switch (event.type) {
    case "UnitEstablished":
      return { ...tree, [unitId]: [{ from: event.data.on, parentId: event.data.parentId }] };
    case "UnitMoved":
      return { ...tree, [unitId]: withEntry(own, { from: event.data.from, parentId: event.data.parentId }) };
    case "UnitDissolved": {
      const { on, successorId } = event.data;
      return {
        ...tree,
        [unitId]: withEntry(
          own.filter(({ from }) => from < on),
          { from: on, parentId: successorId },
        ),
      };
    }
    default:
      return tree;
  }
};

const parentOn = (placings: readonly Placing[], on: string): string | null =>
  (placings.findLast(({ from }) => from <= on) ?? placings[0])?.parentId ?? null;

/** The unit last. A unit that is met twice ends the path: no decision makes one, and a row must never hang. */
const pathOn = (tree: Tree, unitId: string, on: string): string[] => {
  const path: string[] = [];
  for (let unit: string | null = unitId; unit !== null && !path.includes(unit);) {
    path.unshift(unit);
    unit = parentOn(tree[unit] ?? [], on);
  }
  return path;
};

/** The days on which the way up from a unit can change: those of the unit and of all that were ever above it. */
const turningDays = (tree: Tree, unitId: string): string[] => {
  const met = new Set<string>([unitId]);
  const days = new Set<string>();
  for (const unit of met)
    for (const { from, parentId } of tree[unit] ?? []) {
      days.add(from);
      if (parentId !== null) met.add(parentId);
    }
  return [...days].sort();
};

const pathRows = (tree: Tree, unitId: string): UnitPathRow[] => {
  const rows: { unitId: string; fromDate: string; untilDate: string; path: string[] }[] = [];
  for (const day of turningDays(tree, unitId)) {
    const path = pathOn(tree, unitId, day);
    const latest = rows.at(-1);
    if (latest?.path.join("/") === path.join("/")) continue; // identifiers have no slash
    if (latest !== undefined) latest.untilDate = day;
    rows.push({ unitId, fromDate: latest === undefined ? always : day, untilDate: endless, path });
  }
  return rows;
};

/** Each appointment holds until the next one or a vacancy; of two on one day the later recorded holds. */
const headRows = ({ unitId, heads }: UnitRow): UnitHeadRow[] =>
  heads.flatMap(({ employeeId, from }, index) =>
    employeeId === null ? [] : [{ unitId, fromDate: from, untilDate: heads[index + 1]?.from ?? endless, employeeId }],
  );

const own = (unit: UnitRow, event: UnitEvent): UnitRow => {
  switch (event.type) {
    case "UnitEstablished":
    case "UnitMoved":
      return unit;
    case "UnitRenamed": {
      const names = withEntry(unit.names, { from: event.data.from, name: event.data.name });
      return { ...unit, names, name: names.at(-1)?.name ?? unit.name };
    }
    case "UnitHeadAppointed":
    case "UnitHeadVacated": {
      const employeeId = event.type === "UnitHeadAppointed" ? event.data.employeeId : null;
      return { ...unit, heads: withEntry(unit.heads, { employeeId, from: event.data.from }) };
    }
    case "UnitDissolved": {
      const { on } = event.data;
      const heads = withEntry(
        unit.heads.filter(({ from }) => from < on),
        { employeeId: null, from: on },
      );
      return { ...unit, heads, dissolvedOn: on };
    }
  }
};

const samePath = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((unit, index) => unit === b[index]);

/** A move changes the path of every unit under the one that is moved. */
const movesOthers = ({ type }: UnitEvent): boolean => type === "UnitMoved" || type === "UnitDissolved";

const LATEST = "9999-12-31" as LocalDate;

export const organisation = projection({
  name: "organisation",
  version: 2,
  reads,
  table: unitTable,
  keys: (event) => (movesOthers(event) ? everyone : [event.data.unitId]),
  shared: { initial: {} as Tree, evolve: growTree },
  project: (row, event, { key, shared: tree }) => {
    const path = pathOn(tree, key, LATEST);
    const parentId = path.at(-2) ?? null;
    if (event.type === "UnitEstablished") {
      const { unitId, name, on } = event.data;
      const names = [{ from: on, name }];
      return { unitId, name, parentId, path, establishedOn: on, heads: row?.heads ?? [], names, dissolvedOn: null };
    }
    if (row === undefined) throw new Error("a fact about a unit that was never established");
    const unit = event.data.unitId === key ? own(row, event) : row;
    return samePath(unit.path, path) ? unit : { ...unit, path, parentId };
  },
  derives: [unitHeadTable, unitPathTable],
  derive: ({ key, before, after, events, shared: tree }) => {
    if (after === undefined) return [];
    const headed = before?.heads === after.heads;
    const placed = events.some((event) => event.type === "UnitEstablished" || movesOthers(event));
    return [
      ...(headed ? [] : [clear(unitHeadTable, { unitId: key })]),
      ...(placed ? [clear(unitPathTable, { unitId: key })] : []),
      ...(headed ? [] : headRows(after).map((row) => put(unitHeadTable, row))),
      ...(placed ? pathRows(tree, key).map((row) => put(unitPathTable, row)) : []),
    ];
  },
});
