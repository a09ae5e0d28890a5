// The commands on what somebody is told: what they choose, what they have read, where their browsers are, and announcements.
import {
  announcement,
  announcementStream,
  EndPushSubscription,
  endPushSubscription,
  MarkNotificationsRead,
  markNotificationsRead,
  notificationPolicy,
  notifications,
  notificationsStream,
  PublishAnnouncement,
  publishAnnouncement,
  SetNotificationPreference,
  setNotificationPreference,
  SetNotificationSettings,
  setNotificationSettings,
  SubscribeToPush,
  subscribeToPush,
  type UserId,
} from "@tabel/domain";
import { createHash } from "node:crypto";
import { command, noFacts, type Situation } from "../../pipeline/command-row.js";
import { localToday } from "../../pipeline/local-today.js";
import { hrOfUnit } from "../../rights/employer.js";
import type { Right } from "../../rights/right.js";
import { holderOverAll, theUser } from "../../rights/rights.js";

const own = {
  stream: ({ userId }: { readonly userId: UserId }) => notificationsStream(userId),
  aggregate: notifications,
  may: theUser,
};

const policyOn = ({ at }: Situation<unknown>) => notificationPolicy(localToday(at, "UTC"));

/** Hosts of push services; a server that posts wherever a browser says would post into its own network. */
const pushServices =
  /^https:\/\/([\w-]+\.)*(googleapis\.com|push\.services\.mozilla\.com|push\.apple\.com|notify\.windows\.com)\//;

/** To all and to subscribers: HR over all. To a unit with everything under it: HR over it. */
const mayAnnounce: Right<PublishAnnouncement> = {
  says: "holders of the role hr-officer over the audience",
  allows: async (situation) => {
    const { audience } = situation.data;
    if (audience.of === "unit") return hrOfUnit.allows({ ...situation, data: { unitId: audience.unitId } });
    return holderOverAll("hr-officer").allows(situation);
  },
};

export const preferenceCommand = (by: "application" | "link") =>
  command({
    name: "set-notification-preference",
    says: "Switches on or off by which channel somebody is told a kind of fact, where that is theirs to choose.",
    schema: SetNotificationPreference,
    example: { userId: "e00017", fact: "task-due", channel: "email", wanted: false },
    ...own,
    facts: (situation) => ({ policy: policyOn(situation), by }),
    decide: setNotificationPreference,
    refusals: ["channel-not-offered", "notification-required"],
  });

export const notificationCommands = [
  preferenceCommand("application"),
  command({
    name: "set-notification-settings",
    says: "Sets quiet hours and the time of the daily digest, both on the person's own clock, and the language of messages.",
    schema: SetNotificationSettings,
    example: { userId: "e00017", quiet: { from: "21:00", to: "08:00" }, digestAt: "17:30", language: "ru" },
    ...own,
    facts: noFacts,
    decide: setNotificationSettings,
    refusals: ["always-quiet"],
  }),
  command({
    name: "mark-notifications-read",
    says: "Marks as read what stands in the application.",
    schema: MarkNotificationsRead,
    example: { userId: "e00017", deliveryIds: ["0b4e9f0e-6c0f-5b38-8a0f-4e7f0f6f2a10"] },
    ...own,
    facts: noFacts,
    decide: markNotificationsRead,
    refusals: [],
  }),
  command({
    name: "subscribe-to-push",
    says: "Lets a browser be told by web push. The body is what its PushSubscription says.",
    schema: SubscribeToPush,
    example: {
      userId: "e00017",
      endpoint: "https://updates.push.services.mozilla.com/wpush/v2/gAAAA",
      p256dh: "BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM",
      auth: "tBHItJI5svbpez7KI4CCXg",
    },
    ...own,
    facts: ({ data }) => ({
      subscriptionId: createHash("sha256").update(data.endpoint).digest("hex"),
      allowed: pushServices.test(data.endpoint),
    }),
    decide: subscribeToPush,
    refusals: ["push-service-unknown", "too-many-push-subscriptions"],
  }),
  command({
    name: "end-push-subscription",
    says: "Sends no more web push to a browser.",
    schema: EndPushSubscription,
    example: { userId: "e00017", subscriptionId: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" },
    ...own,
    facts: noFacts,
    decide: endPushSubscription,
    refusals: [],
  }),
  command({
    name: "publish-announcement",
    says: "Tells many at once: everybody, a unit with all under it, or the subscribers of a training programme.",
    schema: PublishAnnouncement,
    example: {
      announcementId: "canteen-2026-12",
      audience: { of: "unit", unitId: "u0042" },
      title: { ru: "Столовая закрыта", en: "The canteen is closed" },
      text: { ru: "С 1 по 5 декабря столовая закрыта.", en: "The canteen is closed from 1 to 5 December." },
    },
    stream: ({ announcementId }) => announcementStream(announcementId),
    aggregate: announcement,
    may: mayAnnounce,
    fresh: true,
    facts: noFacts,
    decide: publishAnnouncement,
    refusals: ["announcement-published"],
  }),
];
