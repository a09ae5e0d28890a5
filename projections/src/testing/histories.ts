// Small made-up histories of an organisation: every kind of event, in an order that the decisions would have allowed.
import {
  AbsenceApproved,
  AbsenceRejected,
  AbsenceRequested,
  AbsenceWithdrawn,
  ContractConcluded,
  DeputyAppointed,
  DeputyDismissed,
  type DomainEvent,
  EmployeeHired,
  EmployeeLeft,
  EmployeeRehired,
  EmployeeRelocated,
  EmployeeTransferred,
  EntryAnnulled,
  GradeAssigned,
  LeaveGranted,
  LeavingWithdrawn,
  PasswordSet,
  PeriodOpened,
  PersonalDataChanged,
  RoleGranted,
  RoleRevoked,
  SalarySet,
  ScheduleAssigned,
  StepApproved,
  UnitDissolved,
  UnitEstablished,
  UnitHeadAppointed,
  UnitHeadVacated,
  UnitMoved,
  UnitRenamed,
} from "@tabel/domain";
import fc from "fast-check";
import { ofNewcomer, ofResignation, ofTraining } from "./newcomer-histories.js";
import { ofLedger } from "./ledger-happenings.js";
import { ofRequest } from "./request-happenings.js";
import { closing, ofAllowance, ofCell, ofCorrection, ofSheet } from "./time-happenings.js";
import { ofAbsence, ofFeed, ofSchedule, ofTeam } from "./team-happenings.js";

const day = (number: number): string =>
  new Date(Date.UTC(2025, 11, 1) + number * 86_400_000).toISOString().slice(0, 10);

const week = { code: "5x8", anchor: "2025-12-01", cycle: [480, 480, 480, 480, 480, 0, 0], followsCalendar: true };
const shifts = { code: "2x2", anchor: "2025-12-01", cycle: [720, 720, 0, 0], followsCalendar: false };

interface Pending {
  readonly employeeId: string;
  readonly requestId: string;
  readonly from: string;
  readonly to: string;
  /** What is reserved until it is decided. */
  readonly held: {
    readonly ledger: string | null;
    readonly released: { from: string; to: string; means: "leave"; counted: number }[];
  };
  step: number;
}

/** What happened so far, as far as the next event must fit to it. */
interface Past {
  readonly units: string[];
  readonly hired: {
    readonly employeeId: string;
    on: number;
    left: boolean;
    /** While `left`: the number of the last day. */
    lastDay: number;
    free: number;
    /** How many letters of resignation there were. */
    letters: number;
    /** First day of a salary that can be annulled. */
    raised: string | null;
  }[];
  readonly pending: Pending[];
  readonly periods: Set<string>;
  readonly closed: Set<string>;
  readonly deputies: { userId: string; deputy: string }[];
  readonly granted: { userId: string; role: "hr-officer" | "auditor" }[];
  count: number;
  stories: number;
}

type Happening = (past: Past, chance: (below: number) => number) => DomainEvent[];

const employeeOf = (past: Past, chance: (below: number) => number) => past.hired[chance(past.hired.length)];

