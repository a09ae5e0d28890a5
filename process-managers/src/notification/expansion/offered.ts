// On which channels a delivery is made at all.
import {
  type Channel,
  type ChannelRules,
  channels,
  isWanted,
  type NotificationFact,
  type NotificationSettings,
} from "@tabel/domain";

/**
 * What is off until somebody chooses it is not made; what somebody switched off is, so that their history says why nothing came.
 */
export const offered = (
  rules: ChannelRules,
  fact: NotificationFact,
  settings: NotificationSettings,
): readonly Channel[] =>
  channels.filter((channel) => {
    const rule = rules[channel];
    return rule !== undefined && (rule !== "off" || isWanted(rules, fact.is, channel, settings));
  });
