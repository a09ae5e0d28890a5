// GET /employees/{employeeId}/days/{date}/explain: why a day's cell in the timesheet says what it says.
import { cellSources, EmployeeId, explainCell, LocalDate, monthAsKnown, periodOf, workCalendar } from "@tabel/domain";
import { z } from "zod";
import { seesOfEmployee, unseen } from "../../access/see-employee.js";
import { view } from "../../http/view.js";
import { known } from "../../reading/known.js";
import { FactBehind, factExample, factsBehind, Positions } from "../../reading/facts-behind.js";
import { happeningsOf } from "../../reading/happenings.js";

const Cell = z.object({
  unitId: z.string(),
  plannedMinutes: z.number().meta({ description: "By schedule and calendar, before absences", example: 480 }),
  nightMinutes: z.number(),
  dayKind: z.string().meta({ description: "What the work calendar makes of the day", example: "working" }),
  schedule: z.object({
    code: z.string().meta({ example: "five-day-40" }),
    fact: z.string().meta({ description: "Position of the event that assigned it; of the hire where none did" }),
  }),
  codes: z.array(
    z.object({
      code: z.string().meta({ example: "ОТ" }),
      minutes: z.number(),
      from: z.enum(cellSources).meta({ description: "What gave the code" }),
      facts: Positions,
    }),
  ),
});

export const dayExplained = view({
  path: "/employees/{employeeId}/days/{date}/explain",
  id: "timesheetDayExplained",
  summary: "Why a day's cell in the timesheet says what it says",
  description:
    "For each code whether schedule, calendar, an absence, approved work or a recorded deviation gave it, with the events. Of a " +
    "closed period it is what was known at its closing, as its sheet.",
  params: z.strictObject({ employeeId: EmployeeId, date: LocalDate }),
  query: z.strictObject({
    known,
  }),
  answer: z.object({
    employeeId: z.string(),
    date: z.string(),
    known: z.string().nullable(),
    status: z.enum(["not-open", "open", "closed"]).meta({ description: "Of the period, as known" }),
    cell: Cell.nullable().meta({ description: "Null on a day without employment, and before the period is opened" }),
    facts: z.array(FactBehind),
  }),
  example: {
    employeeId: "e00017",
    date: "2026-05-04",
    known: null,
    status: "open",
    cell: {
      unitId: "u0042",
      plannedMinutes: 480,
      nightMinutes: 0,
      dayKind: "working",
      schedule: { code: "five-day-40", fact: "1203" },
      codes: [{ code: "ОТ", minutes: 0, from: "absence", facts: ["48213"] }],
    },
    facts: [factExample],
  },
  reads: ["employee-history", "payroll-periods", "employees", "organisation"],
  read: async ({ params: { employeeId, date }, query: { known: at }, caller, views }) => {
    const sees = await seesOfEmployee(views, caller, employeeId, "see-timesheet", "see-absence-kind");
    if (!sees["see-timesheet"] || !sees["see-absence-kind"]) throw unseen(employeeId);
    const { status, timeline } = monthAsKnown(periodOf(date), await happeningsOf(views, employeeId, at), workCalendar);
    // Without a sheet there is no cell; its year's calendar need not be loaded either.
    const found = status === "not-open" ? undefined : explainCell(timeline, date, workCalendar);
    const asked = { employeeId, date, known: at ?? null, status };
    if (found === undefined) return { ...asked, cell: null, facts: [] };
    const { unitId, plannedMinutes, nightMinutes, dayKind, schedule } = found;
    const codes = found.codes.map((entry) => ({ ...entry, facts: [...entry.facts] }));
    const facts = await factsBehind(views, employeeId, [schedule.fact, ...codes.flatMap((entry) => entry.facts)]);
    return { ...asked, cell: { unitId, plannedMinutes, nightMinutes, dayKind, schedule, codes }, facts };
  },
});
