// What a process wants done: a command, a notification, a timer set or stopped. Values only; carrying them out is not here.
import type { LocalDate, NotificationFact } from "@tabel/domain";

/** A local time of a day in somebody's zone. Which instant it is, where the clocks change, says `due-instant.ts`. */
export interface Due {
  readonly date: LocalDate;
  /** `09:00` */
  readonly time: string;
  /** IANA name. */
  readonly zone: string;
}

/**
 * `key` tells the intents of one fact apart. The row of an intent is unique by (process, instance, fact, key), so a fact that is
 * worked out twice leaves each of its intents once.
 */
interface Keyed {
  readonly key: string;
}

/** A row of the command table. Its id follows from process, instance, fact and key: a repetition is recognised there. */
export interface CommandIntent extends Keyed {
  readonly do: "command";
  readonly command: string;
  readonly data: object;
}

/** Somebody is to be told. Whom, by which channel and in which words is worked out where it is carried out. */
export interface NotifyIntent extends Keyed {
  readonly do: "notify";
  readonly fact: NotificationFact;
}

/** A timer of this instance by this key; one that waits under the same key already is set anew. */
export interface WaitIntent extends Keyed {
  readonly do: "wait";
  /** Which timer it is, for `react`. */
  readonly timer: string;
  readonly at: Due;
}

/** The timer of this key does not come due any more; nothing where there is none. */
export interface StopWaitingIntent extends Keyed {
  readonly do: "stop-waiting";
}

/** Something that takes long, by the name of whoever does it: outside of any transaction, tried again where it was cut off. */
export interface WorkIntent extends Keyed {
  readonly do: "work";
  readonly work: string;
  readonly data: object;
}

export type Intent = CommandIntent | NotifyIntent | WorkIntent | WaitIntent | StopWaitingIntent;

/** What is carried out after the transaction that stores it; timers are a part of that transaction. */
export type OutwardIntent = CommandIntent | NotifyIntent | WorkIntent;