const happenings: readonly Happening[] = [
  (past, chance) => {
    const unitId = `u${past.units.length + 1}`;
    const parentId = past.units[chance(past.units.length)] ?? null;
    past.units.push(unitId);
    return [UnitEstablished({ unitId, name: `Отдел ${unitId}`, parentId, on: day(0) })];
  },
  (past, chance) => {
    const employeeId = `e${past.hired.length + 1}`;
    const on = chance(80);
    const unitId = past.units[chance(past.units.length)] ?? "u1";
    past.hired.push({ employeeId, on, left: false, lastDay: 0, free: on, letters: 0, raised: null });
    const fullName = { last: `Фамилия "${chance(5)}"`, first: "Имя\\", middle: chance(2) === 0 ? null : "Отчество" };
    const person = { employeeId, fullName, email: chance(2) === 0 ? null : `${employeeId}@example.org` };
    return [
      EmployeeHired({
        ...person,
        hiredOn: day(on),
        unitId,
        position: "Кассир",
        country: "RU",
        timeZone: "Europe/Moscow",
      }),
      ContractConcluded({ employeeId, kind: "permanent", from: day(on), until: null, probationUntil: day(on + 90) }),
      ScheduleAssigned({ employeeId, from: day(on), schedule: chance(3) === 0 ? shifts : week }),
      SalarySet({ employeeId, from: day(on), monthly: { minor: 5_000_000 + chance(100) * 100_000, currency: "RUB" } }),
    ];
  },
  (past, chance) => {
    const unitId = past.units[chance(past.units.length)] ?? "u1";
    const head = employeeOf(past, chance);
    return head === undefined
      ? []
      : [UnitHeadAppointed({ unitId, employeeId: head.employeeId, from: day(chance(120)) })];
  },
  (past, chance) => {
    const unitId = past.units[chance(past.units.length)] ?? "u1";
    const head = employeeOf(past, chance);
    return head === undefined || chance(2) === 0
      ? []
      : [UnitHeadVacated({ unitId, employeeId: head.employeeId, from: day(chance(120)) })];
  },
  (past, chance) => {
    // Under one that was established earlier, so that no chance makes a cycle; the last one may go under the first.
    const index = 1 + chance(Math.max(1, past.units.length - 1));
    const [unitId, parentId] = [past.units[index], past.units[chance(index)]];
    if (unitId === undefined || parentId === undefined) return [];
    const from = day(chance(120));
    if (chance(3) === 0) return [UnitRenamed({ unitId, name: `Управление ${unitId}`, from })];
    if (chance(3) > 0 || index < past.units.length - 1) return [UnitMoved({ unitId, parentId, from })];
    past.units.pop();
    return [UnitDissolved({ unitId, successorId: parentId, on: from })];
  },
  (past, chance) => {
    const who = employeeOf(past, chance);
    if (who === undefined || who.left) return [];
    const { employeeId, on } = who;
    const from = day(on + chance(60));
    const unitId = past.units[chance(past.units.length)] ?? "u1";
    const changes = [
      EmployeeTransferred({ employeeId, from, unitId, position: "Старший кассир" }),
      ScheduleAssigned({ employeeId, from, schedule: chance(2) === 0 ? shifts : week }),
      SalarySet({ employeeId, from, monthly: { minor: 7_000_000 + chance(9) * 1_000_000, currency: "RUB" } }),
      GradeAssigned({ employeeId, from, grade: `G${chance(9)}` }),
      EmployeeRelocated({ employeeId, from, country: "RU", timeZone: "Asia/Yekaterinburg" }),
    ];
    const change = changes[chance(changes.length)];
    if (change?.type === "SalarySet") who.raised = from;
    return change === undefined ? [] : [change];
  },
  (past, chance) => {
    const who = employeeOf(past, chance);
    if (who === undefined || who.left || chance(3) > 0) return [];
    who.left = true;
    who.lastDay = who.on + chance(60);
    return [EmployeeLeft({ employeeId: who.employeeId, lastDay: day(who.lastDay), ground: "own-request" })];
  },
  (past, chance) => {
    const who = past.hired.find(({ left }) => left);
    if (who === undefined) return [];
    const { employeeId, lastDay } = who;
    if (chance(4) === 0) {
      who.lastDay = who.on + chance(60);
      return [EmployeeLeft({ employeeId, lastDay: day(who.lastDay), corrects: day(lastDay) })];
    }
    who.left = false;
    if (chance(2) === 0) return [LeavingWithdrawn({ employeeId, lastDay: day(lastDay) })];
    who.on = lastDay + 1 + chance(20);
    who.free = Math.max(who.free, who.on);
    who.raised = null;
    const unitId = past.units[chance(past.units.length)] ?? "u1";
    const place = { country: "RU", timeZone: "Europe/Moscow" };
    return [EmployeeRehired({ employeeId, hiredOn: day(who.on), unitId, position: "Кассир снова", ...place })];
  },
  (past) => {
    const who = past.hired.find(({ raised, left }) => raised !== null && !left);
    if (who === undefined || who.raised === null) return [];
    const from = who.raised;
    who.raised = null;
    return [EntryAnnulled({ employeeId: who.employeeId, entry: "salary", from })];
  },
  (past, chance) => {
    const who = employeeOf(past, chance);
    if (who === undefined) return [];
    const fullName = { last: "Новая", first: "Имя", middle: null };
    return [PersonalDataChanged({ employeeId: who.employeeId, fullName, email: null })];
  },
  (past, chance) => {
    const who = employeeOf(past, chance);
    if (who === undefined || who.left) return [];
    past.count += 1;
    const requestId = `r${past.count}`;
    const [from, to] = [day(who.free + chance(10)), day(who.free + 10 + chance(20))];
    who.free += 31;
    const paid = chance(3) > 0;
    const route = [
      { holder: "unit-head" as const, unitId: past.units[0] ?? "u1" },
      ...(chance(2) === 0 ? [{ holder: "role" as const, role: "hr-officer" }] : []),
    ];
    const days = [{ from, to: from, means: "leave" as const, counted: 700 }];
    const ledger = paid ? "annual" : null;
    const held = { ledger, released: paid ? days : [] };
    past.pending.push({ employeeId: who.employeeId, requestId, from, to, held, step: route.length - 1 });
    return [
      AbsenceRequested({
        employeeId: who.employeeId,
        requestId,
        kind: paid ? "annual-leave" : "unpaid-leave",
        from,
        to,
        dayPart: "full",
        ledger,
        reserved: paid ? 700 : 0,
        days,
        comment: chance(2) === 0 ? null : "К морю",
        route,
        requestedBy: who.employeeId,
      }),
    ];
  },
  (past, chance) => {
    const [request] = past.pending.splice(chance(past.pending.length), 1);
    if (request === undefined) return [];
    const { employeeId, requestId, from, to, held } = request;
    const outcome = chance(6);
    if (outcome === 0) return [AbsenceWithdrawn({ employeeId, requestId, withdrawnBy: employeeId, ...held })];
    if (outcome === 1)
      return [AbsenceRejected({ employeeId, requestId, step: 0, rejectedBy: "e1", reason: "Мало людей", ...held })];
    if (request.step > 0) {
      past.pending.push({ ...request, step: 0 });
      return [StepApproved({ employeeId, requestId, step: 0, approvedBy: "e1" })];
    }
    const days = [{ from, to: from, means: "leave" as const, counted: 100 }];
    const frozen = { kind: "annual-leave", from, to, dayPart: "full" as const, used: 100, days };
    return [AbsenceApproved({ employeeId, requestId, ...frozen, ...held, step: 0, approvedBy: "e1" })];
  },
  (past, chance) => {
    const period = day(chance(150)).slice(0, 7);
    if (past.periods.has(period)) return [];
    past.periods.add(period);
    return [PeriodOpened({ period })];
  },
  (past, chance) => {
    const who = employeeOf(past, chance);
    if (who === undefined) return [];
    const role = chance(2) === 0 ? ("hr-officer" as const) : ("auditor" as const);
    const scope =
      chance(2) === 0 ? { over: "all" as const } : { over: "units" as const, unitIds: [past.units[0] ?? "u1"] };
    past.granted.push({ userId: who.employeeId, role });
    return [RoleGranted({ userId: who.employeeId, role, scope, from: day(chance(60)), until: null })];
  },
  (past, chance) => {
    const [grant] = past.granted.splice(chance(past.granted.length), 1);
    return grant === undefined ? [] : [RoleRevoked({ ...grant, on: day(30 + chance(90)) })];
  },
  (past, chance) => {
    const who = employeeOf(past, chance);
    if (who === undefined) return [];
    const { employeeId, on } = who;
    const year = { from: day(on), to: day(on + 364) };
    return [
      LeaveGranted({
        employeeId,
        ledger: "annual",
        amount: 2800,
        workingYear: chance(2) === 0 ? year : null,
        effectiveOn: day(on),
        usableFrom: day(on + 180),
        source: "working-year",
      }),
      PasswordSet({ userId: employeeId, passwordHash: "scrypt$not-for-readers" }),
    ];
  },
  (past, chance) => {
    const [principal, deputy] = [employeeOf(past, chance), employeeOf(past, chance)];
    if (principal === undefined || deputy === undefined || principal === deputy) return [];
    const appointed = { userId: principal.employeeId, deputy: deputy.employeeId };
    past.deputies.push(appointed);
    const from = chance(90);
    const until = chance(3) === 0 ? null : day(from + chance(30));
    return [DeputyAppointed({ ...appointed, from: day(from), until, kinds: chance(2) === 0 ? null : ["sick-leave"] })];
  },
  (past, chance) => {
    const [appointed] = past.deputies.splice(chance(past.deputies.length), 1);
    return appointed === undefined ? [] : [DeputyDismissed({ ...appointed, on: day(30 + chance(90)) })];
  },
  (past, chance) => {
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
  },
  (past, chance) => {
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
  },
  (past, chance) => {
    const who = employeeOf(past, chance);
    if (who === undefined || chance(2) === 0) return [];
    past.count += 1;
    const from = who.on + chance(60);
    return ofLedger(who.employeeId, `l${past.count}`, (days) => day(from + days));
  },
  (past, chance) => {
    const who = employeeOf(past, chance);
    if (who === undefined) return [];
    past.count += 1;
    const unitId = past.units[chance(past.units.length)] ?? "u1";
    const on = day(who.on + chance(70));
    return chance(4) === 0
      ? [...ofAllowance(who.employeeId, on, chance), ...ofCorrection(who.employeeId, past.count)]
      : ofCell(unitId, who.employeeId, on, past.count, chance);
  },
  (past, chance) => ofSheet(past.units[chance(past.units.length)] ?? "u1", day(chance(150)).slice(0, 7), chance),
  (past, chance) => {
    const open = [...past.periods].filter((period) => !past.closed.has(period));
    const period = open[chance(open.length)];
    if (period === undefined || chance(2) === 0) return [];
    past.closed.add(period);
    return closing(period);
  },
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
  const past: Past = {
    units: [],
    hired: [],
    pending: [],
    periods: new Set(),
    closed: new Set(),
    granted: [],
    deputies: [],
    count: 0,
    stories: 0,
  };
  let used = 0;
  const chance = (below: number): number => {
    used += 1;
    const mixed = Math.imul((chances[used % chances.length] ?? 0) ^ Math.imul(used, 0x9e3779b1), 0x85ebca6b) >>> 0;
    return below <= 1 ? 0 : (mixed >>> 8) % below;
  };
  const always = happenings.slice(0, 2).flatMap((happening) => happening(past, chance));
  const happened = chances.flatMap((number) => happenings[number % happenings.length]?.(past, chance) ?? []);
  const stories = Array.from({ length: Math.ceil(chances.length / 10) }, () => aStory(past, chance));
  return [...always, ...happened, ...stories.flat()];
};

export const histories = (length: number): fc.Arbitrary<DomainEvent[]> =>
  fc.array(fc.nat(1_000_000), { minLength: 5, maxLength: length }).map(historyOf);
