// Refusals about notifications and announcements.
import type { Explanation } from "../refusals.js";

export const notificationRefusals = {
  "channel-not-offered": { kind: "rule", says: "{fact} is not told by {channel}." },
  "notification-required": { kind: "rule", says: "{fact} has to arrive by {channel}; it cannot be switched off." },
  "always-quiet": { kind: "rule", says: "Quiet hours end at another time than they begin." },
  "push-service-unknown": {
    kind: "rule",
    says: "The address is not that of a push service that this server sends to.",
  },
  "too-many-push-subscriptions": {
    kind: "rule",
    says: "You have {limit} push subscriptions already; end one first.",
  },
  "announcement-published": { kind: "conflict", says: "The announcement {announcementId} was published already." },
} as const satisfies Record<string, Explanation>;
