// Employees, and in which unit each stood when.
import type { TableOf } from "../table.js";

export interface EmployeeRow {
  readonly employeeId: string;
  /** Names and e-mail are null once the person's key is destroyed. */
  readonly lastName: string | null;
  readonly firstName: string | null;
  readonly middleName: string | null;
  /** The whole name in lower case, for sorting and for search by its beginning; empty where there is no name. */
  readonly nameKey: string;
  readonly email: string | null;
  readonly country: string;
  readonly timeZone: string;
  readonly hiredOn: string;
  readonly lastDay: string | null;
  /** In the order of their first day, as the lists below. */
  readonly assignments: readonly { readonly from: string; readonly unitId: string; readonly position: string }[];
  readonly contracts: readonly {
    readonly kind: string;
    readonly from: string;
    readonly until: string | null;
    readonly probationUntil: string | null;
  }[];
  readonly schedules: readonly { readonly from: string; readonly code: string }[];
}

export const employeeTable: TableOf<EmployeeRow> = {
  name: "employee",
  columns: {
    employeeId: "text",
    lastName: "text",
    firstName: "text",
    middleName: "text",
    nameKey: "text",
    email: "text",
    country: "text",
    timeZone: "text",
    hiredOn: "date",
    lastDay: "date",
    assignments: "jsonb",
    contracts: "jsonb",
    schedules: "jsonb",
  },
  key: ["employeeId"],
};

export interface EmployeeUnitRow {
  readonly employeeId: string;
  readonly fromDate: string;
  readonly unitId: string;
  readonly position: string;
  /** The day after the last one in this unit; `infinity` while it is the last one. */
  readonly untilDate: string;
  /**
   * From when this row decides who may see the person: `-infinity` for the first, so that somebody not yet started has a
   * unit too. Exactly one row of a person holds on any day: seen_from <= day < until_date.
   */
  readonly seenFrom: string;
}

export const employeeUnitTable: TableOf<EmployeeUnitRow> = {
  name: "employee_unit",
  columns: {
    employeeId: "text",
    fromDate: "date",
    unitId: "text",
    position: "text",
    untilDate: "date",
    seenFrom: "date",
  },
  key: ["employeeId", "fromDate"],
};
