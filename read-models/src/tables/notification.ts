// What people were told, what waits in the application unread, what they chose, and what was announced.
import type { TableOf } from "../table.js";
import type { TitleOfThing } from "./onboarding.js";

interface Told {
  readonly userId: string;
  readonly deliveryId: string;
  readonly fact: string;
  readonly factId: string;
  readonly role: string;
  readonly channel: string;
  readonly about: readonly string[];
  readonly details: readonly { readonly name: string; readonly value: string }[];
  readonly mayKnow: readonly string[];
}

const told = {
  userId: "text",
  deliveryId: "text",
  fact: "text",
  factId: "text",
  role: "text",
  channel: "text",
  about: "text[]",
  details: "json",
  mayKnow: "text[]",
} as const;

/** One outcome of one message: who was told what, when, by which channel, and why not. */
export interface NotificationOutcomeRow extends Told {
  readonly position: bigint;
  readonly outcome: "sent" | "failed" | "bounced" | "suppressed";
  /** A code; null for what was sent. */
  readonly reason: string | null;
  readonly messageId: string | null;
  readonly recordedAt: string;
}

export const notificationOutcomeTable: TableOf<NotificationOutcomeRow> = {
  name: "notification_outcome",
  columns: {
    ...told,
    position: "bigint",
    outcome: "text",
    reason: "text",
    messageId: "text",
    recordedAt: "timestamptz",
  },
  key: ["userId", "position"],
};

/** What stands in the application for somebody. */
export interface InAppNotificationRow extends Told {
  readonly position: bigint;
  readonly sentAt: string;
  readonly readAt: string | null;
}

export const inAppNotificationTable: TableOf<InAppNotificationRow> = {
  name: "in_app_notification",
  columns: { ...told, position: "bigint", sentAt: "timestamptz", readAt: "timestamptz" },
  key: ["deliveryId"],
};

export interface NotificationSettingsRow {
  readonly userId: string;
  readonly choices: readonly { readonly fact: string; readonly channel: string; readonly wanted: boolean }[];
  readonly quietFrom: string | null;
  readonly quietTo: string | null;
  readonly digestAt: string | null;
  readonly language: "ru" | "en" | null;
}

export const notificationSettingsTable: TableOf<NotificationSettingsRow> = {
  name: "notification_settings",
  columns: {
    userId: "text",
    choices: "jsonb",
    quietFrom: "text",
    quietTo: "text",
    digestAt: "text",
    language: "text",
  },
  key: ["userId"],
};

export interface PushSubscriptionRow {
  readonly subscriptionId: string;
  readonly userId: string;
  /** Null once the person's key is destroyed. */
  readonly subscription: { readonly endpoint: string; readonly p256dh: string; readonly auth: string } | null;
  readonly since: string;
}

export const pushSubscriptionTable: TableOf<PushSubscriptionRow> = {
  name: "push_subscription",
  columns: { subscriptionId: "text", userId: "text", subscription: "json", since: "timestamptz" },
  key: ["subscriptionId"],
};

export interface AnnouncementRow {
  readonly announcementId: string;
  readonly audience: Readonly<Record<string, unknown>>;
  readonly title: TitleOfThing;
  readonly text: TitleOfThing;
  readonly publishedBy: string;
  readonly publishedAt: string;
}

export const announcementTable: TableOf<AnnouncementRow> = {
  name: "announcement",
  columns: {
    announcementId: "text",
    audience: "jsonb",
    title: "json",
    text: "json",
    publishedBy: "text",
    publishedAt: "timestamptz",
  },
  key: ["announcementId"],
};
