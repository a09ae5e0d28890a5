// A user's calendar feeds: addresses under which other programs read absences without a log-in. The secret in the address is
// never stored, only its hash; a feed that was revoked never comes back.
import { z } from "zod";
import { nothingToDo, refuse, type Aggregate, type Command, type Decision } from "../kernel/decision.js";
import { event, type EventOf } from "../kernel/event.js";
import { streamName, UnitId, UserId } from "../kernel/identifiers.js";

export const calendarFeedsStream = (id: UserId): string => streamName("calendarFeeds", id);

export const FeedId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,63}$/, "must be the number of a feed")
  .meta({ example: "3f0c0a52-6a55-5f0e-9d1c-5a6f0d3b8a11" });

/** What a feed shows: the own absences with their kind, or who of a unit is absent, without any. */
export const FeedSubject = z.discriminatedUnion("of", [
  z.strictObject({ of: z.literal("own") }),
  z.strictObject({ of: z.literal("unit"), unitId: UnitId }),
]);
export type FeedSubject = z.output<typeof FeedSubject>;

export const FeedLanguage = z.enum(["ru", "en"]);

/** Enough for every device and every unit that somebody looks after. */
export const MOST_FEEDS = 20;

// Events — stored for ever: never rename or remove a field, add an upcaster instead.
export const CalendarFeedCreated = event("CalendarFeedCreated", 1, {
  userId: UserId,
  feedId: FeedId,
  /** SHA-256 of the secret, in hexadecimal. */
  tokenHash: z.string().regex(/^[0-9a-f]{64}$/),
  subject: FeedSubject,
  language: FeedLanguage,
});
export const CalendarFeedRevoked = event("CalendarFeedRevoked", 1, {
  userId: UserId,
  feedId: FeedId,
  revokedBy: UserId,
});
export const calendarFeedsEvents = [CalendarFeedCreated, CalendarFeedRevoked] as const;
export type CalendarFeedsEvent = EventOf<(typeof calendarFeedsEvents)[number]>;

// State — only what decisions need.
export interface CalendarFeeds {
  /** Whether each feed there ever was is open. */
  readonly feeds: ReadonlyMap<string, boolean>;
}

export const calendarFeeds: Aggregate<CalendarFeeds, CalendarFeedsEvent> = {
  initial: { feeds: new Map() },
  evolve: ({ feeds }, { type, data }) => ({ feeds: new Map(feeds).set(data.feedId, type === "CalendarFeedCreated") }),
};

// Commands
export const CreateFeed = z.strictObject({ subject: FeedSubject, language: FeedLanguage.default("ru") });
export type CreateFeed = z.output<typeof CreateFeed>;
export const RevokeFeed = z.strictObject({ userId: UserId, feedId: FeedId });
export type RevokeFeed = z.output<typeof RevokeFeed>;

// Decisions
/** The secret is made outside, from a key that decisions do not have; they see its hash. */
export const createFeed = (
  { data, meta }: Command<CreateFeed>,
  { feeds }: CalendarFeeds,
  { tokenHashOf, seesSubject }: { readonly tokenHashOf: (feedId: string) => string; readonly seesSubject: boolean },
): Decision<EventOf<typeof CalendarFeedCreated>> => {
  const feedId = meta.newId;
  if (feeds.has(feedId)) return nothingToDo();
  if (!seesSubject) return refuse("not-permitted", { action: "create-feed" }, "/subject");
  if ([...feeds.values()].filter((open) => open).length >= MOST_FEEDS)
    return refuse("too-many-feeds", { limit: MOST_FEEDS });
  return [CalendarFeedCreated({ ...data, userId: meta.actor, feedId, tokenHash: tokenHashOf(feedId) })];
};

export const revokeFeed = (
  { data, meta }: Command<RevokeFeed>,
  { feeds }: CalendarFeeds,
): Decision<EventOf<typeof CalendarFeedRevoked>> => {
  const open = feeds.get(data.feedId);
  if (open === undefined) return refuse("feed-unknown", { feedId: data.feedId }, "/feedId");
  return open ? [CalendarFeedRevoked({ ...data, revokedBy: meta.actor })] : nothingToDo();
};
