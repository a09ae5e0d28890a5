// What a person chose of their notifications, and when a message may go out to them.
import { addDays, localDateAt } from "../kernel/local-date.js";
import { type LocalTime, minuteOfDay, type TimeSpan } from "../kernel/local-time.js";
import { instantsOf, minuteAt } from "../kernel/local-instant.js";
import type { Instant } from "../kernel/identifiers.js";
import type { Channel, ChannelRules, NotificationPolicy } from "../policy/notification-policy.js";
import type { FactName } from "./facts/notification-fact.js";

export const languages = ["ru", "en"] as const;
export type Language = (typeof languages)[number];

export interface Choice {
  readonly fact: string;
  readonly channel: string;
  readonly wanted: boolean;
}

export interface NotificationSettings {
  /** The last of several for one fact and channel holds. */
  readonly choices: readonly Choice[];
  /** On the person's own clock; reaches over midnight where `to` is not after `from`. */
  readonly quiet: TimeSpan | null;
  /** When the digest of the day goes out; null where everything is sent by itself. */
  readonly digestAt: LocalTime | null;
  /** Null: that of the person's country. */
  readonly language: Language | null;
}

export const usualSettings: NotificationSettings = { choices: [], quiet: null, digestAt: null, language: null };

/** The language somebody is written to in. */
export const languageOf = ({ language }: Pick<NotificationSettings, "language">, country: string | null): Language =>
  language ?? (country === null || ["RU", "BY", "KZ", "KG"].includes(country) ? "ru" : "en");

/** Whether a rule is followed: what may be switched follows the choice. */
export const isWanted = (
  rules: ChannelRules,
  fact: FactName,
  channel: Channel,
  { choices }: Pick<NotificationSettings, "choices">,
): boolean => {
  const rule = rules[channel];
  if (rule === undefined) return false;
  if (rule === "always") return true;
  return choices.findLast((each) => each.fact === fact && each.channel === channel)?.wanted ?? rule === "on";
};

/** Makes noise or fills a mailbox; what stands in the application waits there by itself. */
const disturbs = (channel: Channel): boolean => channel === "email" || channel === "push";

const isWithin = (minute: number, { from, to }: TimeSpan): boolean => {
  const [begins, ends] = [minuteOfDay(from), minuteOfDay(to)];
  return begins < ends ? begins <= minute && minute < ends : minute >= begins || minute < ends;
};

/** The first instant at or after `at` on which the person's clock shows the time. */
const nextAt = (time: LocalTime, at: Instant, zone: string): Instant => {
  const today = localDateAt(at, zone);
  const instants = [today, addDays(today, 1), addDays(today, 2)].flatMap((day) => instantsOf(day, time, zone));
  return instants.find((instant) => instant >= at) ?? at;
};

/** Null where the message may go out now; else the instant at which the quiet hours end. */
export const quietUntil = (
  { fact, channel }: { readonly fact: FactName; readonly channel: Channel },
  { quiet }: Pick<NotificationSettings, "quiet">,
  zone: string,
  at: Instant,
  policy: Pick<NotificationPolicy, "urgent">,
): Instant | null => {
  if (quiet === null || !disturbs(channel) || policy.urgent.includes(fact)) return null;
  return isWithin(minuteAt(at, zone), quiet) ? nextAt(quiet.to, at, zone) : null;
};

/** When the digest goes out that the message waits for; null where it is sent by itself. */
export const digestedAt = (
  { fact, channel }: { readonly fact: FactName; readonly channel: Channel },
  { digestAt }: Pick<NotificationSettings, "digestAt">,
  zone: string,
  at: Instant,
  policy: Pick<NotificationPolicy, "digested">,
): Instant | null =>
  digestAt === null || channel !== "email" || !policy.digested.includes(fact) ? null : nextAt(digestAt, at, zone);
