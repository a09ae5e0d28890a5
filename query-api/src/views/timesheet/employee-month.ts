// GET /employees/{employeeId}/months/{period}: a person's sheet and payroll hours of a month as they were known at an instant,
// worked out from the history by the domain's own functions (ADR 4), whatever stands in the views today.
import {
  EmployeeId,
  monthAsKnown,
  payrollHours,
  Period,
  sumsOf,
  timesheetMonth,
  workCalendar,
  type DayCell,
  type KnownMonth,
} from "@tabel/domain";
import { z } from "zod";
import { seesOfEmployee, unseen } from "../../access/see-employee.js";
import { view } from "../../http/view.js";
import { known } from "../../reading/known.js";
import { happeningsOf } from "../../reading/happenings.js";
import { Hours, hoursExample } from "../payroll/hours-of-person.js";

const ByCode = z.record(z.string(), z.number()).meta({ example: { Я: 20 } });
const Totals = z.object({ days: ByCode, minutes: ByCode });
const Sheet = z.object({
  unitId: z.string(),
  days: z.array(
    z.object({
      date: z.string().meta({ example: "2026-05-04" }),
      plannedMinutes: z.number(),
      codes: z.array(z.object({ code: z.string(), minutes: z.number() })),
    }),
  ),
  halves: z.tuple([Totals, Totals]),
  total: Totals,
});
const Figures = Hours.omit({ employeeId: true, name: true, unitId: true, period: true });

const { employeeId: _, name: __, unitId: ___, period: ____, ...figuresExample } = hoursExample;

/** The month in parts, one a unit. */
export const sheetsOf = (days: readonly DayCell[]): z.output<typeof Sheet>[] =>
  [...new Set(days.map(({ unitId }) => unitId))].map((unitId) => {
    const own = days.filter((day) => day.unitId === unitId);
    const { halves, total } = sumsOf(own);
    const copy = ({ days: byDay, minutes }: typeof total) => ({ days: { ...byDay }, minutes: { ...minutes } });
    return {
      unitId,
      days: own.map(({ date, plannedMinutes, codes }) => ({
        date,
        plannedMinutes,
        codes: codes.map(({ code, minutes }) => ({ code, minutes })),
      })),
      halves: [copy(halves[0]), copy(halves[1])],
      total: copy(total),
    };
  });

/** Of a closed period that was corrected since, the figures that it was paid by. */
export const figuresKnown = ({ timeline, posted, stood }: KnownMonth, period: Period) => {
  const found = stood === undefined ? payrollHours(timeline, period, workCalendar) : (stood ?? undefined);
  if (found === undefined) return null;
  const { normMinutes, workedMinutes, nightMinutes, overtimeFirstMinutes, overtimeFurtherMinutes, dayOffMinutes } =
    found;
  const { absentMinutes, days, lines } = found;
  const figures = {
    normMinutes,
    workedMinutes,
    nightMinutes,
    overtimeFirstMinutes,
    overtimeFurtherMinutes,
    dayOffMinutes,
    absentMinutes,
    days,
  };
  return {
    ...figures,
    lines: lines.map(({ facts: _behind, ...line }) => line),
    deltas: posted.map(({ postedIn: _where, lines: changed, ...delta }) => ({
      ...delta,
      lines: changed.map((line) => ({ ...line })),
    })),
  };
};

export const employeeMonth = view({
  path: "/employees/{employeeId}/months/{period}",
  id: "employeeMonth",
  summary: "An employee's sheet and payroll hours of a month, as they were known at an instant",
  description:
    "Follows from what had been recorded by `known`; of a period that was closed by then, from what had been recorded by its " +
    "closing. Payroll hours are shown to those who may see them.",
  params: z.strictObject({ employeeId: EmployeeId, period: Period }),
  query: z.strictObject({
    known,
  }),
  answer: z.object({
    employeeId: z.string(),
    period: z.string(),
    known: z.string().nullable(),
    status: z.enum(["not-open", "open", "closed"]).meta({ description: "Of the period, as known" }),
    sheets: z
      .array(Sheet)
      .meta({ description: "One for each unit that the person was in; none before the period is opened" }),
    hours: Figures.nullable().meta({ description: "Null for who may not see them, and for who was not employed" }),
  }),
  example: {
    employeeId: "e00017",
    period: "2026-05",
    known: "2026-05-20T09:30:00.000Z",
    status: "open",
    sheets: [
      {
        unitId: "u0042",
        days: [{ date: "2026-05-04", plannedMinutes: 480, codes: [{ code: "Я", minutes: 480 }] }],
        halves: [
          { days: { Я: 9 }, minutes: { Я: 4320 } },
          { days: { Я: 10 }, minutes: { Я: 4740 } },
        ],
        total: { days: { Я: 19 }, minutes: { Я: 9060 } },
      },
    ],
    hours: figuresExample,
  },
  shows: ({ employeeId, hours }) => ({ userIds: hours === null ? [] : [employeeId], what: "pay" }),
  reads: ["employee-history", "payroll-periods", "employees", "organisation"],
  read: async ({ params: { employeeId, period }, query: { known: at }, caller, views }) => {
    const sees = await seesOfEmployee(views, caller, employeeId, "see-timesheet", "see-payroll-hours");
    if (!sees["see-timesheet"]) throw unseen(employeeId);
    const month = monthAsKnown(period, await happeningsOf(views, employeeId, at), workCalendar);
    const asked = { employeeId, period, known: at ?? null, status: month.status };
    if (month.status === "not-open") return { ...asked, sheets: [], hours: null };
    return {
      ...asked,
      sheets: sheetsOf(timesheetMonth(month.timeline, period, workCalendar)?.days ?? []),
      hours: sees["see-payroll-hours"] ? figuresKnown(month, period) : null,
    };
  },
});
