// What may be chosen about being told, and what may not: somebody has to learn of an approval somewhere.
import { describe, expect, test } from "@jest/globals";
import { localDate } from "../kernel/local-date.js";
import { notificationPolicy } from "../policy/notification-policy.js";
import { command, given } from "../specification/given-when-then.js";
import { announcement, AnnouncementPublished, publishAnnouncement, PublishAnnouncement } from "./announcement.js";
import {
  EndPushSubscription,
  endPushSubscription,
  MarkNotificationsRead,
  markNotificationsRead,
  MOST_PUSH_SUBSCRIPTIONS,
  setNotificationPreference,
  SetNotificationPreference,
  setNotificationSettings,
  SetNotificationSettings,
  subscribeToPush,
  SubscribeToPush,
} from "./choose-notifications.js";
import { factNames } from "./facts/notification-fact.js";
import {
  notifications,
  NotificationPreferenceSet,
  type NotificationsEvent,
  NotificationSent,
  NotificationSettingsSet,
  NotificationsRead,
  PushSubscribed,
  PushSubscriptionEnded,
} from "./notifications.js";

const policy = notificationPolicy(localDate("2026-11-16"));
const past = (...events: NotificationsEvent[]): NotificationsEvent[] => events;
const prefer = (history: NotificationsEvent[], fact: string, channel: string, wanted: boolean) =>
  given(notifications, history).when((state) =>
    setNotificationPreference(
      command(SetNotificationPreference.parse({ userId: "anna", fact, channel, wanted }), "anna"),
      state,
      { policy, by: "application" },
    ),
  );
const chosen = (wanted: boolean) =>
  NotificationPreferenceSet({ userId: "anna", fact: "task-due", channel: "email", wanted, by: "application" });

describe("a preference", () => {
  test("switches off what may be, and on again", () => {
    prefer([], "task-due", "email", false).thenAppends(chosen(false));
    prefer(past(chosen(false)), "task-due", "email", true).thenAppends(chosen(true));
  });
  test("does not switch off where an approval arrives, nor what the law wants in writing", () => {
    prefer([], "step-waits", "in-app", false).thenRefused("notification-required");
    prefer([], "leave-announced", "email", false).thenRefused("notification-required");
  });
  test("is not for a channel that the fact does not take, and never for the common one", () => {
    prefer([], "leave-submitted", "push", true).thenRefused("channel-not-offered");
    prefer([], "announcement", "slack", false).thenRefused("channel-not-offered");
  });
  test("leaves every fact that somebody must act on a place where it arrives", () => {
    const acted = factNames.filter((fact) =>
      Object.values(policy.matrix[fact]).some((rules) => Object.values(rules).includes("always")),
    );
    expect(acted.length).toBeGreaterThan(20);
    for (const fact of acted) prefer([], fact, "in-app", false).thenRefused("notification-required");
  });
});

const settings = { quiet: { from: "21:00", to: "08:00" }, digestAt: "17:30", language: "en" } as const;
const set = (history: NotificationsEvent[], given_: object) =>
  given(notifications, history).when((state) =>
    setNotificationSettings(command(SetNotificationSettings.parse({ userId: "anna", ...given_ }), "anna"), state),
  );

describe("settings", () => {
  test("are kept, and again are nothing new", () =>
    set([], settings).thenAppends(NotificationSettingsSet({ userId: "anna", ...settings })));
  test("are never quiet all day", () =>
    set([], { ...settings, quiet: { from: "08:00", to: "08:00" } }).thenRefused("always-quiet"));
});

const ID = "0b4e9f0e-6c0f-5b38-8a0f-4e7f0f6f2a10";
const sent = (channel: string) =>
  NotificationSent({
    userId: "anna",
    deliveryId: ID,
    fact: "leave-approved",
    factId: "f1",
    role: "subject",
    channel,
    about: ["anna"],
    details: [],
    mayKnow: [],
    messageId: null,
    language: "ru",
  });
const read = (history: NotificationsEvent[]) =>
  given(notifications, history).when((state) =>
    markNotificationsRead(
      command(MarkNotificationsRead.parse({ userId: "anna", deliveryIds: [ID, ID] }), "anna"),
      state,
    ),
  );

describe("marking as read", () => {
  test("takes what stands in the application, once", () =>
    read(past(sent("in-app"))).thenAppends(NotificationsRead({ userId: "anna", deliveryIds: [ID] })));
  test("takes neither mail nor what was never told", () => {
    read(past(sent("email"))).thenNothing();
    read([]).thenNothing();
  });
});

const browser = {
  userId: "anna",
  endpoint: "https://push.example.org/1",
  p256dh: "B".repeat(87),
  auth: "A".repeat(22),
};
const subscriptionId = (index: number) => index.toString(16).padStart(64, "0");
const subscribed = (index: number) => {
  const { userId, ...subscription } = browser;
  return PushSubscribed({ userId, subscriptionId: subscriptionId(index), subscription });
};
const subscribe = (history: NotificationsEvent[], index: number, allowed = true) =>
  given(notifications, history).when((state) =>
    subscribeToPush(command(SubscribeToPush.parse(browser), "anna"), state, {
      subscriptionId: subscriptionId(index),
      allowed,
    }),
  );
const end = (history: NotificationsEvent[], index: number) =>
  given(notifications, history).when((state) =>
    endPushSubscription(
      command(EndPushSubscription.parse({ userId: "anna", subscriptionId: subscriptionId(index) }), "anna"),
      state,
    ),
  );

describe("a push subscription", () => {
  test("is taken once a browser, ended and taken again", () => {
    subscribe([], 1).thenAppends(subscribed(1));
    const ended = PushSubscriptionEnded({
      userId: "anna",
      subscriptionId: subscriptionId(1),
      reason: "unsubscribed",
    });
    end(past(subscribed(1)), 1).thenAppends(ended);
    subscribe(past(subscribed(1), ended), 1).thenAppends(subscribed(1));
  });
  test("that is none is ended by nothing", () => end([], 1).thenNothing());
  test("goes to known push services only, and to so many browsers", () => {
    subscribe([], 1, false).thenRefused("push-service-unknown");
    const full = Array.from({ length: MOST_PUSH_SUBSCRIPTIONS }, (_, index) => subscribed(index));
    subscribe(full, 99).thenRefused("too-many-push-subscriptions");
  });
});

test("an announcement is published once", () => {
  const words = { ru: "Столовая закрыта", en: "The canteen is closed" };
  const data = PublishAnnouncement.parse({ announcementId: "a1", audience: { of: "all" }, title: words, text: words });
  const published = AnnouncementPublished({ ...data, publishedBy: "hr" });
  given(announcement)
    .when((state) => publishAnnouncement(command(data), state))
    .thenAppends(published);
  given(announcement, [published])
    .when((state) => publishAnnouncement(command(data), state))
    .thenRefused("announcement-published");
});
