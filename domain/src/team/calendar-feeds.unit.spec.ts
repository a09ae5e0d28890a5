// A user's calendar feeds: created with a hash, revoked for good.
import { describe, expect, test } from "@jest/globals";
import { command, given } from "../specification/given-when-then.js";
import {
  CalendarFeedCreated,
  CalendarFeedRevoked,
  calendarFeeds,
  createFeed,
  CreateFeed,
  MOST_FEEDS,
  revokeFeed,
  RevokeFeed,
  type CalendarFeedsEvent,
} from "./calendar-feeds.js";

const FEED = "11111111-1111-4111-8111-111111111111";
const tokenHash = "a".repeat(64);
const past = (...events: CalendarFeedsEvent[]): CalendarFeedsEvent[] => events;
const created = (feedId = FEED) =>
  CalendarFeedCreated({ userId: "anna", feedId, tokenHash, subject: { of: "own" }, language: "ru" });
const revoked = CalendarFeedRevoked({ userId: "anna", feedId: FEED, revokedBy: "anna" });
const create = (history: CalendarFeedsEvent[], seesSubject = true) =>
  given(calendarFeeds, history).when((state) =>
    createFeed(command(CreateFeed.parse({ subject: { of: "own" } }), "anna", FEED), state, {
      tokenHashOf: () => tokenHash,
      seesSubject,
    }),
  );
const revoke = (history: CalendarFeedsEvent[]) =>
  given(calendarFeeds, history).when((state) =>
    revokeFeed(command(RevokeFeed.parse({ userId: "anna", feedId: FEED }), "anna"), state),
  );

describe("a feed", () => {
  test("is created and revoked", () => {
    create([]).thenAppends(created());
    revoke(past(created())).thenAppends(revoked);
  });
  test("that was revoked does not come back by its own command", () => create(past(created(), revoked)).thenNothing());
  test("of what the user may not see is refused", () => create([], false).thenRefused("not-permitted"));
  test("beyond the bound is refused; a revoked one leaves room", () => {
    const many = Array.from({ length: MOST_FEEDS }, (_, index) => created(`f${index}`));
    create(many).thenRefused("too-many-feeds");
    create([...many, CalendarFeedRevoked({ userId: "anna", feedId: "f0", revokedBy: "anna" })]).thenAppendsSome();
  });
  test("that nobody created is not revoked", () => revoke([]).thenRefused("feed-unknown"));
  test.each([{}, { subject: { of: "all" } }, { subject: { of: "unit" } }, { subject: { of: "own" }, language: "de" }])(
    "%j asks for none",
    (wish) => expect(CreateFeed.safeParse(wish).success).toBe(false),
  );
});
