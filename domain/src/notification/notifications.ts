// What a person was told, by which channel and with which outcome, and what they chose about being told. One stream a person.
import { z } from "zod";
import { type Aggregate } from "../kernel/decision.js";
import { event, personal, type EventOf } from "../kernel/event.js";
import { streamName, UserId } from "../kernel/identifiers.js";
import { LocalTime, TimeSpan } from "../kernel/local-time.js";
import { type Choice, languages, type NotificationSettings, usualSettings } from "./notification-settings.js";

export const notificationsStream = (id: UserId): string => streamName("notifications", id);

const Code = z.string().regex(/^[a-z][a-z0-9-]{1,63}$/);
export const DeliveryId = z.uuid().meta({ title: "DeliveryId", example: "0b4e9f0e-6c0f-5b38-8a0f-4e7f0f6f2a10" });
export const PushSubscriptionId = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .meta({ title: "PushSubscriptionId" });

/** What every outcome says: which fact, why this person, by which channel. Never a text, never a name. */
const outcome = {
  userId: UserId,
  deliveryId: DeliveryId,
  fact: Code,
  /** What ties the deliveries of one fact together. */
  factId: z.string().max(100),
  role: Code,
  channel: Code,
  /** Whom it speaks of. */
  about: z.array(UserId).max(5),
  /** The plain values of the fact: ids, dates and codes. */
  details: z.array(z.object({ name: z.string().max(64), value: z.string().max(200) })).max(20),
  /** Of what the person may know, as the access policy words it. */
  mayKnow: z.array(Code).max(20),
};

// Events — stored for ever: never rename or remove a field, add an upcaster instead.
export const NotificationSent = event("NotificationSent", 1, {
  ...outcome,
  /** Of the message at the provider, where there is one; several of a digest share it. */
  messageId: z.string().max(200).nullable(),
  language: z.enum(languages),
});
export const NotificationFailed = event("NotificationFailed", 1, {
  ...outcome,
  /** What the provider said, as a code: never its words, which may repeat an address. */
  reason: Code,
  attempts: z.int().min(1).max(1000),
});
export const NotificationBounced = event("NotificationBounced", 1, { ...outcome, reason: Code });
export const NotificationSuppressed = event("NotificationSuppressed", 1, { ...outcome, reason: Code });
export const NotificationsRead = event("NotificationsRead", 1, {
  userId: UserId,
  deliveryIds: z.array(DeliveryId).min(1).max(500),
});
export const NotificationPreferenceSet = event("NotificationPreferenceSet", 1, {
  userId: UserId,
  fact: Code,
  channel: Code,
  wanted: z.boolean(),
  /** How it was chosen: in the application, or by the link in a message. */
  by: z.enum(["application", "link"]),
});
export const NotificationSettingsSet = event("NotificationSettingsSet", 1, {
  userId: UserId,
  quiet: TimeSpan.nullable(),
  digestAt: LocalTime.nullable(),
  language: z.enum(languages).nullable(),
});
export const PushSubscribed = event(
  "PushSubscribed",
  1,
  {
    userId: UserId,
    /** SHA-256 of the address, so that a browser that subscribes again is the same one. */
    subscriptionId: PushSubscriptionId,
    subscription: personal(
      z.object({ endpoint: z.string().max(1000), p256dh: z.string().max(200), auth: z.string().max(100) }),
    ),
  },
  { subject: "userId" },
);
export const PushSubscriptionEnded = event("PushSubscriptionEnded", 1, {
  userId: UserId,
  subscriptionId: PushSubscriptionId,
  /** `gone`: the push service said that there is nobody at the address any more. */
  reason: z.enum(["unsubscribed", "gone"]),
});

export const outcomeEvents = [
  NotificationSent,
  NotificationFailed,
  NotificationBounced,
  NotificationSuppressed,
] as const;
export const notificationsEvents = [
  ...outcomeEvents,
  NotificationsRead,
  NotificationPreferenceSet,
  NotificationSettingsSet,
  PushSubscribed,
  PushSubscriptionEnded,
] as const;
export type NotificationsEvent = EventOf<(typeof notificationsEvents)[number]>;
export type OutcomeEvent = EventOf<(typeof outcomeEvents)[number]>;

// State — only what decisions need. Of outcomes only those that can still be marked as read.
export interface Notifications {
  readonly settings: NotificationSettings;
  readonly pushSubscriptions: readonly string[];
  /** What stands in the application and was not read. */
  readonly unread: ReadonlySet<string>;
}

const withChoice = (choices: readonly Choice[], choice: Choice): readonly Choice[] => [
  ...choices.filter(({ fact, channel }) => fact !== choice.fact || channel !== choice.channel),
  choice,
];

const without = (set: ReadonlySet<string>, ids: readonly string[]): ReadonlySet<string> => {
  const left = new Set(set);
  for (const id of ids) left.delete(id);
  return left;
};

export const notifications: Aggregate<Notifications, NotificationsEvent> = {
  initial: { settings: usualSettings, pushSubscriptions: [], unread: new Set() },
  evolve: (state, { type, data }) => {
    switch (type) {
      case "NotificationSent":
        return {
          ...state,
          unread: data.channel === "in-app" ? new Set(state.unread).add(data.deliveryId) : state.unread,
        };
      case "NotificationsRead":
        return { ...state, unread: without(state.unread, data.deliveryIds) };
      case "NotificationPreferenceSet": {
        const { fact, channel, wanted } = data;
        const { settings } = state;
        return {
          ...state,
          settings: { ...settings, choices: withChoice(settings.choices, { fact, channel, wanted }) },
        };
      }
      case "NotificationSettingsSet": {
        const { quiet, digestAt, language } = data;
        return { ...state, settings: { ...state.settings, quiet, digestAt, language } };
      }
      case "PushSubscribed": {
        const others = state.pushSubscriptions.filter((id) => id !== data.subscriptionId);
        return { ...state, pushSubscriptions: [...others, data.subscriptionId] };
      }
      case "PushSubscriptionEnded":
        return { ...state, pushSubscriptions: state.pushSubscriptions.filter((id) => id !== data.subscriptionId) };
      default:
        return state;
    }
  },
};
