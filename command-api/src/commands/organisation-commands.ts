// The commands on the organisation.
import {
  AppointHead,
  appointHead,
  EstablishUnit,
  establishUnit,
  organisation,
  organisationStream,
} from "@tabel/domain";
import { command, noFacts } from "../pipeline/command-row.js";
import { employmentOf } from "../rights/people.js";
import { holderOverUnit } from "../rights/rights.js";

export const organisationCommands = [
  command({
    name: "establish-unit",
    says: "Adds a unit to the organisation's tree.",
    schema: EstablishUnit,
    example: { unitId: "u0042", name: "Private clients", parentId: "u0001", on: "2026-01-01" },
    may: holderOverUnit("hr-officer", ({ parentId }: EstablishUnit) => parentId),
    stream: () => organisationStream,
    aggregate: organisation,
    facts: noFacts,
    decide: establishUnit,
    refusals: ["unit-exists", "unit-cycle", "root-exists", "unit-unknown"],
  }),
  command({
    name: "appoint-head",
    says: "Makes an employee the head of a unit from a day on.",
    schema: AppointHead,
    example: { unitId: "u0042", employeeId: "e00017", from: "2026-02-01" },
    may: holderOverUnit("hr-officer", ({ unitId }: AppointHead) => unitId),
    stream: () => organisationStream,
    aggregate: organisation,
    facts: async (situation) => ({ employment: await employmentOf(situation, situation.data.employeeId) }),
    decide: appointHead,
    refusals: ["unit-unknown", "employee-unknown", "before-hire", "employee-left"],
  }),
];
