// Contracts, schedules and salaries of the demonstration bank's people.
import { addDays, addMonthsToDate, daysBetween, localDate, type LocalDate } from "@tabel/domain";
import type { Chance } from "./chance.js";
import type { DemoPerson } from "./people.js";

export interface DemoTerms {
  readonly contract: {
    readonly kind: "permanent" | "fixed-term";
    readonly until: LocalDate | null;
    readonly probationUntil: LocalDate | null;
  };
  readonly schedule: string;
  /** In the order of their dates; amounts in whole units of the currency. */
  readonly salaries: readonly { readonly from: LocalDate; readonly monthly: number; readonly currency: string }[];
}

const currencies = { RU: "RUB", GB: "GBP", DE: "EUR" } as const;
const scales = {
  RUB: { least: 110, most: 360, step: 500 },
  GBP: { least: 105, most: 300, step: 20 },
  EUR: { least: 120, most: 330, step: 20 },
} as const;

const schedule = (person: DemoPerson, chance: Chance): string => {
  const drawn = chance.between(1, 100);
  if (person.isHead || drawn <= 84) return "five-day-40";
  if (drawn <= 88) return "five-day-20";
  if (drawn <= 90) return "five-day-36";
  if (drawn <= 92) return "five-day-24";
  return drawn % 2 === 0 ? "shift-2-2-a" : "shift-2-2-b";
};

const contract = (person: DemoPerson, until: LocalDate, chance: Chance): DemoTerms["contract"] => {
  const { hiredOn, isHead } = person;
  if (!isHead && chance.percent(6)) {
    const end = addDays(until, chance.between(60, 700));
    return { kind: "fixed-term", until: end, probationUntil: null };
  }
  const probation = chance.percent(80) ? addDays(addMonthsToDate(hiredOn, 3), -1) : null;
  return { kind: "permanent", until: null, probationUntil: probation };
};

export const terms = (person: DemoPerson, until: LocalDate, chance: Chance): DemoTerms => {
  const currency = currencies[person.unit.city.country];
  const { least, most, step } = scales[currency];
  const rank = person.isHead ? 4 - Math.min(person.unit.depth, 3) : 0;
  const monthly = (chance.between(least, most) + rank * least) * step;
  const salaries = [{ from: person.hiredOn, monthly, currency }];
  // A rise at a new year, for those who were there long enough.
  const rise = localDate(`${until.slice(0, 4)}-01-01`);
  if (daysBetween(person.hiredOn, rise) > 400 && chance.percent(40))
    salaries.push({ from: rise, monthly: monthly + chance.between(5, 40) * step, currency });
  return { contract: contract(person, until, chance), schedule: schedule(person, chance), salaries };
};
