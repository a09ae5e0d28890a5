// Units form one tree.
import type { LocalDate } from "@tabel/domain";
import type { RowOf } from "../files/organisation-files.js";
import type { ExistingOrganisation } from "./organisation-plan.js";
import type { TableRows } from "../files/read-tables.js";
import { Known, type RowCheck } from "./row-check.js";

export type KnownUnits = Known<{ readonly establishedOn: LocalDate }>;

type UnitRow = RowOf<"units">;

const oneRoot = (
  rows: readonly UnitRow[],
  faulty: number,
  existing: ExistingOrganisation,
  check: RowCheck,
): UnitRow[] => {
  const kept: UnitRow[] = [];
  let root = existing.rootId;
  for (const row of rows) {
    const { unit_id: id, parent_id: parent } = row.cells;
    if (parent === null && root !== undefined && root !== id)
      check.fault(
        row,
        "parent_id",
        "root-second",
        id,
        `${root} is the root already; write the unit that ${id} stands under`,
      );
    else {
      if (parent === null) root = id;
      kept.push(row);
    }
  }
  if (root === undefined && rows.length > 0 && faulty === 0)
    check.fault(null, "parent_id", "root-missing", "", "leave parent_id of one unit empty: it is the root of the tree");
  return kept;
};

/** Rows whose chain of parents ends at a unit that is known, parents first; cycles and what hangs on faulty rows are reported. */
const attached = (rows: readonly UnitRow[], units: KnownUnits, check: RowCheck): UnitRow[] => {
  const byId = new Map<string, UnitRow>(rows.map((row) => [row.cells.unit_id, row]));
  const ordered: UnitRow[] = [];
  const settled = new Set<string>();

  const leaveOut = (row: UnitRow) => {
    units.leaveOut(row.cells.unit_id, { file: check.file, line: row.line });
    settled.add(row.cells.unit_id);
  };

  for (const start of rows) {
    // Climb to the first unit whose fate is settled, then settle the way back down.
    const way: UnitRow[] = [];
    const onWay = new Set<string>();
    let row: UnitRow | undefined = start;
    while (row !== undefined && !settled.has(row.cells.unit_id) && !onWay.has(row.cells.unit_id)) {
      way.push(row);
      onWay.add(row.cells.unit_id);
      row = row.cells.parent_id === null ? undefined : byId.get(row.cells.parent_id);
    }
    if (row !== undefined && onWay.has(row.cells.unit_id)) {
      const cycle = way.slice(way.indexOf(row));
      const ids = cycle.map((unit) => unit.cells.unit_id);
      for (const [index, unit] of cycle.entries()) {
        const path = [...ids.slice(index), ...ids.slice(0, index), ids[index]].slice(0, 8).join(" → ");
        check.fault(
          unit,
          "parent_id",
          "unit-cycle",
          unit.cells.parent_id ?? "",
          `no unit can stand under itself (${path})`,
        );
        leaveOut(unit);
      }
    }
    for (const unit of way.reverse()) {
      const { unit_id: id, parent_id: parent, established_on: establishedOn } = unit.cells;
      if (settled.has(id)) continue;
      if (parent !== null && !check.refers(unit, "parent_id", parent, units, "unit-unknown")) leaveOut(unit);
      else {
        units.add(id, { establishedOn });
        settled.add(id);
        ordered.push(unit);
      }
    }
  }
  return ordered;
};

export const checkUnits = (
  { rows, faulty }: TableRows<"units">,
  existing: ExistingOrganisation,
  check: RowCheck,
): { units: KnownUnits; kept: UnitRow[] } => {
  const units: KnownUnits = new Known(existing.units);
  const seen = new Map<string, number>();
  const first = rows.filter((row) => check.isFirst(row, seen, row.cells.unit_id, "unit_id", row.cells.unit_id));
  for (const { line, cells } of faulty)
    if (cells.unit_id !== undefined && !seen.has(cells.unit_id))
      units.leaveOut(cells.unit_id, { file: check.file, line });
  const rooted = oneRoot(first, faulty.length, existing, check);
  const underRoot = new Set(rooted);
  for (const row of first)
    if (!underRoot.has(row)) units.leaveOut(row.cells.unit_id, { file: check.file, line: row.line });
  return { units, kept: attached(rooted, units, check) };
};
