// The commands on the rules of a unit's team.
import {
  BlackOutDeclared,
  DeclareBlackOut,
  declareBlackOut,
  LiftBlackOut,
  liftBlackOut,
  SetMinimumStaffing,
  setMinimumStaffing,
  teamRules,
  teamRulesStream,
  type UnitId,
  organisationOf,
} from "@tabel/domain";
import { command, noFacts, type Situation } from "../../pipeline/command-row.js";
import { employerOfUnit } from "../../rights/employer.js";

const ofUnit = {
  stream: ({ unitId }: { readonly unitId: UnitId }) => teamRulesStream(unitId),
  aggregate: teamRules,
};

const inOrganisation = async (situation: Situation<unknown>) => ({ organisation: await organisationOf(situation) });

export const teamCommands = [
  command({
    ...ofUnit,
    name: "set-minimum-staffing",
    says: "Says how many of a unit, or of a position in it, must be there from a day on; 0 ends the rule.",
    schema: SetMinimumStaffing,
    example: { unitId: "u0042", position: "Кассир", from: "2026-12-01", minimum: 2, effect: "block" },
    may: employerOfUnit,
    facts: inOrganisation,
    decide: setMinimumStaffing,
    refusals: ["unit-unknown", "unit-dissolved", "too-many-rules"],
  }),
  command({
    ...ofUnit,
    name: "declare-black-out",
    says: "Declares days on which nobody of a unit, or of any unit under it, should be away.",
    schema: DeclareBlackOut,
    example: {
      unitId: "u0042",
      from: "2026-12-28",
      to: "2026-12-31",
      kinds: ["annual-leave"],
      effect: "block",
      reason: "Закрытие года",
    },
    may: employerOfUnit,
    facts: inOrganisation,
    decide: declareBlackOut,
    makes: { blackOutId: { schema: BlackOutDeclared.schema.shape.blackOutId, of: ({ meta }) => meta.newId } },
    refusals: ["unit-unknown", "unit-dissolved", "dates-reversed", "span-too-long", "kind-unknown", "too-many-rules"],
  }),
  command({
    ...ofUnit,
    name: "lift-black-out",
    says: "Takes a black-out back.",
    schema: LiftBlackOut,
    example: { unitId: "u0042", blackOutId: "3f0c0a52-6a55-5f0e-9d1c-5a6f0d3b8a11" },
    may: employerOfUnit,
    facts: noFacts,
    decide: liftBlackOut,
    refusals: ["black-out-unknown"],
  }),
];
