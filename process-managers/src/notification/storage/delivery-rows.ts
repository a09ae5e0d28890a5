// A delivery as it stands in its table, and putting new ones there: once by fact, recipient and channel, whoever tries again.
import {
  type Channel,
  detailsOf,
  type Disclosure,
  type NotificationFact,
  peopleOf,
  type RecipientRole,
} from "@tabel/domain";
import { madeId } from "@tabel/event-store";
import { valueTypes } from "@tabel/read-models";
import type pg from "pg";

export interface Delivery {
  readonly id: string;
  readonly factId: string;
  readonly fact: NotificationFact;
  readonly recipient: string;
  readonly role: RecipientRole;
  readonly channel: Channel;
  readonly mayKnow: readonly Disclosure[];
  readonly about: readonly string[];
  readonly correlationId: string;
  readonly madeAt: string;
  readonly attempts: number;
  readonly digestAt: string | null;
  /** Attempts since the last one that came to an end, this one included. */
  readonly unanswered: number;
  /** Counts the claims: whoever holds an older number has lost it. */
  readonly fence: bigint;
}

export const deliveryColumns = `
  id, fact_id as "factId", fact, recipient, role, channel, may_know as "mayKnow", about, correlation_id as "correlationId",
  made_at as "madeAt", attempts, unanswered, digest_at as "digestAt", fence`;

export interface NewDelivery {
  readonly recipient: string;
  readonly role: RecipientRole;
  readonly channel: Channel;
  readonly mayKnow: readonly Disclosure[];
}

export interface FactToTell {
  readonly factId: string;
  readonly fact: NotificationFact;
  readonly correlationId: string;
  readonly at: string;
  /** Everything up to here must be in the read models before a message is put into words. */
  readonly afterPosition: bigint;
}

export const query = <Row extends pg.QueryResultRow>(
  client: Pick<pg.ClientBase | pg.Pool, "query">,
  text: string,
  values: readonly unknown[] = [],
): Promise<pg.QueryResult<Row>> =>
  (client as pg.ClientBase).query<Row>({ text, values: [...values], types: valueTypes }); // both take a statement so

/** Follows from what makes it unique, so that a message has one Message-ID for ever. */
export const deliveryId = (factId: string, recipient: string, channel: Channel): string =>
  madeId(factId, `${recipient}/${channel}`);

/** One statement, whatever their number. Answers how many were new. */
export const insertDeliveries = async (
  client: pg.ClientBase,
  told: FactToTell,
  deliveries: readonly NewDelivery[],
): Promise<number> => {
  if (deliveries.length === 0) return 0;
  const { factId, fact, correlationId, at, afterPosition } = told;
  const { rowCount } = await query(
    client,
    `insert into notifications.delivery
       (id, fact_id, fact, recipient, role, channel, may_know, about, correlation_id, after_position, made_at, next_at)
     select each.id, $1, $2, each.recipient, each.role, each.channel, string_to_array(each.may_know, ','), $3, $4, $5, $6, $6
     from unnest($7::uuid[], $8::text[], $9::text[], $10::text[], $11::text[]) as each (id, recipient, role, channel, may_know)
     on conflict (fact_id, recipient, channel) do nothing`,
    [
      factId,
      JSON.stringify(fact),
      peopleOf(fact),
      correlationId,
      afterPosition,
      at,
      deliveries.map(({ recipient, channel }) => deliveryId(factId, recipient, channel)),
      deliveries.map(({ recipient }) => recipient),
      deliveries.map(({ role }) => role),
      deliveries.map(({ channel }) => channel),
      deliveries.map(({ mayKnow }) => mayKnow.join(",")),
    ],
  );
  return rowCount ?? 0;
};

/** A delivery as messages are worded from it. */
export const toldAbout = ({ fact, role, about, mayKnow }: Delivery) => ({
  fact: fact.is,
  role,
  about,
  details: detailsOf(fact),
  mayKnow,
});
