// One delivery from the claim to its end: whether it may still go out, when, in which words; the last look at the lease; the
// attempt; the mark. Whatever dies between two of these leaves a lease that runs out, and somebody else goes on.
import {
  digestedAt,
  isWanted,
  localDateAt,
  type Message,
  notificationPolicy,
  quietUntil,
  recipientsOf,
  renderMessage,
  rulesFor,
} from "@tabel/domain";
import { madeId, type EventStore, StoreUnavailable, VaultUnavailable } from "@tabel/event-store";
import { backoffDelay } from "@tabel/platform";
import { describeError, readMessageValues } from "@tabel/read-models";
import type pg from "pg";
import type { ChannelOutcome, MessageChannel, OutgoingMessage } from "../channels/channel.js";
import { inquiryAt } from "../directory/inquiry.js";
import { type DirectoryParts, readDirectory } from "../directory/read-directory.js";
import { type Delivery, query, toldAbout } from "../storage/delivery-rows.js";
import { type Addressee, readAddressee } from "./addressee.js";
import { claimDigest, markEnded, MOST_UNANSWERED, putOff, stillHeld } from "./claim.js";
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

export interface DeliveringParts extends DirectoryParts {
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

/** Attempts until it is set aside; about an hour and a half in all. */
export const MOST_ATTEMPTS = 8;
const waits = { first: 2_000, most: 3_600_000, factor: 4 };

const later = (at: string, milliseconds: number): string => new Date(Date.parse(at) + milliseconds).toISOString();

type Look =
  | { readonly is: "suppress"; readonly reason: string }
  | { readonly is: "wait"; readonly at: string; readonly digestAt?: string }
  | { readonly is: "send" };

/** Whether the person is told by this channel still, and now. Asked at every attempt: an hour may have passed. */
const lookAgain = async (
  { fact, channel, recipient, role, digestAt }: Delivery,
  { settings, reader, erased, left }: Addressee,
  now: string,
  parts: DeliveringParts,
): Promise<Look> => {
  if (erased) return { is: "suppress", reason: "person-erased" };
  if (left) return { is: "suppress", reason: "person-left" };
  const inquiry = inquiryAt(parts.store, now);
  // Of an announcement's audience it is known who they are; what it says is about nobody.
  if (role !== "audience" && role !== "workspace") {
    const still = recipientsOf(fact, await readDirectory(fact, inquiry, parts));
    if (!still.some(({ userId }) => userId === recipient)) return { is: "suppress", reason: "no-longer-concerned" };
  }
  const policy = notificationPolicy(localDateAt(now, "UTC"));
  const about = { fact: fact.is, channel };
  if (!isWanted(rulesFor(policy, fact.is, role), fact.is, channel, settings))
    return { is: "suppress", reason: "preference" };
  const quiet = quietUntil(about, settings, reader.timeZone, now, policy);
  if (quiet !== null) return { is: "wait", at: quiet };
  const digest = digestAt === null ? digestedAt(about, settings, reader.timeZone, now, policy) : null;
  return digest === null || digest <= now ? { is: "send" } : { is: "wait", at: digest, digestAt: digest };
};

const wordedAnew = async (
  deliveries: readonly Delivery[],
  { reader }: Addressee,
  { pool }: DeliveringParts,
): Promise<readonly Message[]> => {
  const values = await readMessageValues(deliveries.map(toldAbout), reader.language, async (text, given) => {
    const { rows } = await query<{ what: string; id: string; value: unknown }>(pool, text, given);
    return rows;
  });
  return deliveries.map(({ fact, role }, index) =>
    renderMessage({ fact: fact.is, role, values: values[index] ?? {} }, reader),
  );
};

/** In the application the words are read when they are shown; an announcement's are the same for everybody of a language. */
const worded = async (
  deliveries: readonly Delivery[],
  addressee: Addressee,
  parts: DeliveringParts,
): Promise<readonly Message[]> => {
  const [first] = deliveries;
  if (first === undefined || first.channel === "in-app") return [];
  if (deliveries.length > 1 || first.role !== "audience") return wordedAnew(deliveries, addressee, parts);
  const key = `${first.factId} ${addressee.reader.language}`;
  const known = parts.announcementWords.get(key);
  if (known !== undefined) return known;
  const messages = await wordedAnew(deliveries, addressee, parts);
  if (parts.announcementWords.size >= 100) parts.announcementWords.clear();
  parts.announcementWords.set(key, messages);
  return messages;
};

const optional = ({ fact, role, channel }: Delivery, now: string): boolean =>
  channel === "email" && rulesFor(notificationPolicy(localDateAt(now, "UTC")), fact.is, role)[channel] !== "always";

/** Ends the deliveries as the channel's outcome says. */
const settle = async (
  deliveries: readonly Delivery[],
  outcome: ChannelOutcome,
  language: string,
  parts: DeliveringParts,
): Promise<void> => {
  const { pool, clock, log } = parts;
  const at = clock();
  const [first] = deliveries;
  if (first === undefined) return;
  const end = (
    status: "sent" | "failed" | "bounced" | "suppressed",
    reason: string | null,
    messageId: string | null = null,
  ) => markEnded(pool, deliveries, { status, reason, messageId, language, at });
  const about = { delivery: first.id, channel: first.channel, fact: first.fact.is, attempts: first.attempts };
  if ("gone" in outcome && outcome.gone !== undefined && outcome.gone.length > 0)
    await parts.endSubscriptions(first.recipient, outcome.gone);
  switch (outcome.is) {
    case "sent": {
      const marked = await end("sent", null, outcome.messageId);
      if (!marked) log.warn(about, "a message went out after somebody else had taken it over");
      return;
    }
    case "bounced":
      await end("bounced", outcome.reason);
      return;
    case "unreachable":
      await end("suppressed", outcome.reason);
      return;
    case "permanent-failure":
      log.error({ ...about, code: outcome.reason }, "a message was refused for good; it is on the dead-letter list");
      await end("failed", outcome.reason);
      return;
    case "temporary-failure":
      if (first.attempts >= MOST_ATTEMPTS) {
        log.error({ ...about, code: outcome.reason }, "a message could not be sent; it is on the dead-letter list");
        await end("failed", outcome.reason);
        return;
      }
      log.warn({ ...about, code: outcome.reason }, "a message could not be sent; it is tried again later");
      await putOff(pool, deliveries, { at: later(at, backoffDelay(waits, first.attempts)), counts: true });
  }
};

export interface Door {
  readonly channel: MessageChannel;
  readonly guard: Guarded;
  readonly pace: Pace;
}

/** What passes by itself, and says nothing of the message. */
const awayMs = 5_000;

/** After this many attempts that never ended the parts of a digest go by themselves: one of them may be what ends the worker. */
const singlyAfter = 2;

const send = async (
  deliveries: readonly Delivery[],
  addressee: Addressee,
  { channel, guard, pace }: Door,
  parts: DeliveringParts,
): Promise<void> => {
  const { pool, clock, seam } = parts;
  const [first] = deliveries;
  if (first === undefined) return;
  const messages = await worded(deliveries, addressee, parts);
  await seam?.("worded", first);
  const single = first.digestAt === null;
  const message: OutgoingMessage = {
    // A digest is known by the first of its parts, which stays the first until all of them have ended.
    id: single ? first.id : madeId(first.id, "digest"),
    madeAt: single ? first.madeAt : (first.digestAt ?? first.madeAt),
    userId: first.recipient,
    email: addressee.email,
    push: addressee.push,
    reader: addressee.reader,
    messages,
    unsubscribe:
      single && optional(first, clock())
        ? parts.unsubscribeLink({ userId: first.recipient, fact: first.fact.is, channel: first.channel })
        : null,
  };
  const place = await pace.place();
  if (place !== "turn") {
    const at = place === "crowded" ? later(clock(), awayMs) : clock();
    await putOff(pool, deliveries, { at, counts: false });
    return;
  }
  if (!(await stillHeld(pool, deliveries))) return; // paused for longer than the lease: somebody else has it
  await seam?.("held", first);
  const outcome = await guard.attempt(() => channel.send(message));
  if (outcome === "circuit-open") {
    await putOff(pool, deliveries, { at: later(clock(), guard.restMs), counts: false });
    return;
  }
  await seam?.("sent", first);
  await settle(deliveries, outcome, addressee.reader.language, parts);
  await seam?.("marked", first);
};

/** Works on one claimed delivery. Throws where the database is away: the lease runs out by itself. */
export const deliver = async (claimed: Delivery, door: Door, parts: DeliveringParts): Promise<void> => {
  const { pool, clock, seam, log } = parts;
  await seam?.("claimed", claimed);
  const now = clock();
  const ended = { messageId: null, language: null, at: now };
  if (claimed.unanswered > MOST_UNANSWERED) {
    const { id, channel, attempts } = claimed;
    const about = { delivery: id, channel, fact: claimed.fact.is, attempts };
    log.error(about, "a message was begun and never ended; it is on the dead-letter list");
    await markEnded(pool, [claimed], { ...ended, status: "failed", reason: "never-ended" });
    return;
  }
  let deliveries: readonly Delivery[] = [claimed];
  try {
    const addressee = await readAddressee(pool, claimed.recipient, claimed.channel, now);
    const look = await lookAgain(claimed, addressee, now, parts);
    if (look.is === "suppress") {
      await markEnded(pool, deliveries, { ...ended, status: "suppressed", reason: look.reason });
      return;
    }
    if (look.is === "wait") {
      await putOff(pool, deliveries, { at: look.at, digestAt: look.digestAt, counts: false });
      return;
    }
    if (claimed.digestAt !== null && claimed.unanswered <= singlyAfter) deliveries = await claimDigest(pool, claimed);
    await send(deliveries, addressee, door, parts);
  } catch (error) {
    log.warn(
      { ...describeError(error), delivery: claimed.id, channel: claimed.channel },
      "a message was not worked on",
    );
    if (error instanceof StoreUnavailable || error instanceof VaultUnavailable)
      await putOff(pool, deliveries, { at: later(now, awayMs), counts: false });
    else await settle(deliveries, { is: "temporary-failure", reason: "fault" }, "ru", parts);
  }
};
