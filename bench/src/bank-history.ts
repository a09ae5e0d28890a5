// A plausible log for measuring projections: a bank's people are hired, then month after month a period is opened, leave is
// asked for and approved, pay and units change.
import {
  AbsenceApproved,
  AbsenceRequested,
  absenceStream,
  ContractConcluded,
  type DomainEvent,
  EmployeeHired,
  type EmployeeId,
  employeeStream,
  EmployeeTransferred,
  knownSchedules,
  LeaveGranted,
  organisationStream,
  type Period,
  payrollPeriodStream,
  PeriodOpened,
  SalarySet,
  ScheduleAssigned,
  UnitEstablished,
  UnitHeadAppointed,
} from "@tabel/domain";
import { type EventStore, madeId } from "@tabel/event-store";

export interface BankSize {
  readonly events: number;
  readonly employees: number;
  /** Opened periods, one after the other. */
  readonly months: number;
  /** The year whose January is the first period; 2026 unless given. */
  readonly firstYear?: number;
}

interface Append {
  readonly stream: string;
  readonly events: DomainEvent[];
}

const UNIT_SIZE = 20;
const APPENDS_AT_ONCE = 64;

export const employeeIdOf = (index: number): string => `e${String(index).padStart(5, "0")}`;
const unitIdOf = (index: number): string => `u${String(Math.floor(index / UNIT_SIZE) + 1).padStart(4, "0")}`;
const schedule = knownSchedules.values().next().value;

const periodAt = (month: number, { firstYear = 2026 }: BankSize): string =>
  `${firstYear + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`;

/** Everybody was hired on the same day, a year before the first period. */
const hiredOn = ({ firstYear = 2026 }: BankSize): string => `${firstYear - 1}-01-09`;

const organisation = (size: BankSize): Append => {
  const { employees } = size;
  const since = `${hiredOn(size).slice(0, 4)}-01-01`;
  const units = Math.ceil(employees / UNIT_SIZE);
  const events: DomainEvent[] = [UnitEstablished({ unitId: "bank", name: "Банк", parentId: null, on: since })];
  for (let unit = 0; unit < units; unit += 1) {
    const [unitId, employeeId] = [unitIdOf(unit * UNIT_SIZE), employeeIdOf(unit * UNIT_SIZE)];
    events.push(UnitEstablished({ unitId, name: `Отделение ${unit + 1}`, parentId: "bank", on: since }));
    events.push(UnitHeadAppointed({ unitId, employeeId, from: hiredOn(size) }));
  }
  return { stream: organisationStream, events };
};

const hiring = (index: number, size: BankSize): Append[] => {
  const employeeId = employeeIdOf(index);
  const from = hiredOn(size);
  const year = from.slice(0, 4);
  if (schedule === undefined) throw new Error("the domain knows no schedule");
  return [
    {
      stream: employeeStream(employeeId as EmployeeId), // made above, in its form
      events: [
        EmployeeHired({
          employeeId,
          fullName: { last: `Фамилия${index % 997}`, first: "Анна", middle: "Сергеевна" },
          email: `${employeeId}@bank.example`,
          hiredOn: from,
          unitId: unitIdOf(index),
          position: "Кассир",
          country: "RU",
          timeZone: "Europe/Moscow",
        }),
        ContractConcluded({ employeeId, kind: "permanent", from, until: null, probationUntil: `${year}-04-09` }),
        ScheduleAssigned({ employeeId, from, schedule }),
        SalarySet({ employeeId, from, monthly: { minor: 8_000_000 + (index % 50) * 100_000, currency: "RUB" } }),
      ],
    },
    {
      stream: absenceStream(employeeId as EmployeeId), // as above
      events: [
        LeaveGranted({
          employeeId,
          ledger: "annual",
          amount: 2_800,
          workingYear: { from, to: `${Number(year) + 1}-01-08` },
          effectiveOn: from,
          usableFrom: `${year}-07-09`,
          source: "working-year",
        }),
      ],
    },
  ];
};

/** A week of unpaid leave, asked for and approved; three in four fall into a month that is open already. */
const absence = (index: number, month: number, number: number, size: BankSize): Append => {
  const employeeId = employeeIdOf(index);
  const inMonth = month + (number % 4 === 3 ? 1 : 0);
  const [from, to] = [`${periodAt(inMonth, size)}-09`, `${periodAt(inMonth, size)}-13`];
  const requestId = `r-${index}-${month}-${number}`;
  const common = { employeeId, requestId, kind: "unpaid-leave", from, to, dayPart: "full" as const, ledger: null };
  const days = [{ from, to, means: "leave" as const, counted: 100 }];
  return {
    stream: absenceStream(employeeId as EmployeeId), // made above, in its form
    events: [
      AbsenceRequested({
        ...common,
        reserved: 0,
        days,
        comment: null,
        route: [{ holder: "unit-head", unitId: unitIdOf(index) }],
        requestedBy: employeeId,
      }),
      AbsenceApproved({ ...common, used: 0, days, released: [], step: 0, approvedBy: "e00000" }),
    ],
  };
};

