// Once a month everybody's leave ledgers are brought up to date, in the morning of each one's time zone; and whoever has days that
// will expire soon is warned. The runs put on record what counts in every balance anyway, so one that is late loses nothing.
import {
  absence,
  absenceStream,
  addDays,
  addMonths,
  type Absences,
  EmployeeHired,
  type EmployeeId,
  EmployeeLeft,
  EmployeeRehired,
  EmployeeRelocated,
  type Employment,
  expiringWithin,
  firstDay,
  hasLeft,
  employmentOf,
  LeavingWithdrawn,
  localDate,
  localDateAt,
  type LocalDate,
  leavePolicy,
  type Period,
  period as periodFrom,
  PeriodOpened,
  periodOf,
  placeOn,
  policy,
} from "@tabel/domain";
import type { Intent } from "../../process/intent.js";
import { process } from "../../process/process.js";

/** Everybody by zone; who has left stays until the run that finds out. */
type State = { readonly [zone: string]: readonly string[] };

const EVERYBODY = "everybody";
/** People of one turn: the rest follow in turns of their own, so that no transaction is long. */
const AT_ONCE = 200;
const AT = "06:00";

const timerOf = (zone: string, month: Period, place: number): string => `${month} ${place} ${zone}`;
const readTimer = (key: string) => {
  const [month = "", place = "", zone = ""] = key.split(" ");
  return { month: periodFrom(month), place: Number(place), zone };
};

const runOf = (zone: string, month: Period, place: number): Intent => ({
  do: "wait",
  key: timerOf(zone, month, place),
  timer: "run",
  at: { date: firstDay(month), time: AT, zone },
});

const without = (state: State, employeeId: string): State =>
  Object.fromEntries(
    Object.entries(state).map(([zone, people]) => [zone, people.filter((each) => each !== employeeId)]),
  );

interface Expiring {
  readonly employeeId: EmployeeId;
  readonly ledger: string;
  readonly days: number;
  readonly on: LocalDate;
}

interface Known {
  readonly people: readonly string[];
  readonly expiring: readonly Expiring[];
}

/** What was not warned of by an earlier run: it expires in the last month that the warning looks ahead to. */
const expiringOf = (absences: Absences, employment: Employment, month: Period): readonly Expiring[] => {
  const today = firstDay(month);
  const { warnMonthsBefore } = leavePolicy(placeOn(employment, today).country, today);
  if (warnMonthsBefore === null) return [];
  const from = firstDay(addMonths(month, warnMonthsBefore - 1));
  const until = addDays(firstDay(addMonths(month, warnMonthsBefore)), -1);
  return expiringWithin(absences, employment, policy, { from, until }).map((each) => ({
    employeeId: employment.employeeId,
    ...each,
  }));
};

export const whenAMonthBeginsThenRunAccruals = process({
  name: "when-a-month-begins-then-run-accruals",
  version: 1,
  reads: [EmployeeHired, EmployeeRehired, EmployeeRelocated, EmployeeLeft, LeavingWithdrawn, PeriodOpened],
  instances: () => [EVERYBODY],
  initial: {} as State,
  evolve: (state, { type, data }): State => {
    switch (type) {
      case "EmployeeHired":
      case "EmployeeRehired":
      case "EmployeeRelocated": {
        const { employeeId, timeZone } = data;
        const others = without(state, employeeId);
        return { ...others, [timeZone]: [...(others[timeZone] ?? []), employeeId] };
      }
      default:
        return state;
    }
  },
  learn: async (state, fact, inquiry): Promise<Known> => {
    if (fact.is !== "timer") return { people: [], expiring: [] };
    const { month, place, zone } = readTimer(fact.key);
    const people: string[] = [];
    const expiring: Expiring[] = [];
    for (const each of (state[zone] ?? []).slice(place, place + AT_ONCE)) {
      const employment = await employmentOf(inquiry, each);
      if (employment === undefined || hasLeft(inquiry, employment)) continue;
      people.push(each);
      const absences = await inquiry.read(absenceStream(employment.employeeId), absence);
      expiring.push(...expiringOf(absences, employment, month));
    }
    return { people, expiring };
  },
  react: (state, fact, { people, expiring }: Known): readonly Intent[] => {
    if (fact.is === "refused") return [];
    // Whatever happens to people or periods sets the clock of the month that comes next; the same timer again is the same one.
    if (fact.is === "event")
      return Object.entries(state).flatMap(([zone, of]) =>
        of.length === 0 ? [] : [runOf(zone, addMonths(periodOf(localDateAt(fact.recordedAt, zone)), 1), 0)],
      );
    const { month, place, zone } = readTimer(fact.key);
    const upTo = localDate(firstDay(month));
    const more = place + AT_ONCE < (state[zone] ?? []).length;
    return [
      ...people.map((employeeId): Intent => ({
        do: "command",
        key: employeeId,
        command: "run-accruals",
        data: { employeeId, upTo },
      })),
      ...expiring.map((each): Intent => ({
        do: "notify",
        key: `${each.employeeId} ${each.ledger} ${each.on}`,
        fact: { is: "carry-over-expires", ...each },
      })),
      ...(more ? [runOf(zone, month, place + AT_ONCE)] : []),
      ...(place === 0 ? [runOf(zone, addMonths(month, 1), 0)] : []),
    ];
  },
});
