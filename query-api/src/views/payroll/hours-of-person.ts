// How a person's payroll hours of a period are shown: figures, lines with their calculation, and what is posted for closed periods.
import { payrollHoursTable, selectList, type PayrollHoursRow } from "@tabel/read-models";
import { z } from "zod";
import { sql, verbatim } from "../../reading/sql.js";
import { nameColumns, nameOf, PersonName, type NameColumns } from "../employee/person.js";

const ByCode = z.record(z.string(), z.number());
const Minutes = z.number().meta({ example: 9060 });

export const Rate = z.object({
  category: z.string().meta({
    description:
      "salary, allowance, within-norm, overtime-first, overtime-further, day-off, single, lieu-unused or night",
    example: "salary",
  }),
  code: z.string().nullable().meta({ description: "Of an allowance" }),
  percent: z.number().meta({ description: "Of the hourly rate", example: 100 }),
  minutes: Minutes,
  normMinutes: Minutes.meta({ description: "The divisor: the whole norm of the month for the person's own schedule" }),
  monthly: z.object({ minor: z.number(), currency: z.string() }),
  amountMinor: z.number().meta({
    description: "monthly × percent × minutes ÷ norm, in minor units, rounded half up once",
    example: 6_357_616,
  }),
});

const figures = {
  workedMinutes: Minutes,
  nightMinutes: z.number().meta({ example: 0 }),
  overtimeFirstMinutes: z.number().meta({ description: "At the first rate", example: 120 }),
  overtimeFurtherMinutes: z.number().meta({ example: 0 }),
  dayOffMinutes: z.number().meta({ description: "Worked on days off and public holidays", example: 0 }),
  absentMinutes: ByCode.meta({ description: "Planned minutes not worked, by code; never added to worked hours" }),
};

const Delta = z.object({
  of: z.string().meta({ description: "The closed period that it is for", example: "2026-04" }),
  fact: z.string().meta({ description: "Position of the event that it follows from", example: "48213" }),
  ...figures,
  lines: z.array(Rate),
});

export const Hours = z.object({
  employeeId: z.string(),
  name: PersonName,
  unitId: z.string(),
  period: z.string(),
  normMinutes: Minutes.meta({ description: "Whole norm of the month for the person's own schedule" }),
  ...figures,
  days: ByCode.meta({ description: "Days by code" }),
  lines: z.array(Rate),
  deltas: z.array(Delta).meta({ description: "What is posted here for periods that were closed before" }),
});

export const hoursExample: z.input<typeof Hours> = {
  employeeId: "e00017",
  name: "Иванова Анна Петровна",
  unitId: "u0042",
  period: "2026-05",
  normMinutes: 9060,
  workedMinutes: 4800,
  nightMinutes: 0,
  overtimeFirstMinutes: 0,
  overtimeFurtherMinutes: 0,
  dayOffMinutes: 0,
  absentMinutes: { ОТ: 4260 },
  days: { Я: 10, ОТ: 13, В: 8 },
  lines: [
    {
      category: "salary",
      code: null,
      percent: 100,
      minutes: 4800,
      normMinutes: 9060,
      monthly: { minor: 12_000_000, currency: "RUB" },
      amountMinor: 6_357_616,
    },
  ],
  deltas: [],
};

export type HoursRow = PayrollHoursRow & NameColumns;

export const hours = (row: HoursRow) => ({
  employeeId: row.employeeId,
  name: nameOf(row),
  unitId: row.unitId,
  period: row.period,
  normMinutes: row.normMinutes,
  workedMinutes: row.workedMinutes,
  nightMinutes: row.nightMinutes,
  overtimeFirstMinutes: row.overtimeFirstMinutes,
  overtimeFurtherMinutes: row.overtimeFurtherMinutes,
  dayOffMinutes: row.dayOffMinutes,
  absentMinutes: row.absentMinutes,
  days: row.days,
  lines: row.lines.map(({ facts: _facts, ...line }) => line),
  deltas: row.deltas,
});

export const hoursColumns = sql`${verbatim(selectList(payrollHoursTable, "hours"))}, ${nameColumns}`;
export const hoursRows = sql`views.payroll_hours hours join views.employee on employee.employee_id = hours.employee_id`;
export const ofTheHours = { employee: sql`hours.employee_id`, unit: sql`hours.unit_id` };
export const hoursReads = ["time-accounts", "payroll-periods", "employees", "organisation"];
