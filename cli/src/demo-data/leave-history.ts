// The leave that the demonstration bank's people took, asked for and were refused: by the rules, so that it imports without a
// fault. Nobody is away twice at once, nobody takes more than is granted by then, heads decide, and never about themselves.
import {
  absence,
  addDays,
  addMonthsToDate,
  countDays,
  countedIn,
  daysBetween,
  entitlementsDue,
  entryOf,
  firstDay,
  firstDayUnderZero,
  grantLeave,
  isRefusal,
  lastDay,
  later,
  leavePolicy,
  periodOf,
  policy,
  UserId,
  workCalendar,
  yearOf,
  type Absences,
  type DaySpan,
  type Employment,
  type LedgerEntry,
  type LocalDate,
  type Period,
} from "@tabel/domain";
import type { Chance } from "./chance.js";
import { employmentOf } from "./employment-of.js";
import type { DemoPerson } from "./people.js";
import type { DemoTerms } from "./terms.js";
import type { DemoUnit } from "./unit-tree.js";

export interface Employed {
  readonly person: DemoPerson;
  readonly terms: DemoTerms;
}

type Row = readonly (string | number | null)[];

interface Wish {
  readonly kind: string;
  readonly length: number;
}

/** Of a hundred people, how many begin an annual leave in a month: summer is when everybody goes. */
const annualLeaveBegins = [6, 7, 8, 9, 20, 24, 28, 28, 22, 12, 8, 9];

const reasons = {
  RU: ["Слишком многие в отпуске в эти дни", "Закрытие квартала", "Некому заменить"],
  abroad: ["Too many are away on these days", "The quarter is being closed", "Nobody can stand in"],
};

const wishIn = (month: Period, chance: Chance): Wish | undefined => {
  if (chance.percent(annualLeaveBegins[Number(month.slice(5)) - 1] ?? 0))
    return { kind: "annual-leave", length: chance.pick([14, 14, 14, 7, 7, 10, 21]) };
  if (chance.percent(4)) return { kind: "sick-leave", length: chance.between(3, 12) };
  if (chance.percent(2)) return { kind: "business-trip", length: chance.between(2, 6) };
  if (chance.percent(1)) return { kind: "unpaid-leave", length: chance.between(1, 3) };
  return undefined;
};

/** The ledgers as the opening balance leaves them. */
const openedWith = (employment: Employment, opening: Opening | undefined): Absences => {
  if (opening === undefined) return absence.initial;
  const { employeeId, country } = employment;
  const { ledger } = leavePolicy(country, opening.on);
  const asked = { source: "opening-balance", employeeId, ledger, amount: opening.hundredths, on: opening.on } as const;
  const meta = { newId: "opening", actor: UserId.parse("system"), at: `${opening.on}T00:00:00.000Z` };
  const facts = { employment, policy, today: opening.on };
  const granted = grantLeave({ data: { ...asked, expiresOn: null }, meta }, absence.initial, facts);
  return isRefusal(granted) ? absence.initial : granted.reduce(absence.evolve, absence.initial);
};

/** Days that are taken, as the ledger would post them. */
const taken = (ledger: string, days: readonly DaySpan[]): LedgerEntry[] =>
  days.map((span) =>
    entryOf({
      ledger,
      kind: "use",
      source: span.from,
      amount: -countedIn([span]),
      effectiveOn: span.from,
      effectiveTo: span.to,
    }),
  );

interface Opening {
  readonly on: LocalDate;
  readonly hundredths: number;
}

interface Bank {
  readonly units: readonly DemoUnit[];
  readonly employed: readonly Employed[];
  /** An HR officer over all: decides for whoever has no head above. */
  readonly atTheTop: DemoPerson | undefined;
}

interface Decider {
  readonly employeeId: string;
  readonly since: LocalDate;
}

/** The nearest head above who is somebody else; at the top an HR officer. */
const deciderOf = (
  person: DemoPerson,
  heads: ReadonlyMap<DemoUnit, DemoPerson>,
  { units, atTheTop }: Bank,
): Decider | undefined => {
  let unit: DemoUnit | undefined = person.unit;
  while (unit !== undefined) {
    const head = heads.get(unit);
    if (head !== undefined && head !== person) return { employeeId: head.employeeId, since: head.hiredOn };
    unit = unit.parent === null ? undefined : units[unit.parent];
  }
  return atTheTop && { employeeId: atTheTop.employeeId, since: atTheTop.hiredOn };
};

