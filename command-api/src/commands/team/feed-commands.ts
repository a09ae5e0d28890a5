// The commands on a user's calendar feeds.
import {
  calendarFeeds,
  calendarFeedsStream,
  CreateFeed,
  createFeed,
  FeedId,
  RevokeFeed,
  revokeFeed,
  type EmployeeId,
  employmentOf,
  unitsOf,
} from "@tabel/domain";
import { z } from "zod";
import { command, noFacts, type Situation } from "../../pipeline/command-row.js";
import { administratesUser } from "../../rights/administration.js";
import { employerOfUnit } from "../../rights/employer.js";
import { anyOf } from "../../rights/right.js";
import { everyone, theUser } from "../../rights/rights.js";
import type { FeedSecrets } from "./feed-secret.js";

/** Colleagues of the unit, its heads and HR; the own absences are for whoever has any. Asked again at each reading. */
const seesSubject = async (situation: Situation<CreateFeed>): Promise<boolean> => {
  const { actor, data } = situation;
  if (data.subject.of === "own") return (await employmentOf(situation, actor)) !== undefined;
  const { unitId } = data.subject;
  const [own] = await unitsOf(situation, String(actor) as EmployeeId); // the personnel number is the log-in
  return own === unitId || employerOfUnit.allows({ ...situation, data: { unitId } });
};

const FeedAddress = z.string().meta({
  description:
    "The feed's address below this server: whoever knows it reads the feed. It is told here and never again.",
  example: "/api/calendar/feeds/3q2-7wAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.ics",
});

export const feedCommands = (secrets: FeedSecrets) => [
  command({
    name: "create-feed",
    says: "Makes an address under which a calendar program reads the own absences, or who of a unit is absent.",
    schema: CreateFeed,
    example: { subject: { of: "unit", unitId: "u0042" }, language: "ru" },
    may: everyone,
    stream: (_, actor) => calendarFeedsStream(actor),
    aggregate: calendarFeeds,
    facts: async (situation) => ({
      tokenHashOf: (feedId: string) => secrets.hashOf(secrets.secretOf(feedId)),
      seesSubject: await seesSubject(situation),
    }),
    decide: createFeed,
    answersSecret: true,
    makes: {
      feedId: { schema: FeedId, of: ({ meta }) => meta.newId },
      address: { schema: FeedAddress, of: ({ meta }) => `/api/calendar/feeds/${secrets.secretOf(meta.newId)}.ics` },
    },
    refusals: ["not-permitted", "too-many-feeds"],
  }),
  command({
    name: "revoke-feed",
    says: "Ends a calendar feed at once and for good.",
    schema: RevokeFeed,
    example: { userId: "e00017", feedId: "3f0c0a52-6a55-5f0e-9d1c-5a6f0d3b8a11" },
    may: anyOf(theUser, administratesUser),
    stream: ({ userId }) => calendarFeedsStream(userId),
    aggregate: calendarFeeds,
    fresh: true,
    facts: noFacts,
    decide: revokeFeed,
    refusals: ["feed-unknown"],
  }),
];
