// What a person may choose about being told, and marking as read what they were told.
import { z } from "zod";
import { nothingToDo, refuse, type Command, type Decision } from "../kernel/decision.js";
import type { EventOf } from "../kernel/event.js";
import { UserId } from "../kernel/identifiers.js";
import { LocalTime, TimeSpan } from "../kernel/local-time.js";
import { sameData } from "../kernel/same-data.js";
import { channels, type NotificationPolicy, rulesOfFact } from "../policy/notification-policy.js";
import { FactName } from "./facts/notification-fact.js";
import { languages } from "./notification-settings.js";
import {
  DeliveryId,
  type Notifications,
  NotificationPreferenceSet,
  NotificationSettingsSet,
  NotificationsRead,
  PushSubscribed,
  PushSubscriptionEnded,
  PushSubscriptionId,
} from "./notifications.js";

// Commands
export const SetNotificationPreference = z.strictObject({
  userId: UserId,
  fact: FactName,
  channel: z.enum(channels),
  wanted: z.boolean(),
});
export type SetNotificationPreference = z.output<typeof SetNotificationPreference>;
export const SetNotificationSettings = z.strictObject({
  userId: UserId,
  quiet: TimeSpan.nullable(),
  digestAt: LocalTime.nullable(),
  language: z.enum(languages).nullable(),
});
export type SetNotificationSettings = z.output<typeof SetNotificationSettings>;
export const MarkNotificationsRead = z.strictObject({
  userId: UserId,
  deliveryIds: z.array(DeliveryId).min(1).max(500),
});
export type MarkNotificationsRead = z.output<typeof MarkNotificationsRead>;
/** As a browser's PushSubscription gives it. The key and the secret are base64url of 65 and 16 bytes (RFC 8291). */
export const SubscribeToPush = z.strictObject({
  userId: UserId,
  endpoint: z.url({ protocol: /^https?$/ }).max(1000),
  p256dh: z.string().regex(/^[\w-]{87}=?$/),
  auth: z.string().regex(/^[\w-]{22}={0,2}$/),
});
export type SubscribeToPush = z.output<typeof SubscribeToPush>;
export const EndPushSubscription = z.strictObject({ userId: UserId, subscriptionId: PushSubscriptionId });
export type EndPushSubscription = z.output<typeof EndPushSubscription>;

/** A browser a device, with room for old ones. */
export const MOST_PUSH_SUBSCRIPTIONS = 10;

// Decisions
/** A fact that reaches several roles may be switched off as long as it must reach none of them by this channel. */
export const setNotificationPreference = (
  { data }: Command<SetNotificationPreference>,
  { settings }: Notifications,
  { policy, by }: { readonly policy: NotificationPolicy; readonly by: "application" | "link" },
): Decision<EventOf<typeof NotificationPreferenceSet>> => {
  const { fact, channel, wanted } = data;
  const rule = rulesOfFact(policy, fact)[channel];
  if (rule === undefined || channel === "slack") return refuse("channel-not-offered", { fact, channel }, "/channel");
  if (!wanted && rule === "always") return refuse("notification-required", { fact, channel }, "/wanted");
  const chosen = settings.choices.find((choice) => choice.fact === fact && choice.channel === channel)?.wanted;
  return chosen === wanted ? nothingToDo() : [NotificationPreferenceSet({ ...data, by })];
};

export const setNotificationSettings = (
  { data }: Command<SetNotificationSettings>,
  { settings }: Notifications,
): Decision<EventOf<typeof NotificationSettingsSet>> => {
  const { quiet, digestAt, language } = data;
  if (quiet !== null && quiet.from === quiet.to) return refuse("always-quiet", {}, "/quiet/to");
  const { choices: _, ...present } = settings;
  return sameData(present, { quiet, digestAt, language }) ? nothingToDo() : [NotificationSettingsSet(data)];
};

/** Those of them that were not read yet; others' and unheard-of ones are nothing to this person. */
export const markNotificationsRead = (
  { data }: Command<MarkNotificationsRead>,
  { unread }: Notifications,
): Decision<EventOf<typeof NotificationsRead>> => {
  const deliveryIds = [...new Set(data.deliveryIds)].filter((id) => unread.has(id));
  return deliveryIds.length === 0 ? nothingToDo() : [NotificationsRead({ userId: data.userId, deliveryIds })];
};

export const subscribeToPush = (
  { data }: Command<SubscribeToPush>,
  { pushSubscriptions }: Notifications,
  { subscriptionId, allowed }: { readonly subscriptionId: string; readonly allowed: boolean },
): Decision<EventOf<typeof PushSubscribed>> => {
  const { userId, ...subscription } = data;
  if (!allowed) return refuse("push-service-unknown", {}, "/endpoint");
  if (pushSubscriptions.includes(subscriptionId)) return nothingToDo();
  if (pushSubscriptions.length >= MOST_PUSH_SUBSCRIPTIONS)
    return refuse("too-many-push-subscriptions", { limit: MOST_PUSH_SUBSCRIPTIONS });
  return [PushSubscribed({ userId, subscriptionId, subscription })];
};

export const endPushSubscription = (
  { data }: Command<EndPushSubscription>,
  { pushSubscriptions }: Notifications,
): Decision<EventOf<typeof PushSubscriptionEnded>> =>
  pushSubscriptions.includes(data.subscriptionId)
    ? [PushSubscriptionEnded({ ...data, reason: "unsubscribed" })]
    : nothingToDo();