const outcomeOf = (
  from: LocalDate,
  until: LocalDate,
  chance: Chance,
): "approved" | "rejected" | "withdrawn" | "pending" => {
  if (from > until) return chance.percent(30) ? "approved" : "pending";
  const drawn = chance.between(1, 100);
  return drawn <= 94 ? "approved" : drawn <= 98 ? "rejected" : "withdrawn";
};

/** One person's requests, in order of their dates. */
const requestsOf = (
  employed: Employed,
  months: readonly Period[],
  opening: Opening | undefined,
  until: LocalDate,
  decider: Decider | undefined,
  chance: Chance,
): Row[] => {
  const { person } = employed;
  const { country } = person.unit.city;
  const employment = employmentOf(employed);
  const right = addMonthsToDate(person.hiredOn, leavePolicy(country, person.hiredOn).rightAfterMonths);
  const rows: Row[] = [];
  let free = person.hiredOn;
  let ledgers = openedWith(employment, opening);
  for (const month of months) {
    const wish = wishIn(month, chance);
    const day = chance.between(0, 27);
    if (wish === undefined) continue;
    const from = later(free, addDays(firstDay(month), day));
    const kind = policy.absenceKind(country, wish.kind, from);
    if (kind === undefined || periodOf(from) !== month) continue;
    const to = addDays(from, wish.length - 1);
    if (workCalendar(country, yearOf(to)) === undefined) continue;
    if (kind.needsLeaveRight && from < right) continue;
    if (decider === undefined || from < decider.since) continue;
    // What is to come is asked for as leave; nobody asks to be ill.
    if (from > until && wish.kind !== "annual-leave") continue;
    const days = countDays({ counts: kind.counts, from, to, dayPart: "full" }, employment, workCalendar);
    if (countedIn(days) === 0) continue;
    const due = kind.ledger === null ? [] : entitlementsDue(ledgers, employment, policy, from);
    const granted = due.reduce(absence.evolve, ledgers);
    const after = kind.ledger === null ? granted.entries : [...granted.entries, ...taken(kind.ledger, days)];
    if (kind.ledger !== null && firstDayUnderZero(after, kind.ledger, from) !== undefined) continue;
    const outcome = outcomeOf(from, until, chance);
    const decided = outcome === "approved" || outcome === "rejected";
    const reason = outcome === "rejected" ? chance.pick(reasons[country === "RU" ? "RU" : "abroad"]) : null;
    rows.push([person.employeeId, wish.kind, from, to, outcome, decided ? decider.employeeId : null, reason]);
    if (outcome === "approved" || outcome === "pending") ledgers = { ...granted, entries: after };
    free = addDays(to, 1);
  }
  return rows;
};

/** A balance on the first day of the history, for those who were there: part of one working year is left. */
const openingOf = ({ person }: Employed, on: LocalDate, chance: Chance): Opening | undefined => {
  const days = chance.between(0, person.unit.city.country === "RU" ? 24 : 16);
  return daysBetween(person.hiredOn, on) < 0 ? undefined : { on, hundredths: days * 100 };
};

export const leaveHistory = (
  bank: Bank,
  months: readonly Period[],
  until: LocalDate,
  chance: Chance,
): { openingBalances: Row[]; requests: Row[] } => {
  const { employed } = bank;
  const heads = new Map(employed.filter(({ person }) => person.isHead).map(({ person }) => [person.unit, person]));
  const opensOn = firstDay(months[0] ?? periodOf(until));
  // The last month is lived through to its end, and the one after it is asked for, where its calendar is loaded.
  const last = months.at(-1);
  const asked = last === undefined ? [] : [...months, periodOf(addDays(lastDay(last), 1))];
  const openingBalances: Row[] = [];
  const requests: Row[] = [];
  for (const each of employed) {
    const { employeeId } = each.person;
    const opening = openingOf(each, opensOn, chance);
    if (opening !== undefined)
      openingBalances.push([
        employeeId,
        leavePolicy(each.person.unit.city.country, opensOn).ledger,
        opening.hundredths / 100,
        opensOn,
      ]);
    requests.push(...requestsOf(each, asked, opening, until, deciderOf(each.person, heads, bank), chance));
  }
  return { openingBalances, requests };
};
