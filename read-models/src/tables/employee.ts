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
  /** Of the place entered for the latest day; `places` tells them by day. */
  readonly country: string;
  readonly timeZone: string;
  /** Of the present spell; `spells` has all. */
  readonly hiredOn: string;
  readonly lastDay: string | null;
  /** In the order of their first day, as the lists below. */
  readonly assignments: readonly { readonly from: string; readonly unitId: string; readonly position: string }[];
  readonly contracts: readonly {
    readonly kind: string;
    readonly from: string;
    readonly until: string | null;
    readonly probationUntil: string | null;
    readonly headOfOrganisation: boolean;
  }[];
  readonly schedules: readonly {
    readonly from: string;
    readonly code: string;
    /** Planned on average. */
    readonly weeklyMinutes: number;
  }[];
  /** From the first hire on; none overlaps another. The ground is for those who may see the history. */
  readonly spells: readonly {
    readonly hiredOn: string;
    readonly lastDay: string | null;
    readonly ground: string | null;
  }[];
  readonly places: readonly { readonly from: string; readonly country: string; readonly timeZone: string }[];
  readonly grades: readonly { readonly from: string; readonly grade: string }[];
  /** For those who may see pay; null where the person's data are erased. */
  readonly salaries: readonly {
    readonly from: string;
    readonly monthly: { readonly minor: number; readonly currency: string } | null;
  }[];
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
    spells: "jsonb",
    places: "jsonb",
    grades: "jsonb",
    salaries: "jsonb",
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
  /** The last day of employment in this unit; `infinity` while there is none, before `fromDate` where somebody left before. */
  readonly lastDate: string;
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
    lastDate: "date",
  },
  key: ["employeeId", "fromDate"],
};
