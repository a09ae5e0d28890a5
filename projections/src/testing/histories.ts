// Small made-up histories of an organisation: every kind of event, in an order that the decisions would have allowed.
import { type DomainEvent, PeriodOpened } from "@tabel/domain";
import fc from "fast-check";
import {
  administrationPassed,
  deputyAppointed,
  dataRead,
  deputyDismissed,
  roleGranted,
  roleRevoked,
} from "./happenings/access-happenings.js";
import {
  cameBack,
  hired,
  left,
  personalDataChanged,
  salaryAnnulled,
  termsChanged,
} from "./happenings/employment-happenings.js";
import { leaveAskedFor, leaveDecided, leaveGranted } from "./happenings/leave-happenings.js";
import { ofLedger } from "./happenings/ledger-happenings.js";
import { ofNewcomer, ofResignation, ofTraining } from "./happenings/newcomer-happenings.js";
import { headAppointed, headVacated, unitChanged, unitEstablished } from "./happenings/organisation-happenings.js";
import { day, employeeOf, type Happening, nothingYet } from "./happenings/past.js";
import { ofRequest } from "./happenings/request-happenings.js";
import { ofAbsence, ofFeed, ofSchedule, ofTeam } from "./happenings/team-happenings.js";
import { closing, ofAllowance, ofCell, ofCorrection, ofSheet } from "./happenings/time-happenings.js";
import { ofNotifications } from "./happenings/notification-happenings.js";

const periodOpened: Happening = (past, chance) => {
  const period = day(chance(150)).slice(0, 7);
  if (past.periods.has(period)) return [];
  past.periods.add(period);
  return [PeriodOpened({ period })];
};

const teamChanged: Happening = (past, chance) => {
  const who = employeeOf(past, chance);
  if (who === undefined) return [];
  past.count += 1;
  const unitId = past.units[chance(past.units.length)] ?? "u1";
  const id = `t${past.count}`;
  const from = who.free + 20;
  who.free += 31;
  return [
    ofTeam(unitId, id, chance),
    ofFeed(who.employeeId, id, unitId, chance),
    ofSchedule(unitId, who.employeeId, id, chance),
    ofAbsence(who.employeeId, id, from, chance),
  ][chance(4)] as DomainEvent[]; // one of four
};

/** A request from its beginning to its end. */
const requestTold: Happening = (past, chance) => {
  const who = employeeOf(past, chance);
  if (who === undefined) return [];
  past.count += 1;
  const unitId = past.units[chance(past.units.length)] ?? "u1";
  const from = who.free + 20;
  who.free += 31;
  const asked = {
    employeeId: who.employeeId,
    requestId: `a${past.count}`,
    unitId,
    from: day(from),
    to: day(from + 4),
  };
  return ofRequest(asked, chance(2) === 0);
};

const ledgerPosted: Happening = (past, chance) => {
  const who = employeeOf(past, chance);
  if (who === undefined || chance(2) === 0) return [];
  past.count += 1;
  const from = who.on + chance(60);
  return ofLedger(who.employeeId, `l${past.count}`, (days) => day(from + days));
};

const timeTyped: Happening = (past, chance) => {
  const who = employeeOf(past, chance);
  if (who === undefined) return [];
  past.count += 1;
  const unitId = past.units[chance(past.units.length)] ?? "u1";
  const on = day(who.on + chance(70));
  return chance(4) === 0
    ? [...ofAllowance(who.employeeId, on, chance), ...ofCorrection(who.employeeId, past.count)]
    : ofCell(unitId, who.employeeId, on, past.count, chance);
};

const sheetPassed: Happening = (past, chance) =>
  ofSheet(past.units[chance(past.units.length)] ?? "u1", day(chance(150)).slice(0, 7), chance);

const periodClosed: Happening = (past, chance) => {
  const open = [...past.periods].filter((period) => !past.closed.has(period));
  const period = open[chance(open.length)];
  if (period === undefined || chance(2) === 0) return [];
  past.closed.add(period);
  return closing(period);
};

/** A number chooses one of them, so their order is a part of every history. */
const happenings: readonly Happening[] = [
  unitEstablished,
  hired,
  headAppointed,
  headVacated,
  unitChanged,
  termsChanged,
  left,
  cameBack,
  salaryAnnulled,
  personalDataChanged,
  leaveAskedFor,
  leaveDecided,
  periodOpened,
  roleGranted,
  roleRevoked,
  leaveGranted,
  deputyAppointed,
  deputyDismissed,
  teamChanged,
  requestTold,
  ledgerPosted,
  timeTyped,
  sheetPassed,
  periodClosed,
];

/** Of a newcomer, a training or a resignation, each whole. */
const aStory: Happening = (past, chance) => {
  const [who, other] = [employeeOf(past, chance), employeeOf(past, chance)];
  if (who === undefined || other === undefined) return [];
  past.stories += 1;
  const on = (days: number) => day(who.on + days);
  const { employeeId } = who;
  switch (chance(3)) {
    case 0:
      return ofNewcomer(employeeId, other.employeeId, past.stories, on, chance);
    case 1:
      return ofTraining([employeeId, other.employeeId], past.stories, on, chance);
    default:
      who.letters = (who.letters % 99) + 1; // as many as a person may write
      return ofResignation(employeeId, who.letters, on, chance);
  }
};

/** A history that these chances choose; the same chances give the same history. */
export const historyOf = (chances: readonly number[]): DomainEvent[] => {
  const past = nothingYet();
  let used = 0;
  const chance = (below: number): number => {
    used += 1;
    const mixed = Math.imul((chances[used % chances.length] ?? 0) ^ Math.imul(used, 0x9e3779b1), 0x85ebca6b) >>> 0;
    return below <= 1 ? 0 : (mixed >>> 8) % below;
  };
  const always = happenings.slice(0, 2).flatMap((happening) => happening(past, chance));
  const happened = chances.flatMap((number) => happenings[number % happenings.length]?.(past, chance) ?? []);
  const stories = Array.from({ length: Math.ceil(chances.length / 10) }, () => aStory(past, chance));
  const [first, second] = past.hired;
  const passed = first && second ? administrationPassed(second.employeeId, first.employeeId) : [];
  const told = past.hired.slice(0, 4).flatMap(({ employeeId }, person) => ofNotifications(employeeId, person));
  const looked = first && second ? dataRead(second.employeeId, [first.employeeId, "somebody"]) : [];
  return [...always, ...happened, ...stories.flat(), ...passed, ...told, ...looked];
};

/** The same history of this many chances each time, whatever they choose. */
export const longHistory = (length: number): DomainEvent[] =>
  historyOf(Array.from({ length }, (_, index) => (index * 2_654_435_761) % 1_000_003));

export const histories = (length: number): fc.Arbitrary<DomainEvent[]> =>
  fc.array(fc.nat(1_000_000), { minLength: 5, maxLength: length }).map(historyOf);
