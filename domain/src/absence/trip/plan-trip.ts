// A trip's per diem: for every day by the vehicle's departure and arrival, days off among them, by country and grade.
import { z } from "zod";
import type { Employment } from "../../employee/employee.js";
import type { EventOf } from "../../kernel/event.js";
import type { RequestId } from "../../kernel/identifiers.js";
import { daysBetween, eachDay } from "../../kernel/local-date.js";
import { Money } from "../../kernel/money.js";
import { sameData } from "../../kernel/same-data.js";
import { headedUnits } from "../../organisation/organisation.js";
import type { TripGrade } from "../../policy/trip-policy.js";
import type { AbsenceFacts } from "../absence-facts.js";
import type { DateSpan } from "../absence-fields.js";
import { TripPlanned } from "./trip-events.js";

/** What the employee says of a trip besides its dates. */
export const TripPlan = z.strictObject({
  destination: z.string().trim().min(1).max(200).meta({ example: "Kazan" }),
  purpose: z.string().trim().min(1).max(2000).meta({ example: "Opening of a branch" }),
  /** ISO 3166-1 alpha-2. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, "must be a country as RU")
    .meta({ example: "RU" }),
  advance: Money.nullable().default(null),
});
export type TripPlan = z.output<typeof TripPlan>;

const gradeOf = ({ employeeId }: Employment, { organisation, today }: AbsenceFacts): TripGrade =>
  headedUnits(organisation, employeeId, today).length > 0 ? "head" : "staff";

type Rate = EventOf<typeof TripPlanned>["data"]["perDiem"][number];

/** The rate of each day, days in a row at one rate as one. */
const ratesOf = (
  { from, to }: DateSpan,
  destination: string,
  grade: TripGrade,
  { country }: Employment,
  { policy }: AbsenceFacts,
): readonly Rate[] => {
  const rates: Rate[] = [];
  for (const date of eachDay(from, to)) {
    const daily = policy.tripPolicy(country, date).perDiem(destination, grade);
    const last = rates.at(-1);
    if (last !== undefined && sameData(last.daily, daily)) rates[rates.length - 1] = { ...last, to: date };
    else rates.push({ from: date, to: date, daily });
  }
  return rates;
};

export const planTrip = (
  requestId: RequestId,
  plan: TripPlan,
  days: DateSpan,
  employment: Employment,
  facts: AbsenceFacts,
): EventOf<typeof TripPlanned> => {
  const grade = gradeOf(employment, facts);
  const perDiem = [...ratesOf(days, plan.country, grade, employment, facts)];
  const currency = perDiem[0]?.daily.currency ?? "";
  const minor = perDiem.reduce((sum, { from, to, daily }) => sum + daily.minor * (daysBetween(from, to) + 1), 0);
  const { employeeId } = employment;
  return TripPlanned({ employeeId, requestId, ...plan, grade, perDiem, total: { minor, currency } });
};
