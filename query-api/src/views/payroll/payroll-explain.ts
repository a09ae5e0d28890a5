// GET /payroll-hours/{employeeId}/{period}/explain: every figure with its calculation and the events behind it.
import { EmployeeId, figureSources, monthAsKnown, Period, workCalendar, type FigureSources } from "@tabel/domain";
import { platformProblems, Problem, reachOf } from "@tabel/platform";
import { z } from "zod";
import { withinReach } from "../../access/reach.js";
import { nothing, view } from "../../http/view.js";
import { FactBehind, factExample, factsBehind, Positions } from "../../reading/facts-behind.js";
import { happeningsOf } from "../../reading/happenings.js";
import { sql } from "../../reading/sql.js";
import { hoursColumns, hoursReads, hoursRows, type HoursRow, ofTheHours, Rate } from "./hours-of-person.js";
import { periodProblems, requireOpened } from "./periods.js";

const Explained = z.object({
  figure: z.string().meta({ description: "`salary`, `absent ОТ`, `2026-04 salary` for a delta", example: "salary" }),
  calculation: z.string().meta({ example: "12000000 × 100 % × 4800 min ÷ 9060 min = 6357616" }),
  facts: Positions,
});

type Line = z.output<typeof Rate>;

const calculation = ({ monthly, percent, minutes, normMinutes, amountMinor }: Line): string =>
  `${monthly.minor} × ${percent} % × ${minutes} min ÷ ${normMinutes} min = ${amountMinor}`;

const figureOf = ({ category, code }: Line): string => (code === null ? category : `${category} ${code}`);

const minuteFigures = [
  "workedMinutes",
  "nightMinutes",
  "overtimeFirstMinutes",
  "overtimeFurtherMinutes",
  "dayOffMinutes",
] as const;
type MinuteFigure = (typeof minuteFigures)[number];

const linesOf = (row: HoursRow, ...categories: readonly string[]): string[] => [
  ...new Set(row.lines.flatMap(({ category, facts }) => (categories.includes(category) ? facts : []))),
];

/** The norm and what was worked stand in no line: their facts follow from the person's history. */
const outsideLines = (row: HoursRow, sources: FigureSources | undefined): z.output<typeof Explained>[] => {
  if (row.normMinutes === 0 && sources === undefined) return [];
  const lessInLieu = sources?.norm.lessDaysInLieu === true ? ", less days in lieu" : "";
  const by = sources === undefined ? "" : `schedule ${sources.norm.schedule}, calendar of ${sources.norm.country}`;
  const codes = Object.entries(sources?.worked.minutesByCode ?? {});
  const sum = codes.reduce((total, [, minutes]) => total + minutes, 0);
  // What was paid stands also where today's count of the same days is another one.
  const counted = sum === row.workedMinutes && codes.length > 0;
  const worked = counted ? codes.map(([code, minutes]) => `${code} ${minutes} min`).join(" + ") : "as it was posted";
  const figure = (name: MinuteFigure, ...categories: readonly string[]) =>
    row[name] === 0
      ? []
      : { figure: name, calculation: `worked under these rates: ${row[name]} min`, facts: linesOf(row, ...categories) };
  return [
    {
      figure: "normMinutes",
      calculation: `${by}${lessInLieu}: ${row.normMinutes} min`,
      facts: [...(sources?.norm.facts ?? [])],
    },
    {
      figure: "workedMinutes",
      calculation: `${worked} = ${row.workedMinutes} min`,
      facts: [...(sources?.worked.facts ?? [])],
    },
    ...[
      figure("nightMinutes", "night"),
      figure("overtimeFirstMinutes", "overtime-first", "single"),
      figure("overtimeFurtherMinutes", "overtime-further", "single"),
      figure("dayOffMinutes", "day-off", "single"),
    ].flat(),
  ];
};

const explained = (row: HoursRow, sources: FigureSources | undefined): z.output<typeof Explained>[] => [
  ...outsideLines(row, sources),
  ...row.lines.map((line) => ({ figure: figureOf(line), calculation: calculation(line), facts: [...line.facts] })),
  ...Object.entries(row.absentMinutes).map(([code, minutes]) => ({
    figure: `absent ${code}`,
    calculation: `planned and not worked: ${minutes} min`,
    facts: [...(row.absentFacts[code] ?? [])],
  })),
  ...row.deltas.flatMap(({ of, fact, lines, absentMinutes, ...delta }) => [
    ...minuteFigures.flatMap((name) =>
      delta[name] === 0
        ? []
        : {
            figure: `${of} ${name}`,
            calculation: `recalculated less posted before: ${delta[name]} min`,
            facts: [fact],
          },
    ),
    ...lines.map((line) => ({
      figure: `${of} ${figureOf(line)}`,
      calculation: `recalculated less posted before: ${line.minutes} min, ${line.amountMinor}`,
      facts: [fact],
    })),
    ...Object.entries(absentMinutes).map(([code, minutes]) => ({
      figure: `${of} absent ${code}`,
      calculation: `recalculated less posted before: ${minutes} min`,
      facts: [fact],
    })),
  ]),
];

export const payrollExplained = view({
  path: "/payroll-hours/{employeeId}/{period}/explain",
  id: "payrollHoursExplained",
  summary: "How an employee's figures of a period were calculated, and from which events",
  params: z.strictObject({ employeeId: EmployeeId, period: Period }),
  query: nothing,
  answer: z.object({
    employeeId: z.string(),
    period: z.string(),
    figures: z.array(Explained),
    facts: z.array(FactBehind),
  }),
  shows: ({ employeeId }) => ({ userIds: [employeeId], what: "pay" }),
  example: {
    employeeId: "e00017",
    period: "2026-05",
    figures: [
      {
        figure: "salary",
        calculation: "12000000 × 100 % × 4800 min ÷ 9060 min = 6357616",
        facts: ["1204", "48213"],
      },
    ],
    facts: [factExample],
  },
  reads: [...hoursReads, "employee-history"],
  problems: [periodProblems["period-not-open"]],
  read: async ({ params: { employeeId, period }, caller, views }) => {
    await requireOpened(views, period);
    const row = await views.row<HoursRow>(sql`
      select ${hoursColumns} from ${hoursRows}
      where hours.period = ${period} and hours.employee_id = ${employeeId}
        and ${withinReach(reachOf(caller, "see-payroll-hours"), ofTheHours)}`);
    if (row === undefined)
      throw new Problem(
        platformProblems["not-found"],
        `There are no payroll hours of ${employeeId} for ${period} that you may see.`,
      );
    const month = monthAsKnown(period, await happeningsOf(views, employeeId, undefined), workCalendar);
    const figures = explained(row, figureSources(month.timeline, period, workCalendar));
    const facts = await factsBehind(
      views,
      employeeId,
      figures.flatMap((figure) => figure.facts),
    );
    return { employeeId, period, figures, facts };
  },
});
