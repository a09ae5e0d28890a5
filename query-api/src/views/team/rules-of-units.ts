// The rules that hold in a unit: its own minimums, and the black-outs of it and of every unit above it.
import { localDate, type BlackOut, type TeamRules } from "@tabel/domain";
import type { BlackOutOfUnit, TeamRulesRow } from "@tabel/read-models";
import { sql } from "../../reading/sql.js";
import type { Views } from "../../reading/views.js";

export interface RulesOfUnit {
  readonly rules: Pick<TeamRules, "minimums">;
  /** With the unit that declared each. */
  readonly blackOuts: readonly (BlackOut & { readonly unitId: string })[];
}

const blackOutOf = (unitId: string, row: BlackOutOfUnit) => ({
  ...row,
  unitId,
  from: localDate(row.from),
  to: localDate(row.to),
});

/** @param path the unit and every unit above it, the root first */
export const rulesOfUnit = async (views: Views, path: readonly string[]): Promise<RulesOfUnit> => {
  const rows = await views.rows<TeamRulesRow>(sql`
    select unit_id as "unitId", minimums, black_outs as "blackOuts" from views.team_rules where unit_id = any(${path}::text[])`);
  const own = rows.find(({ unitId }) => unitId === path.at(-1));
  return {
    rules: {
      minimums: new Map(
        (own?.minimums ?? []).map(({ position, dated }) => [
          position,
          dated.map((each) => ({ ...each, from: localDate(each.from) })),
        ]),
      ),
    },
    blackOuts: rows.flatMap(({ unitId, blackOuts }) => blackOuts.map((each) => blackOutOf(unitId, each))),
  };
};
