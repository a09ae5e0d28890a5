// Works out what facts lead to, in memory: states, intents, timers. Writes nothing, so it may be done again at any time.
import { setTimeout as pause } from "node:timers/promises";
import type { Inquiry, Instant } from "@tabel/domain";
import { madeId, StoreUnavailable, VaultUnavailable } from "@tabel/event-store";
import { describeError } from "@tabel/read-models";
import type { Fact } from "../process/fact.js";
import type { Intent, OutwardIntent } from "../process/intent.js";
import type { AnyProcess, Json } from "../process/process.js";
import { dueInstant } from "../timers/due-instant.js";
import { type FactRow, instanceKey, type IntentRow, type StateRow, type TimerChange, type TimerRow } from "./rows.js";

/** A fact on its way to one instance of one process. */
export interface Incoming {
  readonly process: AnyProcess;
  readonly instance: string;
  readonly fact: Fact;
  readonly correlationId: string;
  readonly at: Instant;
  /** Set where the fact cannot be read: it is set aside as it is. */
  readonly unreadable?: boolean;
}

export interface WorkedOut {
  readonly states: ReadonlyMap<string, StateRow>;
  readonly facts: readonly FactRow[];
  readonly intents: readonly IntentRow[];
  readonly timers: ReadonlyMap<string, TimerChange>;
  /** Ids of the timers that came due. */
  readonly fired: readonly string[];
}

export interface Working {
  /** States as they stand, by `instanceKey`; absent where none is kept. */
  readonly states: ReadonlyMap<string, Json>;
  /** Instances that wait behind a fact that was set aside; those that this work sets aside are added. */
  readonly blocked: Set<string>;
  readonly inquiry: Inquiry;
}

const attempts = 3;
const pausesMs = [50, 250];

/** A process has named two intents of one fact alike: the second would be lost. */
class KeyTwice extends Error {
  override readonly name = "KeyTwice";
}

/** What would happen to every fact alike is waited out, not laid at this one's door. */
const liesInTheWorld = (error: unknown): boolean =>
  error instanceof StoreUnavailable || error instanceof VaultUnavailable;

/** Follows from where the intent comes from, so that it is the same however often that is worked out. */
export const intentIdOf = (process: string, instance: string, factId: string, intent: Pick<Intent, "do" | "key">) =>
  madeId(factId, `process/${process}/${instance}/${intent.do}/${intent.key}`);

const reacted = async ({ process, fact }: Incoming, before: Json, inquiry: Inquiry) => {
  const state = fact.is === "event" ? process.evolve(before, fact.event, fact.recordedAt) : before;
  const known = await process.learn?.(state, fact, inquiry);
  const intents = process.react(state, fact, known).map((intent) => ({
    intent,
    dueAt: intent.do === "wait" ? dueInstant(intent.at) : undefined,
  }));
  const keys = new Set(intents.map(({ intent }) => `${intent.do} ${intent.key}`));
  if (keys.size < intents.length) throw new KeyTwice(`${process.name} has two intents of one key for one fact`);
  return { state, intents };
};

const factRow = (incoming: Incoming): Omit<FactRow, "status" | "attempts" | "errorClass" | "errorMessage"> => {
  const { process, instance, fact, correlationId, at } = incoming;
  const { id: factId, is: kind } = fact;
  const known = { process: process.name, instance, factId, kind, correlationId, at };
  if (fact.is === "event")
    return { ...known, what: fact.event.type, stream: fact.stream, position: fact.position, body: null };
  const what = fact.is === "timer" ? fact.timer : fact.command;
  return { ...known, what, stream: null, position: null, body: fact };
};

const fine = { attempts: 1, errorClass: null, errorMessage: null };

/** What whoever carries it out is handed. */
const bodyOf = (intent: OutwardIntent): object => {
  if (intent.do === "notify") return intent.fact;
  return intent.do === "work"
    ? { work: intent.work, data: intent.data }
    : { command: intent.command, data: intent.data };
};

/** Facts in their order. Throws what does not lie with a fact. */
export const workOut = async (
  incoming: readonly Incoming[],
  { states, blocked, inquiry }: Working,
): Promise<WorkedOut> => {
  const changed = new Map<string, StateRow>();
  const facts: FactRow[] = [];
  const intents: IntentRow[] = [];
  const timers = new Map<string, TimerChange>();
  const fired: string[] = [];

  const attempt = async (each: Incoming, before: Json) => {
    for (let failures = 0; ;) {
      try {
        return await reacted(each, before, inquiry);
      } catch (error) {
        if (liesInTheWorld(error)) throw error;
        failures += 1;
        if (failures === attempts) return { error };
        await pause(pausesMs[failures - 1]);
      }
    }
  };

  const setTimer = (change: TimerChange): void => {
    const name = `${instanceKey(change.process, change.instance)}\n${change.key}`;
    const before = timers.get(name)?.set;
    // Set and stopped within one turn: it never gets to wait.
    if (before !== undefined)
      for (const [place, row] of intents.entries())
        if (row.id === before.id) intents[place] = { ...row, status: "stopped" };
    timers.set(name, change);
  };

  const take = ({ process, instance, fact, correlationId }: Incoming, intent: Intent, dueAt: string | undefined) => {
    const of = { process: process.name, instance, key: intent.key };
    if (intent.do === "stop-waiting") return setTimer({ ...of, set: undefined });
    const id = intentIdOf(process.name, instance, fact.id, intent);
    const row = { ...of, id, factId: fact.id, does: intent.do, correlationId };
    if (intent.do !== "wait") {
      const body = bodyOf(intent);
      intents.push({ ...row, body, status: "waiting" });
      return;
    }
    const set: TimerRow = { ...of, id, timer: intent.timer, dueAt: dueAt ?? "", at: intent.at, correlationId };
    setTimer({ ...of, set });
    intents.push({ ...row, body: { timer: intent.timer, at: intent.at, dueAt }, status: "set" });
  };

  for (const each of incoming) {
    const { process, instance, fact } = each;
    const key = instanceKey(process.name, instance);
    const stream = fact.is === "event" ? instanceKey(process.name, fact.stream) : key;
    if (fact.is === "timer") {
      // An earlier fact of this turn has stopped it, or set it anew.
      if (timers.has(`${key}\n${fact.key}`)) continue;
      fired.push(fact.id);
    }
    if (blocked.has(key) || blocked.has(stream)) {
      blocked.add(key);
      facts.push({ ...factRow(each), status: "waits", ...fine, attempts: 0 });
      continue;
    }
    const before = changed.get(key)?.state ?? states.get(key) ?? process.initial;
    const outcome = each.unreadable === true ? { error: new Error("unreadable") } : await attempt(each, before);
    if ("error" in outcome) {
      blocked.add(key);
      const errors =
        each.unreadable === true
          ? { errorClass: "unreadable", errorMessage: "the event cannot be read" }
          : describeError(outcome.error);
      facts.push({ ...factRow(each), status: "parked", attempts, ...errors });
      continue;
    }
    const { name, version } = process;
    if (fact.is === "event") changed.set(key, { process: name, version, instance, state: outcome.state });
    for (const { intent, dueAt } of outcome.intents) take(each, intent, dueAt);
    facts.push({ ...factRow(each), status: "taken", ...fine });
  }
  return { states: changed, facts, intents, timers, fired };
};
