// Calendar feeds by the hash of their secret; revoked ones stay, so that whoever reads them is told that they are gone.
import { CalendarFeedCreated, CalendarFeedRevoked } from "@tabel/domain";
import { calendarFeedTable } from "@tabel/read-models";
import { projection } from "../engine/projection.js";

export const calendarFeeds = projection({
  name: "calendar-feeds",
  version: 1,
  reads: [CalendarFeedCreated, CalendarFeedRevoked],
  table: calendarFeedTable,
  keys: (event) => [event.data.feedId],
  project: (feed, event) => {
    if (event.type === "CalendarFeedCreated") {
      const { feedId, userId, tokenHash, subject, language } = event.data;
      const unitId = subject.of === "unit" ? subject.unitId : null;
      return { feedId, userId, tokenHash, unitId, language, createdAt: event.recordedAt, revokedAt: null };
    }
    if (feed === undefined) throw new Error("a feed is revoked that was never created");
    return { ...feed, revokedAt: event.recordedAt };
  },
});
