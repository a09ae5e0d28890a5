// Refusals about notifications and announcements.
import { conflict, rule } from "./explanation.js";

export const notificationRefusals = {
  "channel-not-offered": rule("{fact} is not told by {channel}."),
  "notification-required": rule("{fact} has to arrive by {channel}; it cannot be switched off."),
  "always-quiet": rule("Quiet hours end at another time than they begin."),
  "push-service-unknown": rule("The address is not that of a push service that this server sends to."),
  "too-many-push-subscriptions": rule("You have {limit} push subscriptions already; end one first."),
  "announcement-published": conflict("The announcement {announcementId} was published already."),
};
