// One employee: hired, contracted, scheduled, paid, as the plan wants it.
import {
  assignSchedule,
  concludeContract,
  employee,
  employeeStream,
  hireEmployee,
  setSalary,
  type EmployeeEvent,
  type Employment,
  type Organisation,
} from "@tabel/domain";
import { minorDigits, readDecimal } from "../files/money.js";
import type { RowOf } from "../files/organisation-files.js";
import type { EmployeePlan } from "../checks/organisation-plan.js";
import { sourceRow } from "./organisation-work.js";
import type { Step, StreamWork } from "./stream-work.js";

type EmployeeStep = Step<Employment | undefined, EmployeeEvent>;

const hireStep = (row: RowOf<"employees">, organisation: Organisation): EmployeeStep => {
  const cells = row.cells;
  const data = {
    employeeId: cells.employee_id,
    fullName: { last: cells.last_name, first: cells.first_name, middle: cells.middle_name },
    email: cells.email,
    hiredOn: cells.hired_on,
    unitId: cells.unit_id,
    position: cells.position,
    country: cells.country,
    timeZone: cells.time_zone,
  };
  return {
    row: sourceRow("employees", row),
    decisions: [(meta, state) => hireEmployee({ data, meta }, state, { organisation })],
  };
};

const contractStep = (row: RowOf<"contracts">): EmployeeStep => {
  const { employee_id: employeeId, kind, from, until, probation_until: probationUntil } = row.cells;
  const data = { employeeId, kind, from, until, probationUntil, headOfOrganisation: false };
  return { row: sourceRow("contracts", row), decisions: [(meta, state) => concludeContract({ data, meta }, state)] };
};

const scheduleStep = (row: RowOf<"schedules">): EmployeeStep => {
  const { employee_id: employeeId, from, schedule } = row.cells;
  return {
    row: sourceRow("schedules", row),
    decisions: [(meta, state) => assignSchedule({ data: { employeeId, from, schedule }, meta }, state)],
  };
};

const salaryStep = (row: RowOf<"salaries">): EmployeeStep => {
  const { employee_id: employeeId, from, monthly: amount, currency } = row.cells;
  // The check has seen that the amount is one of this currency.
  const monthly = { minor: readDecimal(amount, minorDigits(currency)) ?? 0, currency };
  return {
    row: sourceRow("salaries", row),
    decisions: [(meta, state) => setSalary({ data: { employeeId, from, monthly }, meta }, state)],
  };
};

export const employeeWork = (
  plan: EmployeePlan,
  organisation: Organisation,
): StreamWork<Employment | undefined, EmployeeEvent> => ({
  stream: employeeStream(plan.employeeId),
  fold: employee,
  steps: [
    ...(plan.hire === null ? [] : [hireStep(plan.hire, organisation)]),
    ...plan.contracts.map(contractStep),
    ...plan.schedules.map(scheduleStep),
    ...plan.salaries.map(salaryStep),
  ],
});
