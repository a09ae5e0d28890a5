// An announcement to many: what it says, and to whom it goes. The text speaks of nobody and is not personal.
import { z } from "zod";
import { refuse, type Aggregate, type Command, type Decision } from "../kernel/decision.js";
import { event, type EventOf } from "../kernel/event.js";
import { streamName, UnitId, UserId } from "../kernel/identifiers.js";
import { Title } from "../kernel/title.js";

export const AnnouncementId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,63}$/)
  .meta({ title: "AnnouncementId", example: "canteen-2026-12" });
export type AnnouncementId = z.output<typeof AnnouncementId>;

export const announcementStream = (id: AnnouncementId): string => streamName("announcement", id);

export const Audience = z.discriminatedUnion("of", [
  z.strictObject({ of: z.literal("all") }),
  /** A unit with everything under it. */
  z.strictObject({ of: z.literal("unit"), unitId: UnitId }),
  z.strictObject({ of: z.literal("subscribers"), programmeId: z.string().max(64) }),
]);
export type Audience = z.output<typeof Audience>;

const Body = z.string().trim().min(1).max(4000);
const AnnouncementText = z.object({ ru: Body, en: Body });

// Events — stored for ever: never rename or remove a field, add an upcaster instead.
export const AnnouncementPublished = event("AnnouncementPublished", 1, {
  announcementId: AnnouncementId,
  audience: Audience,
  title: Title,
  text: AnnouncementText,
  publishedBy: UserId,
});
export const announcementEvents = [AnnouncementPublished] as const;
export type AnnouncementEvent = EventOf<(typeof announcementEvents)[number]>;

// State
export interface Announcement {
  /** To whom it went; null while it is not published. */
  readonly audience: Audience | null;
}
export const announcement: Aggregate<Announcement, AnnouncementEvent> = {
  initial: { audience: null },
  evolve: (_, { data }) => ({ audience: data.audience }),
};

// Commands
export const PublishAnnouncement = z.strictObject({
  announcementId: AnnouncementId,
  audience: Audience,
  title: Title,
  text: AnnouncementText,
});
export type PublishAnnouncement = z.output<typeof PublishAnnouncement>;

// Decisions
/** Once: what was told to thousands is not told again under the same name, in other words. */
export const publishAnnouncement = (
  { data, meta }: Command<PublishAnnouncement>,
  { audience }: Announcement,
): Decision<AnnouncementEvent> =>
  audience !== null
    ? refuse("announcement-published", { announcementId: data.announcementId }, "/announcementId")
    : [AnnouncementPublished({ ...data, publishedBy: meta.actor })];
