// The commands on one employment, from hiring to leaving.
import {
  AssignSchedule,
  assignSchedule,
  ConcludeContract,
  concludeContract,
  employee,
  employeeStream,
  HireEmployee,
  hireEmployee,
  RecordLeaving,
  recordLeaving,
  SetSalary,
  setSalary,
  TransferEmployee,
  transferEmployee,
  type EmployeeId,
} from "@tabel/domain";
import { command, noFacts, type Situation } from "../pipeline/command-row.js";
import { organisationOf } from "../rights/people.js";
import { allOf, holderOverEmployee, holderOverUnit } from "../rights/rights.js";

const ofEmployee = {
  stream: ({ employeeId }: { readonly employeeId: EmployeeId }) => employeeStream(employeeId),
  aggregate: employee,
};

const withOrganisation = async (situation: Situation<unknown>) => ({ organisation: await organisationOf(situation) });

export const employmentCommands = [
  command({
    ...ofEmployee,
    name: "hire-employee",
    says: "Begins an employment.",
    schema: HireEmployee,
    example: {
      employeeId: "e00017",
      fullName: { last: "Ivanova", first: "Anna", middle: null },
      email: "anna.ivanova@example.org",
      hiredOn: "2026-01-12",
      unitId: "u0042",
      position: "Teller",
      country: "RU",
      timeZone: "Europe/Moscow",
    },
    may: holderOverUnit("hr-officer", ({ unitId }: HireEmployee) => unitId),
    facts: withOrganisation,
    decide: hireEmployee,
    refusals: ["employee-exists", "unit-unknown"],
  }),
  command({
    ...ofEmployee,
    name: "conclude-contract",
    says: "Records a contract from a day on.",
    schema: ConcludeContract,
    example: {
      employeeId: "e00017",
      kind: "permanent",
      from: "2026-01-12",
      until: null,
      probationUntil: "2026-04-11",
    },
    may: holderOverEmployee("hr-officer"),
    facts: noFacts,
    decide: concludeContract,
    refusals: ["employee-unknown", "before-hire", "employee-left", "dates-reversed"],
  }),
  command({
    ...ofEmployee,
    name: "assign-schedule",
    says: "Assigns a work schedule from a day on: a known one by its code, or a cycle of minutes.",
    schema: AssignSchedule,
    example: { employeeId: "e00017", from: "2026-01-12", schedule: "five-day-40" },
    may: holderOverEmployee("hr-officer"),
    facts: noFacts,
    decide: assignSchedule,
    refusals: ["employee-unknown", "before-hire", "employee-left"],
  }),
  command({
    ...ofEmployee,
    name: "set-salary",
    says: "Sets the monthly salary from a day on, in minor units of a currency.",
    schema: SetSalary,
    example: { employeeId: "e00017", from: "2026-01-12", monthly: { minor: 9_500_000, currency: "RUB" } },
    may: holderOverEmployee("hr-officer"),
    facts: noFacts,
    decide: setSalary,
    refusals: ["employee-unknown", "before-hire", "employee-left"],
  }),
  command({
    ...ofEmployee,
    name: "transfer-employee",
    says: "Moves an employee to another unit or position from a day on.",
    schema: TransferEmployee,
    example: { employeeId: "e00017", from: "2026-06-01", unitId: "u0043", position: "Senior teller" },
    may: allOf(
      holderOverEmployee("hr-officer"),
      holderOverUnit("hr-officer", ({ unitId }: TransferEmployee) => unitId),
    ),
    facts: withOrganisation,
    decide: transferEmployee,
    refusals: ["employee-unknown", "before-hire", "employee-left", "unit-unknown"],
  }),
  command({
    ...ofEmployee,
    name: "record-leaving",
    says: "Ends an employment with its last day.",
    schema: RecordLeaving,
    example: { employeeId: "e00017", lastDay: "2026-09-30" },
    may: holderOverEmployee("hr-officer"),
    facts: noFacts,
    decide: recordLeaving,
    refusals: ["employee-unknown", "employee-left", "before-hire"],
  }),
];
