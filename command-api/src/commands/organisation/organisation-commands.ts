// The commands on the organisation: its units and their heads.
import {
  AppointHead,
  appointHead,
  DissolveUnit,
  dissolveUnit,
  EstablishUnit,
  establishUnit,
  MoveUnit,
  moveUnit,
  organisation,
  organisationStream,
  RenameUnit,
  renameUnit,
  VacateHead,
  vacateHead,
  employmentOf,
} from "@tabel/domain";
import { command, noFacts } from "../../pipeline/command-row.js";
import { anyOf } from "../../rights/right.js";
import { allOf, holderOverParent, holderOverUnit, theProcess } from "../../rights/rights.js";

const ofOrganisation = { stream: () => organisationStream, aggregate: organisation };

export const organisationCommands = [
  command({
    ...ofOrganisation,
    name: "establish-unit",
    says: "Adds a unit to the organisation's tree.",
    schema: EstablishUnit,
    example: { unitId: "u0042", name: "Private clients", parentId: "u0001", on: "2026-01-01" },
    may: holderOverUnit("hr-officer", ({ parentId }: EstablishUnit) => parentId),
    facts: noFacts,
    decide: establishUnit,
    refusals: ["unit-exists", "unit-cycle", "root-exists", "unit-unknown", "unit-dissolved"],
  }),
  command({
    ...ofOrganisation,
    name: "move-unit",
    says: "Puts a unit with all under it under another one, from a day on.",
    schema: MoveUnit,
    example: { unitId: "u0042", parentId: "u0002", from: "2026-07-01" },
    may: allOf(
      holderOverParent("hr-officer"),
      holderOverUnit("hr-officer", ({ parentId }: MoveUnit) => parentId),
    ),
    facts: noFacts,
    decide: moveUnit,
    refusals: ["unit-unknown", "unit-dissolved", "before-establishment", "unit-cycle"],
  }),
  command({
    ...ofOrganisation,
    name: "rename-unit",
    says: "Gives a unit another name from a day on.",
    schema: RenameUnit,
    example: { unitId: "u0042", name: "Private banking", from: "2026-07-01" },
    may: holderOverUnit("hr-officer", ({ unitId }: RenameUnit) => unitId),
    facts: noFacts,
    decide: renameUnit,
    refusals: ["unit-unknown", "unit-dissolved", "before-establishment"],
  }),
  command({
    ...ofOrganisation,
    name: "dissolve-unit",
    says: "Ends a unit. What stands under it, and whoever is left in it, comes under its successor.",
    schema: DissolveUnit,
    example: { unitId: "u0042", successorId: "u0043", on: "2026-07-01" },
    may: allOf(
      holderOverParent("hr-officer"),
      holderOverUnit("hr-officer", ({ successorId }: DissolveUnit) => successorId),
    ),
    facts: noFacts,
    decide: dissolveUnit,
    refusals: ["unit-unknown", "unit-dissolved", "before-establishment", "root-stays", "successor-below"],
  }),
  command({
    ...ofOrganisation,
    name: "appoint-head",
    says: "Makes an employee the head of a unit from a day on.",
    schema: AppointHead,
    example: { unitId: "u0042", employeeId: "e00017", from: "2026-02-01" },
    may: holderOverUnit("hr-officer", ({ unitId }: AppointHead) => unitId),
    facts: async (situation) => ({ employment: await employmentOf(situation, situation.data.employeeId) }),
    decide: appointHead,
    refusals: ["own-appointment", "unit-unknown", "unit-dissolved", "employee-unknown", "before-hire", "employee-left"],
  }),
  command({
    ...ofOrganisation,
    name: "vacate-head",
    says: "Leaves a unit without a head from a day on, until the next one is appointed.",
    schema: VacateHead,
    example: { unitId: "u0042", from: "2026-07-01" },
    may: anyOf<VacateHead>(
      theProcess("when-somebody-leaves-then-close-what-is-open"),
      holderOverUnit("hr-officer", ({ unitId }: VacateHead) => unitId),
    ),
    facts: noFacts,
    decide: vacateHead,
    refusals: ["unit-unknown", "unit-dissolved"],
  }),
];
