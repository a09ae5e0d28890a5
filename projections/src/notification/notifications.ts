// What people were told, by every channel and with every outcome; what stands unread in the application; what they chose.
import {
  AnnouncementPublished,
  NotificationBounced,
  NotificationFailed,
  NotificationPreferenceSet,
  NotificationSent,
  NotificationSettingsSet,
  NotificationsRead,
  NotificationSuppressed,
  type OutcomeEvent,
  PushSubscribed,
  PushSubscriptionEnded,
} from "@tabel/domain";
import {
  announcementTable,
  inAppNotificationTable,
  notificationOutcomeTable,
  notificationSettingsTable,
  type NotificationSettingsRow,
  pushSubscriptionTable,
} from "@tabel/read-models";
import { journal, projection } from "../engine/projection.js";

const outcomes = {
  NotificationSent: "sent",
  NotificationFailed: "failed",
  NotificationBounced: "bounced",
  NotificationSuppressed: "suppressed",
} as const;

/** What every outcome says, without what only some say. */
const toldIn = (data: OutcomeEvent["data"]) => {
  const { userId, deliveryId, fact, factId, role, channel, about, details, mayKnow } = data;
  return { userId, deliveryId, fact, factId, role, channel, about, details, mayKnow };
};

/** Kept for who was told what: one row an outcome. */
export const notificationOutcomes = journal({
  name: "notification-outcomes",
  version: 1,
  reads: [NotificationSent, NotificationFailed, NotificationBounced, NotificationSuppressed],
  table: notificationOutcomeTable,
  entries: (event) => {
    return [
      {
        ...toldIn(event.data),
        position: event.position,
        outcome: outcomes[event.type],
        reason: "reason" in event.data ? event.data.reason : null,
        messageId: "messageId" in event.data ? event.data.messageId : null,
        recordedAt: event.recordedAt,
      },
    ];
  },
});

export const inAppNotifications = projection({
  name: "in-app-notifications",
  version: 1,
  reads: [NotificationSent, NotificationsRead],
  table: inAppNotificationTable,
  keys: (event) => {
    if (event.type === "NotificationsRead") return event.data.deliveryIds;
    return event.data.channel === "in-app" ? [event.data.deliveryId] : [];
  },
  project: (row, event) => {
    if (event.type === "NotificationSent") {
      return {
        ...toldIn(event.data),
        position: event.position,
        sentAt: event.recordedAt,
        readAt: null,
      };
    }
    if (row === undefined) throw new Error("a notification is read that was never told");
    return { ...row, readAt: row.readAt ?? event.recordedAt };
  },
});

const usual = (userId: string): NotificationSettingsRow => ({
  userId,
  choices: [],
  quietFrom: null,
  quietTo: null,
  digestAt: null,
  language: null,
});

export const notificationSettings = projection({
  name: "notification-settings",
  version: 1,
  reads: [NotificationPreferenceSet, NotificationSettingsSet],
  table: notificationSettingsTable,
  keys: (event) => [event.data.userId],
  project: (row, event, { key }) => {
    const before = row ?? usual(key);
    if (event.type === "NotificationSettingsSet") {
      const { quiet, digestAt, language } = event.data;
      return { ...before, quietFrom: quiet?.from ?? null, quietTo: quiet?.to ?? null, digestAt, language };
    }
    const { fact, channel, wanted } = event.data;
    const others = before.choices.filter((choice) => choice.fact !== fact || choice.channel !== channel);
    return { ...before, choices: [...others, { fact, channel, wanted }] };
  },
});

export const pushSubscriptions = projection({
  name: "push-subscriptions",
  version: 1,
  reads: [PushSubscribed, PushSubscriptionEnded],
  table: pushSubscriptionTable,
  keys: (event) => [event.data.subscriptionId],
  project: (row, event) => {
    if (event.type === "PushSubscribed") {
      const { subscriptionId, userId, subscription } = event.data;
      // Null once the person's data are erased.
      return { subscriptionId, userId, subscription, since: event.recordedAt };
    }
    // A browser that somebody else has subscribed with since stays theirs.
    return row?.userId === event.data.userId ? undefined : row;
  },
});

export const announcements = projection({
  name: "announcements",
  version: 1,
  reads: [AnnouncementPublished],
  table: announcementTable,
  keys: (event) => [event.data.announcementId],
  project: (_, event) => ({ ...event.data, publishedAt: event.recordedAt }),
});
