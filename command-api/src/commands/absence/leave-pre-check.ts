// POST /commands/submit-leave/pre-check: what an absence would come to, told before it is asked for.
import {
  explain,
  LocalDate,
  preCheckLeave,
  type Absences,
  type Command,
  type Decision,
  type DomainEvent,
  type LedgerOutlook,
  type PreCheckFacts,
  type SubmitLeave,
} from "@tabel/domain";
import { z } from "zod";
import type { Situation } from "../../pipeline/command-row.js";
import type { PeopleOfUnits } from "../team/people-of-units.js";
import { ofEmployee } from "./absence-situation.js";
import { teamsAround } from "../team/team-facts.js";

const Amount = z.number().meta({ description: "Days, halves as .5; minutes in a ledger of minutes", example: 13 });

const Answer = z.object({
  refusals: z
    .array(z.object({ code: z.string(), path: z.string().nullable(), message: z.string(), details: z.looseObject({}) }))
    .meta({ description: "What the command would be refused with now; empty where it would be carried out" }),
  counted: Amount,
  days: z.array(z.object({ date: LocalDate, means: z.enum(["leave", "holiday", "off"]), counted: Amount })),
  balance: z
    .object({
      ledger: z.string(),
      unit: z.enum(["days", "minutes"]),
      before: Amount.meta({ description: "Usable at the end of the last day, without this request" }),
      after: Amount.meta({ description: "With it; negative where it takes too much" }),
      available: Amount.meta({ description: "The most that could be taken from the first day on" }),
      limitedOn: LocalDate.meta({ description: "The day that limits it" }),
    })
    .nullable(),
  overlaps: z.array(
    z.object({ requestId: z.string(), from: LocalDate, to: LocalDate, status: z.enum(["pending", "approved"]) }),
  ),
  clashes: z
    .array(z.object({ employeeId: z.string(), from: LocalDate, to: LocalDate }))
    .meta({ description: "Colleagues of the unit who are away on these days" }),
  staffing: z.array(
    z.object({
      date: LocalDate,
      half: z.string(),
      position: z.string().nullable(),
      minimum: z.int(),
      present: z.int(),
      effect: z.enum(["warn", "block"]),
    }),
  ),
  blackOuts: z.array(
    z.object({ from: LocalDate, to: LocalDate, reason: z.string(), effect: z.enum(["warn", "block"]) }),
  ),
  notice: z
    .object({
      announceBy: LocalDate,
      late: z.boolean(),
      payBy: LocalDate.nullable(),
    })
    .nullable()
    .meta({ description: "By when the law has the leave announced and paid; it warns and refuses nothing" }),
});

const example: z.input<typeof Answer> = {
  refusals: [],
  counted: 13,
  days: [
    { date: "2026-06-11", means: "leave", counted: 1 },
    { date: "2026-06-12", means: "holiday", counted: 0 },
  ],
  balance: { ledger: "annual", unit: "days", before: 28, after: 15, available: 28, limitedOn: "2026-06-11" },
  overlaps: [],
  clashes: [{ employeeId: "e00018", from: "2026-06-11", to: "2026-06-12" }],
  staffing: [],
  blackOuts: [],
  notice: { announceBy: "2026-05-28", late: false, payBy: "2026-06-08" },
};

const balanceOf = ({ unit, before, after, available, ...rest }: LedgerOutlook) => {
  const inUnit = (amount: number): number => (unit === "minutes" ? amount : amount / 100);
  const shown = { before: inUnit(before), after: inUnit(after), available: inUnit(available) };
  return { ...rest, unit: unit === "minutes" ? ("minutes" as const) : ("days" as const), ...shown };
};

const told = (
  command: Command<SubmitLeave>,
  state: Absences,
  facts: PreCheckFacts,
  decision: Decision<DomainEvent>,
): z.input<typeof Answer> => {
  const found = preCheckLeave(command, state, facts, decision);
  const minutes = found.balance?.unit === "minutes";
  const inUnit = (amount: number): number => (minutes ? amount : amount / 100);
  return {
    refusals: found.refusals.map(({ refused, path, details }) => ({
      code: refused,
      path: path ?? null,
      message: explain(refused, details),
      details,
    })),
    counted: inUnit(found.counted),
    days: found.days.map((day) => ({ ...day, counted: inUnit(day.counted) })),
    balance: found.balance === null ? null : balanceOf(found.balance),
    overlaps: [...found.overlaps],
    clashes: [...found.clashes],
    staffing: [...found.staffing],
    blackOuts: found.blackOuts.map(({ from, to, reason, effect }) => ({ from, to, reason, effect })),
    notice: found.notice,
  };
};

/** Teams are looked at whether they have rules or not: who else is away is asked of every one. */
export const leavePreCheck = (people: PeopleOfUnits) => ({
  says: "What an absence would come to: its days, the balance after it, overlaps, clashes, staffing, notice, refusals.",
  answer: Answer,
  example,
  facts: async (situation: Situation<SubmitLeave>, state: Absences) => {
    const facts = await ofEmployee.facts(situation, state);
    return { ...facts, teams: await teamsAround(situation, people, facts.employment, situation.data) };
  },
  tell: told,
});
