// GET /payroll-hours/{employeeId}/{period}/explain: every figure with its calculation and the events behind it.
import { EmployeeId, Period } from "@tabel/domain";
import { platformProblems, Problem, reachOf } from "@tabel/platform";
import type { EmployeeHistoryRow } from "@tabel/read-models";
import { z } from "zod";
import { withinReach } from "../../access/reach.js";
import { nothing, view } from "../../http/view.js";
import { sql } from "../../reading/sql.js";
import { hoursColumns, hoursReads, hoursRows, type HoursRow, ofTheHours, Rate } from "./hours-of-person.js";
import { periodProblems, requireOpened } from "./periods.js";

const Facts = z
  .array(z.string())
  .meta({ description: "Positions of events, which are listed below", example: ["48213"] });

const Explained = z.object({
  figure: z.string().meta({ description: "`salary`, `absent ОТ`, `2026-04 salary` for a delta", example: "salary" }),
  calculation: z.string().meta({ example: "12000000 × 100 % × 4800 min ÷ 9060 min = 6357616" }),
  facts: Facts,
});

const FactOfFigure = z.object({
  position: z.string(),
  eventId: z.string(),
  type: z.string().meta({ example: "AbsenceApproved" }),
  stream: z.string(),
  revision: z.string(),
  recordedAt: z.string(),
  effectiveOn: z.string().nullable(),
  actor: z.string(),
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

const explained = (row: HoursRow): z.output<typeof Explained>[] => [
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
    facts: z.array(FactOfFigure),
  }),
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
    facts: [
      {
        position: "48213",
        eventId: "0b4e9f0e-6c0f-5b38-8a0f-4e7f0f6f2a10",
        type: "AbsenceApproved",
        stream: "absence-e00017",
        revision: "4",
        recordedAt: "2026-04-16T09:30:00.000Z",
        effectiveOn: "2026-05-04",
        actor: "e00003",
      },
    ],
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
    const figures = explained(row);
    const positions = [...new Set(figures.flatMap(({ facts }) => facts))];
    const facts = await views.rows<EmployeeHistoryRow>(sql`
      select position, event_id as "eventId", type, stream, revision, recorded_at as "recordedAt",
        effective_on as "effectiveOn", actor
      from views.employee_history
      where employee_id = ${employeeId} and position = any(${positions}::bigint[]) order by position`);
    return {
      employeeId,
      period,
      figures,
      facts: facts.map(({ position, revision, ...fact }) => ({
        ...fact,
        position: String(position),
        revision: String(revision),
      })),
    };
  },
});