const change = (index: number, month: number, size: BankSize): Append => {
  const employeeId = employeeIdOf(index);
  const from = `${periodAt(month, size)}-01`;
  const monthly = { minor: 8_500_000 + month * 10_000, currency: "RUB" };
  const event =
    index % 3 === 0
      ? EmployeeTransferred({
          employeeId,
          from,
          unitId: unitIdOf((index + month * UNIT_SIZE) % 200),
          position: "Кассир",
        })
      : SalarySet({ employeeId, from, monthly });
  return { stream: employeeStream(employeeId as EmployeeId), events: [event] }; // made above, in its form
};

const monthOf = (size: BankSize, month: number, events: number): Append[] => {
  const appends: Append[] = [];
  for (let made = 0, number = 0; made < events; number += 1) {
    const index = (number * 7_919 + month * 31) % size.employees;
    const append = number % 12 === 11 ? change(index, month, size) : absence(index, month, number, size);
    appends.push(append);
    made += append.events.length;
  }
  return appends;
};

/** The same for the same event each time, so that a filling that was ended may append it again: it is then the same append. */
const commandIdOf = (stream: string, revision: bigint): string => madeId(`fill ${revision}`, stream);

/** Appends of one stream keep their order; different streams go at once. */
const appendAll = async (store: EventStore, appends: readonly Append[], revisions: Map<string, bigint>) => {
  const queues = new Map<string, Append[]>();
  for (const append of appends) queues.set(append.stream, [...(queues.get(append.stream) ?? []), append]);
  const streams = [...queues.values()];
  let last = 0n;
  const writer = async (): Promise<void> => {
    for (let queue = streams.pop(); queue !== undefined; queue = streams.pop())
      for (const { stream, events } of queue) {
        const expected = revisions.get(stream) ?? "no-stream";
        const commandId = commandIdOf(stream, expected === "no-stream" ? -1n : expected);
        const { revision, position } = await store.append(stream, events, {
          expected,
          metadata: { $correlationId: commandId, $causationId: commandId, commandId, commandHash: "0", actor: "bench" },
        });
        revisions.set(stream, revision);
        if (position > last) last = position;
      }
  };
  await Promise.all(Array.from({ length: APPENDS_AT_ONCE }, writer));
  return last;
};

export interface FilledLog {
  readonly events: number;
  readonly position: bigint;
  /** Where each stream stands, to append further. */
  readonly revisions: Map<string, bigint>;
}

/** How far an earlier filling of the same log came, and who is told how far this one is. */
export interface Filling {
  readonly parts: number;
  readonly position: bigint;
  readonly filled: (parts: number, position: bigint) => void;
}
const fromNothing: Filling = { parts: 0, position: 0n, filled: () => undefined };

const countOf = (appends: readonly Append[]): number => appends.reduce((sum, { events }) => sum + events.length, 0);

/** One part after the other: the bank with its people, then the months. */
function* partsOf(size: BankSize): Generator<readonly (readonly Append[])[]> {
  const people = Array.from({ length: size.employees }, (_, index) => hiring(index, size)).flat();
  const first = organisation(size);
  yield [[first], people];
  const left = size.events - countOf([first, ...people]) - size.months;
  const each = Math.max(0, Math.floor(left / size.months));
  for (let month = 0; month < size.months; month += 1) {
    const period = periodAt(month, size);
    const opened = { stream: payrollPeriodStream(period as Period), events: [PeriodOpened({ period })] }; // a month
    yield [[opened], monthOf(size, month, each)];
  }
}

export const fillLog = async (
  store: EventStore,
  size: BankSize,
  { parts, position: reached, filled }: Filling = fromNothing,
): Promise<FilledLog> => {
  const revisions = new Map<string, bigint>();
  let [events, position, number] = [0, reached, 0];
  for (const part of partsOf(size)) {
    number += 1;
    for (const appends of part) {
      events += countOf(appends);
      if (number > parts) position = await appendAll(store, appends, revisions);
      else
        for (const { stream, events: some } of appends)
          revisions.set(stream, (revisions.get(stream) ?? -1n) + BigInt(some.length));
    }
    if (number > parts) filled(number, position);
  }
  return { events, position, revisions };
};
