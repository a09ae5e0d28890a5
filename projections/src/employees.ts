// Employees: names, contracts, schedules, and in which unit each stood when.
import {
  ContractConcluded,
  EmployeeHired,
  EmployeeLeft,
  EmployeeTransferred,
  type FullName,
  ScheduleAssigned,
  withEntry,
} from "@tabel/domain";
import { type EmployeeRow, employeeTable, type EmployeeUnitRow, employeeUnitTable } from "@tabel/read-models";
import { clear, projection, put } from "./engine/projection.js";

/** Null once the person's key is destroyed: the log then has no name to give. */
const nameColumns = (fullName: FullName | null) => ({
  lastName: fullName?.last ?? null,
  firstName: fullName?.first ?? null,
  middleName: fullName?.middle ?? null,
  nameKey: [fullName?.last, fullName?.first, fullName?.middle].filter(Boolean).join(" ").toLowerCase(),
});

const unitRows = ({ employeeId, assignments }: EmployeeRow): EmployeeUnitRow[] =>
  assignments.map(({ from, unitId, position }, index) => ({
    employeeId,
    fromDate: from,
    unitId,
    position,
    untilDate: assignments[index + 1]?.from ?? "infinity",
    seenFrom: index === 0 ? "-infinity" : from,
  }));

export const employees = projection({
  name: "employees",
  version: 1,
  reads: [EmployeeHired, ContractConcluded, ScheduleAssigned, EmployeeTransferred, EmployeeLeft],
  table: employeeTable,
  keys: (event) => [event.data.employeeId],
  project: (employee, event) => {
    if (event.type === "EmployeeHired") {
      const { employeeId, fullName, email, country, timeZone, hiredOn, unitId, position } = event.data;
      return {
        employeeId,
        ...nameColumns(fullName),
        email,
        country,
        timeZone,
        hiredOn,
        lastDay: null,
        assignments: [{ from: hiredOn, unitId, position }],
        contracts: [],
        schedules: [],
      };
    }
    if (employee === undefined) throw new Error("a fact about somebody who was never hired");
    switch (event.type) {
      case "ContractConcluded": {
        const { kind, from, until, probationUntil } = event.data;
        return { ...employee, contracts: withEntry(employee.contracts, { kind, from, until, probationUntil }) };
      }
      case "ScheduleAssigned": {
        const { from, schedule } = event.data;
        return { ...employee, schedules: withEntry(employee.schedules, { from, code: schedule.code }) };
      }
      case "EmployeeTransferred": {
        const { from, unitId, position } = event.data;
        return { ...employee, assignments: withEntry(employee.assignments, { from, unitId, position }) };
      }
      case "EmployeeLeft":
        return { ...employee, lastDay: event.data.lastDay };
    }
  },
  derives: [employeeUnitTable],
  derive: ({ key, before, after }) => {
    if (after === undefined || before?.assignments === after.assignments) return [];
    return [
      clear(employeeUnitTable, { employeeId: key }),
      ...unitRows(after).map((row) => put(employeeUnitTable, row)),
    ];
  },
});
