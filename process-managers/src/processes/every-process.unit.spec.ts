// What holds for every process there is, whichever facts it reads: nothing that lies in an imported past is told, commanded or waited
// for; of a person whose key is destroyed nobody is told, and nothing throws.
import { describe, expect, test } from "@jest/globals";
import {
  type Directory,
  type DomainEvent,
  localDate,
  localDateAt,
  type NotificationFact,
  organisation,
  organisationStream,
  parseFact,
  peopleOf,
  recipientsOf,
  UnitId,
  UserId,
} from "@tabel/domain";
import { bankAt } from "../specification/bank.js";
import { bankOfSamples, definitionsOf, sampleOf, SUBJECT } from "../specification/samples.js";
import type { Fact } from "../process/fact.js";
import type { Intent } from "../process/intent.js";
import type { AnyProcess, Json } from "../process/process.js";
import { allProcesses } from "./all-processes.js";

const now = "2026-06-15T09:00:00.000Z";

interface Outcome {
  readonly fact: Fact;
  readonly intents: readonly Intent[];
}

const id = "00000000-0000-5000-8000-000000000000";
const eventFact = (event: DomainEvent, more: Pick<Fact & { is: "event" }, "erased" | "imported">): Fact => ({
  is: "event",
  id,
  event,
  stream: "samples",
  position: 0n,
  recordedAt: now,
  ...more,
});

/** Every sample that a process reads, in the catalogue's order; then each of its timers, and the refusal of each command. */
const play = async (
  process: AnyProcess,
  more: Pick<Fact & { is: "event" }, "erased" | "imported">,
): Promise<readonly Outcome[]> => {
  const happened: DomainEvent[] = [];
  const states = new Map<string, Json>();
  const outcomes: Outcome[] = [];
  const take = async (instance: string, fact: Fact): Promise<readonly Intent[]> => {
    const before = states.get(instance) ?? process.initial;
    const state = fact.is === "event" ? process.evolve(before, fact.event, fact.recordedAt) : before;
    states.set(instance, state);
    const inquiry = bankOfSamples(now, more.erased, happened);
    const intents = process.react(state, fact, await process.learn?.(state, fact, inquiry));
    outcomes.push({ fact, intents });
    return intents;
  };
  for (const definition of definitionsOf(process.reads)) {
    const fact = eventFact(sampleOf(definition, more.erased), more);
    if (fact.is !== "event") continue;
    if (fact.event.type !== "EmployeeHired") happened.push(fact.event); // the bank has hired already
    for (const instance of process.instances(fact.event))
      for (const intent of await take(instance, fact)) {
        if (intent.do === "wait")
          await take(instance, { is: "timer", id, timer: intent.timer, key: intent.key, at: intent.at });
        if (intent.do === "command")
          await take(instance, { is: "refused", id, key: intent.key, command: intent.command, code: "not-a-mentor" });
      }
  }
  return outcomes;
};

const tellings = (outcomes: readonly Outcome[]): readonly NotificationFact[] =>
  outcomes.flatMap(({ intents }) =>
    intents.flatMap((intent) => (intent.do === "notify" ? [parseFact(intent.fact)] : [])),
  );

const staff = ["boris", "anna", SUBJECT, "hans", "lev"] as const;

/** Everybody is there, and Lev holds every office; only the one may be erased. */
const directory = async (erased: string | undefined): Promise<Directory> => ({
  today: localDate("2026-06-15"),
  organisation: await bankAt(now).read(organisationStream, organisation),
  people: new Map(
    staff.map((who) => [
      who,
      {
        unitId: UnitId.parse(who === "boris" ? "bank" : "branch"),
        employment: "employed",
        erased: who === erased,
      },
    ]),
  ),
  presence: { isAbsent: () => false, hasLeft: () => false, deputyOf: () => undefined },
  roles: ["hr-officer", "accountant", "it-officer"].map((role) => ({
    userId: UserId.parse("lev"),
    role,
    scope: { over: "all" },
  })),
  mentors: new Map([[SUBJECT, "hans"]]),
  kinds: new Map(),
  sessions: new Map([["session", { trainerId: "anna", people: [SUBJECT] }]]),
  subscribers: new Map(),
});

describe.each(allProcesses.map((process) => [process.name, process] as const))("%s", (_, process) => {
  test("does nothing about what was over when it was imported", async () => {
    for (const { fact, intents } of await play(process, { erased: false, imported: true })) {
      if (fact.is !== "event") continue; // a timer of today is no matter of the past
      for (const intent of intents) {
        if (intent.do === "command") expect(process.commandsAfterImport).toContain(intent.command);
        else expect(intent.do).not.toBe("notify");
        if (intent.do === "wait")
          expect(intent.at.date >= localDateAt(now, intent.at.zone) ? "to come" : intent).toBe("to come");
      }
    }
  });

  test("tells nobody of somebody whose key is destroyed, and is not upset", async () => {
    const who = await directory(SUBJECT);
    for (const fact of tellings(await play(process, { erased: true }))) {
      const recipients = recipientsOf(fact, who).map(({ userId }) => String(userId));
      expect(recipients).not.toContain(SUBJECT);
      if (peopleOf(fact).includes(SUBJECT)) expect([fact, recipients]).toEqual([fact, []]);
    }
  });
});

test("all of that is done and told where nobody is erased and nothing was imported: what is not done above is kept back", async () => {
  const who = await directory(undefined);
  const idle: string[] = [];
  const told = new Set<string>();
  for (const process of allProcesses) {
    const outcomes = await play(process, { erased: false });
    if (outcomes.every(({ intents }) => intents.every((intent) => intent.do === "stop-waiting")))
      idle.push(process.name);
    for (const fact of tellings(outcomes)) if (recipientsOf(fact, who).length > 0) told.add(fact.is);
  }
  // Whose days the samples put together do not go with each other; their own specs show what they do.
  expect(idle).toEqual([
    "when-a-sickness-ends-then-see-to-the-leave",
    "when-somebody-comes-under-another-unit-then-tell",
    "when-a-probation-nears-its-end-then-tell",
    "when-somebody-is-hired-then-plan-onboarding",
  ]);
  expect(told.size).toBeGreaterThan(35);
});
