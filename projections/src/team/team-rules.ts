// The rules of units' teams, folded as the aggregate folds them.
import { teamRules as aggregate, teamRulesEvents, type BlackOut, type Minimum, type TeamRules } from "@tabel/domain";
import { type TeamRulesRow, teamRulesTable } from "@tabel/read-models";
import { projection } from "../engine/projection.js";

/** Rows hold what the aggregate holds, its days as plain text. Which black-outs were lifted is no reader's business. */
const stateOf = (row: TeamRulesRow | undefined): TeamRules => ({
  minimums: new Map((row?.minimums ?? []).map(({ position, dated }) => [position, dated as readonly Minimum[]])),
  blackOuts: new Map((row?.blackOuts ?? []).map((each) => [each.blackOutId, each as BlackOut])),
  lifted: new Set(),
});

export const teamRules = projection({
  name: "team-rules",
  version: 1,
  reads: teamRulesEvents,
  table: teamRulesTable,
  keys: (event) => [event.data.unitId],
  project: (row, event, { key }) => {
    const { minimums, blackOuts } = aggregate.evolve(stateOf(row), event);
    return {
      unitId: key,
      minimums: [...minimums].map(([position, dated]) => ({ position, dated })),
      blackOuts: [...blackOuts.values()],
    };
  },
});
