// Any history that an import brings in, of people, heads, deputies and a year of leave, through every process: nothing is told and
// nothing commanded but the plans of newcomers; what is asked for still waits for its reminder, and no timer lies in the past.
import { expect, test } from "@jest/globals";
import {
  AbsenceApproved,
  AbsenceRejected,
  AbsenceRequested,
  addDays,
  ContractConcluded,
  DeputyAppointed,
  type DomainEvent,
  EmployeeHired,
  EmployeeLeft,
  EmployeeTransferred,
  localDate,
  localDateAt,
  ScheduleAssigned,
  scheduleOf,
  UnitEstablished,
  UnitHeadAppointed,
} from "@tabel/domain";
import fc from "fast-check";
import type { Intent } from "../process/intent.js";
import type { AnyProcess, Json } from "../process/process.js";
import { bankAt } from "../specification/bank.js";
import { allProcesses } from "./all-processes.js";

const now = "2026-06-15T09:00:00.000Z";
const today = localDate("2026-06-15");
const zones = ["Europe/Moscow", "Asia/Vladivostok", "Europe/Berlin"] as const;

const person = fc.record({
  hired: fc.integer({ min: -3_000, max: 20 }),
  zone: fc.constantFrom(...zones),
  probation: fc.option(fc.integer({ min: 30, max: 180 })),
  leaves: fc.option(fc.integer({ min: -300, max: 30 })),
  moves: fc.option(fc.integer({ min: -300, max: 30 })),
  requests: fc.array(
    fc.record({
      from: fc.integer({ min: -365, max: 120 }),
      length: fc.integer({ min: 1, max: 28 }),
      outcome: fc.constantFrom("approved", "rejected", "pending"),
    }),
    { maxLength: 4 },
  ),
  deputy: fc.option(fc.tuple(fc.integer({ min: -300, max: 10 }), fc.integer({ min: 1, max: 60 }))),
});
type Person = typeof person extends fc.Arbitrary<infer Value> ? Value : never;

interface Imported {
  readonly stream: string;
  readonly event: DomainEvent;
}

const historyOf = (who: Person, index: number): readonly Imported[] => {
  const employeeId = `e${index}`;
  const hiredOn = addDays(today, who.hired);
  const hired = EmployeeHired({
    employeeId,
    fullName: { last: "Ли", first: "Анна", middle: null },
    email: null,
    hiredOn,
    unitId: "office",
    position: "Кассир",
    country: who.zone === "Europe/Berlin" ? "DE" : "RU",
    timeZone: who.zone,
  });
  const employment: DomainEvent[] = [
    hired,
    ContractConcluded({
      employeeId,
      kind: "permanent",
      from: hiredOn,
      until: null,
      probationUntil: who.probation === null ? null : addDays(hiredOn, who.probation),
    }),
    ScheduleAssigned({ employeeId, from: hiredOn, schedule: scheduleOf("five-day-40") }),
  ];
  if (who.moves !== null)
    employment.push(
      EmployeeTransferred({ employeeId, from: addDays(today, who.moves), unitId: "branch", position: "Кассир" }),
    );
  if (who.leaves !== null) employment.push(EmployeeLeft({ employeeId, lastDay: addDays(today, who.leaves) }));
  const absences = who.requests.flatMap(({ from: ahead, length, outcome }, place): DomainEvent[] => {
    const from = addDays(today, ahead);
    const of = { employeeId, requestId: `00000000-0000-5000-8000-${String(index * 100 + place).padStart(12, "0")}` };
    const span = { from, to: addDays(from, length - 1), dayPart: "full" as const, kind: "unpaid-leave", ledger: null };
    const hr = { holder: "role" as const, role: "hr-officer" };
    const route = [{ holder: "unit-head" as const, unitId: "office", remindAfter: 2, escalateAfter: 5 }, hr];
    const asked = AbsenceRequested({
      ...of,
      ...span,
      days: [],
      reserved: 0,
      comment: null,
      route,
      requestedBy: employeeId,
    });
    const decided = { ...of, step: 0, ledger: null, released: [] };
    if (outcome === "rejected") return [asked, AbsenceRejected({ ...decided, rejectedBy: "boris", reason: "No" })];
    if (outcome === "pending") return [asked];
    return [asked, AbsenceApproved({ ...decided, ...span, days: [], used: 0, approvedBy: "boris" })];
  });
  const deputy =
    who.deputy === null
      ? []
      : [
          DeputyAppointed({
            userId: employeeId,
            deputy: "galina",
            from: addDays(today, who.deputy[0]),
            until: addDays(today, who.deputy[0] + who.deputy[1]),
            kinds: null,
          }),
        ];
  return [
    ...employment.map((event) => ({ stream: `employee-${employeeId}`, event })),
    ...absences.map((event) => ({ stream: `absence-${employeeId}`, event })),
    ...deputy.map((event) => ({ stream: `access-${employeeId}`, event })),
  ];
};

const unit: readonly Imported[] = [
  UnitEstablished({ unitId: "office", name: "Office", parentId: "bank", on: "2015-01-01" }),
  UnitHeadAppointed({ unitId: "office", employeeId: "e0", from: "2025-01-01" }),
].map((event) => ({ stream: "organisation", event }));

/** What every process makes of a history, by its name. */
const intentsOf = async (process: AnyProcess, history: readonly Imported[]): Promise<readonly Intent[]> => {
  const streams: Record<string, DomainEvent[]> = {};
  for (const { stream, event } of history) (streams[stream] ??= []).push(event);
  const inquiry = bankAt(now, streams);
  const states = new Map<string, Json>();
  const intents: Intent[] = [];
  for (const { stream, event } of history) {
    if (!process.reads.some(({ type }) => type === event.type)) continue;
    for (const instance of process.instances(event)) {
      const state = process.evolve(states.get(instance) ?? process.initial, event, now);
      states.set(instance, state);
      const fact = { is: "event", id: "", event, stream, position: 0n, recordedAt: now, erased: false } as const;
      const imported = { ...fact, imported: true as const };
      intents.push(...process.react(state, imported, await process.learn?.(state, imported, inquiry)));
    }
  }
  return intents;
};

const runs = Number(process.env["IMPORT_RUNS"] ?? 60);

test(`${runs} imported histories are told to nobody, command nothing and set no timer in the past; what is pending waits`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(person, { minLength: 1, maxLength: 6 }), async (people) => {
      const history = [...unit, ...people.flatMap(historyOf)];
      for (const each of allProcesses) {
        const intents = await intentsOf(each, history);
        const outward = intents.filter((intent) => intent.do === "notify" || intent.do === "command");
        expect({ process: each.name, outward }).toEqual({ process: each.name, outward: [] });
        const late = intents.filter(
          (intent) => intent.do === "wait" && intent.at.date < localDateAt(now, intent.at.zone),
        );
        expect({ process: each.name, late }).toEqual({ process: each.name, late: [] });
        if (each.name !== "when-a-step-waits-then-remind-and-escalate") continue;
        // Each request that is asked for still, of days that are not over, has its reminder.
        const pending = people.flatMap(({ requests }) =>
          requests.filter(({ from, length, outcome }) => outcome === "pending" && from + length > 0),
        );
        const set = intents.filter((intent) => intent.do === "wait" && intent.timer === "remind");
        expect(set.length).toBeGreaterThanOrEqual(pending.length);
      }
    }),
    { numRuns: runs },
  );
});
