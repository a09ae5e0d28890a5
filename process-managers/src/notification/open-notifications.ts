// Notifications of a system, put together: the channels that are configured, what turns facts into deliveries, and the deliveries
// themselves. Nothing starts with a template that is faulty.
import { faultsOfTemplates } from "@tabel/domain";
import type { EventStore, KeyVault } from "@tabel/event-store";
import { type Metrics, privateFile, type UnsubscribeTokens } from "@tabel/platform";
import type pg from "pg";
import { join } from "node:path";
import { z } from "zod";
import type { TellAbout } from "../process/ports.js";
import type { MessageChannel } from "./channels/channel.js";
import { emailChannel } from "./channels/email.js";
import { slackChannel } from "./channels/slack.js";
import { makeVapidKeys, type VapidKeys, webPushChannel } from "./channels/web-push.js";
import type { Circuit } from "./delivery/circuit.js";
import { type CountOutcome, notificationMetrics } from "./operations/metrics.js";
import { type NotificationStanding, standingOfNotifications } from "./operations/standing.js";
import type { NotificationLog } from "./delivery/delivering-parts.js";
import { runDeliveries } from "./delivery/run-deliveries.js";
import { tellAboutFacts } from "./expansion/tell-about.js";

export interface NotificationSettingsOfSystem {
  readonly smtpUrl: string;
  readonly mailFrom: string;
  readonly mailsPerSecond: number;
  /** Undefined: off. */
  readonly slackWebhookUrl: string | undefined;
  readonly webPushContact: string | undefined;
  /** Undefined: made once and kept in the data folder. */
  readonly webPushKeys?: VapidKeys | undefined;
  /** The address of the application, without a slash at its end. */
  readonly home: string;
  readonly dataFolder: string;
}

export interface OpenNotificationsOptions {
  readonly store: EventStore;
  readonly vault: KeyVault;
  readonly pool: pg.Pool;
  readonly clock: () => string;
  readonly log: NotificationLog;
  readonly unsubscribe: UnsubscribeTokens;
  readonly settings: NotificationSettingsOfSystem;
}

export interface NotificationFigures extends NotificationStanding {
  readonly circuits: Readonly<Record<string, Circuit>>;
}

export interface Notifications {
  readonly tellAbout: TellAbout;
  /** Which channels are on; the others say why not. */
  readonly standing: Readonly<Record<string, string>>;
  /** For browsers that subscribe; undefined where web push is off. */
  readonly pushKey: string | undefined;
  /** From now on these metrics tell how deliveries stand, and count those that end. */
  observe(registry: Metrics): void;
  /** How deliveries stand now. */
  figures(): Promise<NotificationFigures>;
  stop(): Promise<void>;
}

const Keys = z.object({ publicKey: z.string(), privateKey: z.string() });

const vapidKeysIn = async (dataFolder: string): Promise<VapidKeys> => {
  const text = await privateFile(join(dataFolder, "web-push-keys.json"), () => JSON.stringify(makeVapidKeys()));
  return Keys.parse(JSON.parse(text));
};

/** Its message is for the person who starts the program. */
export class FaultyTemplates extends Error {
  override readonly name = "FaultyTemplates";
}

/** Throws FaultyTemplates, which lists every fault of a template. */
export const checkTemplates = (): void => {
  const faults = faultsOfTemplates();
  if (faults.length > 0) throw new FaultyTemplates(`The templates of messages have faults:\n  ${faults.join("\n  ")}`);
};

export const openNotifications = async (options: OpenNotificationsOptions): Promise<Notifications> => {
  checkTemplates();
  const { store, vault, pool, clock, log, unsubscribe, settings } = options;
  const { smtpUrl, mailFrom, mailsPerSecond, slackWebhookUrl, webPushContact, home, dataFolder, webPushKeys } =
    settings;
  const keys = webPushContact === undefined ? undefined : (webPushKeys ?? (await vapidKeysIn(dataFolder)));
  const push: MessageChannel | undefined =
    keys === undefined || webPushContact === undefined ? undefined : webPushChannel({ keys, contact: webPushContact });
  const slack = slackWebhookUrl === undefined ? undefined : slackChannel({ url: slackWebhookUrl });
  let countOutcome: CountOutcome | undefined;
  const runner = runDeliveries({
    onEnded: (of) => countOutcome?.(of),
    pool,
    store,
    vault,
    clock,
    log,
    channels: {
      email: emailChannel({ url: smtpUrl, from: mailFrom, home }),
      ...(push === undefined ? {} : { push }),
      ...(slack === undefined ? {} : { slack }),
    },
    limits: { email: { perSecond: mailsPerSecond }, slack: { perSecond: 1 } },
    unsubscribeLink: (of) => `${home}/api/notifications/unsubscribe/${unsubscribe.issue(of)}`,
  });
  const standing = () => standingOfNotifications(pool, clock());
  const observed = { standing, circuits: () => runner.circuits() };
  return {
    observe: (registry) => {
      countOutcome = notificationMetrics(registry, observed);
    },
    figures: async () => ({ ...(await standing()), circuits: runner.circuits() }),
    tellAbout: tellAboutFacts({ store, vault, pool, clock, made: () => runner.wake() }),
    standing: {
      "in-app": "on",
      email: "on",
      slack: slack === undefined ? "off: SLACK_WEBHOOK_URL is not set" : "on",
      push: push === undefined ? "off: WEB_PUSH_CONTACT is not set" : "on",
    },
    pushKey: keys?.publicKey,
    stop: () => runner.stop(),
  };
};
