// What working on deliveries needs, and the steps of it by name.
import type { Message } from "@tabel/domain";
import type { EventStore } from "@tabel/event-store";
import type pg from "pg";
import type { MessageChannel } from "../channels/channel.js";
import type { DirectoryParts } from "../directory/read-directory.js";
import type { Delivery } from "../storage/delivery-rows.js";
import type { Marking } from "./claim.js";
import type { Guarded } from "./guard.js";
import type { Pace } from "./pace.js";

/** Boundaries between two steps; crash tests stop at each. */
export const steps = ["claimed", "worded", "held", "sent", "marked"] as const;
export type Step = (typeof steps)[number];

/** The part of a logger that is used here. */
export interface NotificationLog {
  warn(context: object, message: string): void;
  error(context: object, message: string): void;
}

export interface DeliveringParts extends DirectoryParts, Marking {
  readonly pool: pg.Pool;
  readonly store: Pick<EventStore, "load">;
  readonly clock: () => string;
  readonly log: NotificationLog;
  /** The address of the unsubscribe link of somebody for a kind of message. */
  readonly unsubscribeLink: (of: {
    readonly userId: string;
    readonly fact: string;
    readonly channel: string;
  }) => string;
  readonly announcementWords: Map<string, readonly Message[]>;
  readonly seam?: (step: Step, delivery: Delivery) => Promise<void> | void;
  /** Ends subscriptions of browsers that are gone. */
  readonly endSubscriptions: (userId: string, subscriptionIds: readonly string[]) => Promise<void>;
}

export interface Door {
  readonly channel: MessageChannel;
  readonly guard: Guarded;
  readonly pace: Pace;
}
