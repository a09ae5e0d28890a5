// What can happen to somebody's notifications, for made-up histories: each kind of event once a person.
import {
  AnnouncementPublished,
  type DomainEvent,
  NotificationBounced,
  NotificationFailed,
  NotificationPreferenceSet,
  NotificationSent,
  NotificationSettingsSet,
  NotificationsRead,
  NotificationSuppressed,
  PushSubscribed,
  PushSubscriptionEnded,
} from "@tabel/domain";

const delivery = (person: number, number: number): string =>
  `00000000-0000-4000-8000-${String(person * 100 + number).padStart(12, "0")}`;

/** @param person counts the people up, so that no delivery is told twice */
export const ofNotifications = (userId: string, person: number): DomainEvent[] => {
  const outcome = (number: number, channel: string) => ({
    userId,
    deliveryId: delivery(person, number),
    fact: "leave-approved",
    factId: `f${person}`,
    role: "subject",
    channel,
    about: [userId],
    details: [{ name: "from", value: "2026-01-12" }],
    mayKnow: ["see-absence-kind"],
  });
  const sent = { messageId: null, language: "ru" as const };
  const browser = { userId, subscriptionId: String(person).padStart(64, "0") };
  const subscription = { endpoint: "https://push.example.org/1", p256dh: "B".repeat(87), auth: "A".repeat(22) };
  const words = { ru: "Столовая закрыта", en: "The canteen is closed" };
  return [
    NotificationSent({ ...outcome(1, "in-app"), ...sent }),
    NotificationSent({ ...outcome(2, "in-app"), ...sent }),
    NotificationSent({ ...outcome(3, "email"), ...sent, messageId: "<1@tabel>" }),
    NotificationBounced({ ...outcome(3, "email"), reason: "mailbox-unknown" }),
    NotificationFailed({ ...outcome(4, "email"), reason: "provider-refused", attempts: 8 }),
    NotificationSuppressed({ ...outcome(5, "push"), reason: "preference" }),
    NotificationsRead({ userId, deliveryIds: [delivery(person, 1)] }),
    NotificationPreferenceSet({ userId, fact: "task-due", channel: "email", wanted: false, by: "link" }),
    NotificationSettingsSet({ userId, quiet: { from: "21:00", to: "08:00" }, digestAt: "17:30", language: "ru" }),
    PushSubscribed({ ...browser, subscription }),
    ...(person % 2 === 0 ? [PushSubscriptionEnded({ ...browser, reason: "gone" })] : []),
    AnnouncementPublished({
      announcementId: `a${person}`,
      audience: { of: "all" },
      title: words,
      text: words,
      publishedBy: userId,
    }),
  ];
};
