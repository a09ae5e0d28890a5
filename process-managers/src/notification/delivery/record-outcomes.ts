// What became of deliveries goes into the log, once each: what the person's history and the list in the application are made from.
// The event's id follows from the delivery, so an append that is repeated after a death is the same append.
import {
  type DomainEvent,
  detailsOf,
  NotificationBounced,
  NotificationFailed,
  notifications,
  NotificationSent,
  notificationsStream,
  NotificationSuppressed,
  PushSubscriptionEnded,
  UserId,
} from "@tabel/domain";
import { ConcurrencyConflict, type EventStore, madeId, StoreUnavailable } from "@tabel/event-store";
import { eachOf } from "@tabel/platform";
import { describeError } from "@tabel/read-models";
import type pg from "pg";
import type { NotificationLog } from "./delivering-parts.js";
import { type Delivery, deliveryColumns, query } from "../storage/delivery-rows.js";

interface EndedDelivery extends Delivery {
  readonly status: "sent" | "failed" | "bounced" | "suppressed";
  readonly reason: string | null;
  readonly messageId: string | null;
  readonly language: "ru" | "en" | null;
  readonly redrives: number;
}

type Store = Pick<EventStore, "load" | "append">;

const outcomeOf = (delivery: EndedDelivery): DomainEvent => {
  const { id, factId, fact, recipient, role, channel, about, mayKnow, status, reason, messageId } = delivery;
  const told = {
    userId: recipient,
    deliveryId: id,
    fact: fact.is,
    factId,
    role,
    channel,
    about: [...about],
    details: [...detailsOf(fact)],
    mayKnow: [...mayKnow],
  };
  switch (status) {
    case "sent":
      return NotificationSent({ ...told, messageId, language: delivery.language ?? "ru" });
    case "failed":
      return NotificationFailed({ ...told, reason: reason ?? "unknown", attempts: Math.max(1, delivery.attempts) });
    case "bounced":
      return NotificationBounced({ ...told, reason: reason ?? "unknown" });
    case "suppressed":
      return NotificationSuppressed({ ...told, reason: reason ?? "unknown" });
  }
};

interface Once {
  readonly userId: string;
  /** The same for the same outcome, at every attempt. */
  readonly commandId: string;
  readonly correlationId: string;
  readonly causationId: string;
}

/** Appends unless it stands there already, however often it is tried. */
const appendOnce = async (store: Store, event: DomainEvent, once: Once): Promise<void> => {
  const stream = notificationsStream(UserId.parse(once.userId));
  const { commandId, correlationId: $correlationId, causationId: $causationId } = once;
  const metadata = { $correlationId, $causationId, commandId, commandHash: "outcome", actor: "process:notifications" };
  for (let fresh = false; ; fresh = true) {
    const { revision, commands } = await store.load(stream, notifications, { fresh });
    if (commands.has(commandId)) return;
    try {
      await store.append(stream, [event], { expected: revision, metadata });
      return;
    } catch (error) {
      if (!(error instanceof ConcurrencyConflict)) throw error;
    }
  }
};

const AT_ONCE = 24;
const PIECE = 240;

export interface RecordingParts {
  readonly pool: pg.Pool;
  readonly store: Store;
  readonly log: Pick<NotificationLog, "error">;
  /** Deliveries whose outcome the log did not take: told once, and tried again by the next program. */
  readonly refused: Set<string>;
}

/**
 * Some of what ended and is not in the log yet; answers how many. Several instances may do it at once. What cannot be recorded of one
 * person keeps nobody else's from the log. Throws where the store or the database is away.
 */
export const recordOutcomes = async ({ pool, store, log, refused }: RecordingParts): Promise<number> => {
  const { rows } = await query<EndedDelivery & pg.QueryResultRow>(
    pool,
    `select ${deliveryColumns}, status, reason, message_id as "messageId", language, redrives
     from notifications.delivery where status <> 'waiting' and not recorded and not (id = any($1::uuid[]))
     order by ended_at, id limit ${PIECE}`,
    [[...refused]],
  );
  // The common channel is nobody's stream.
  const people = rows.filter(({ role }) => role !== "workspace");
  // What one person was told goes into one stream: one after the other.
  const streams = new Map<string, EndedDelivery[]>();
  for (const delivery of people)
    streams.set(delivery.recipient, [...(streams.get(delivery.recipient) ?? []), delivery]);
  const record = async (delivery: EndedDelivery): Promise<void> => {
    try {
      await appendOnce(store, outcomeOf(delivery), {
        userId: delivery.recipient,
        commandId: madeId(delivery.id, `${delivery.status}/${delivery.redrives}`),
        correlationId: delivery.correlationId,
        causationId: delivery.factId.length === 36 ? delivery.factId : delivery.id,
      });
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error;
      refused.add(delivery.id);
      const about = { ...describeError(error), delivery: delivery.id, channel: delivery.channel };
      log.error(about, "what became of a message cannot be recorded; the others are");
    }
  };
  await eachOf([...streams.values()], AT_ONCE, async (deliveries) => {
    for (const delivery of deliveries) await record(delivery);
  });
  const recorded = rows.filter(({ id }) => !refused.has(id));
  await query(
    pool,
    `update notifications.delivery delivery set recorded = true
     from unnest($1::uuid[], $2::integer[]) as done (id, redrives)
     where delivery.id = done.id and delivery.redrives = done.redrives and delivery.status <> 'waiting'`,
    [recorded.map(({ id }) => id), recorded.map(({ redrives }) => redrives)],
  );
  return rows.length;
};

/** For browsers of which the push service says that they are gone. */
export const endPushSubscriptions = async (
  store: Store,
  userId: string,
  subscriptionIds: readonly string[],
): Promise<void> => {
  for (const subscriptionId of subscriptionIds) {
    const stream = notificationsStream(UserId.parse(userId));
    const { state, revision } = await store.load(stream, notifications, { fresh: true });
    if (!state.pushSubscriptions.includes(subscriptionId)) continue;
    const event = PushSubscriptionEnded({ userId: UserId.parse(userId), subscriptionId, reason: "gone" });
    const id = madeId(subscriptionId, `gone/${revision}`);
    await appendOnce(store, event, { userId, commandId: id, correlationId: id, causationId: id });
  }
};
