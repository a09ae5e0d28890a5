// What a turn writes beside the checkpoint: values, as the tables of migration 0041 have them.
import type { Due } from "../process/intent.js";
import type { Json } from "../process/process.js";

export interface StateRow {
  readonly process: string;
  readonly version: number;
  readonly instance: string;
  /** Null: not kept. */
  readonly state: Json;
}

export type FactStatus = "new" | "taken" | "parked" | "waits" | "retry" | "skipped";

export interface FactRow {
  readonly process: string;
  readonly instance: string;
  readonly factId: string;
  readonly kind: "event" | "timer" | "refused";
  /** Type of the event, name of the timer, name of the command. */
  readonly what: string;
  readonly stream: string | null;
  readonly position: bigint | null;
  /** The fact itself, where the log does not have it. */
  readonly body: object | null;
  readonly correlationId: string;
  readonly at: string;
  readonly status: FactStatus;
  readonly attempts: number;
  readonly errorClass: string | null;
  readonly errorMessage: string | null;
}

export interface IntentRow {
  readonly id: string;
  readonly process: string;
  readonly instance: string;
  readonly factId: string;
  readonly does: "command" | "notify" | "work" | "wait";
  readonly key: string;
  readonly body: object;
  readonly correlationId: string;
  readonly status: "waiting" | "set" | "stopped";
}

export interface TimerRow {
  readonly id: string;
  readonly process: string;
  readonly instance: string;
  readonly key: string;
  readonly timer: string;
  readonly dueAt: string;
  readonly at: Due;
  readonly correlationId: string;
}

/** A timer key that a turn has set, or stopped where `set` is undefined. */
export interface TimerChange {
  readonly process: string;
  readonly instance: string;
  readonly key: string;
  readonly set: TimerRow | undefined;
}

/** An instance of a process, as one key. */
export const instanceKey = (process: string, instance: string): string => `${process}\n${instance}`;
