// The notifications of a system: where mail goes, and what is told by which channel.
import { listMail, openMessageFolder, showMail, startMailSink } from "@tabel/embedded";
import {
  systemClock,
  unsubscribeTokens,
  type Configuration,
  type HealthCheck,
  type Logger,
  type Shutdown,
  type UnsubscribeTokens,
} from "@tabel/platform";
import { type Notifications, openNotifications } from "@tabel/process-managers";
import { join } from "node:path";
import type { Parts } from "./parts.js";
import type { Service } from "./service.js";

/** Where the sink of a data folder keeps its messages. */
export const mailFolder = (dataFolder: string): string => join(dataFolder, "mail");

export interface MailWay {
  readonly smtpUrl: string;
  /** Undefined where a mail server is configured: then nothing is kept here. */
  readonly kept:
    { list(limit: number): Promise<readonly object[]>; show(id: string): Promise<object | undefined> } | undefined;
}

/** The configured server, else the embedded sink. */
export const openMailWay = async (configuration: Configuration, shutdown: Shutdown): Promise<MailWay> => {
  const { smtpUrl } = configuration.notifications;
  if (smtpUrl !== undefined) return { smtpUrl: smtpUrl.reveal(), kept: undefined };
  const sink = await startMailSink({ folder: mailFolder(configuration.dataFolder) });
  shutdown.add("mail sink", 1_500, () => sink.stop());
  const { messages } = sink;
  return {
    smtpUrl: sink.url,
    kept: { list: (limit) => listMail(messages, limit), show: (id) => showMail(messages, id) },
  };
};

/** For `tabel mail`: the messages of a data folder, whether a system runs on it or not. */
export const keptMail = async (dataFolder: string) => {
  const messages = await openMessageFolder(mailFolder(dataFolder));
  return { list: (limit: number) => listMail(messages, limit), show: (id: string) => showMail(messages, id) };
};

export const unsubscribeTokensOf = ({ vault }: Parts): UnsubscribeTokens =>
  unsubscribeTokens(vault.derivedKey("unsubscribe"));

const homeOf = ({ host, port, notifications: { publicUrl } }: Configuration): string =>
  (publicUrl ?? `http://${host === "0.0.0.0" ? "localhost" : host}:${port}`).replace(/\/+$/, "");

export const startNotifications = async (
  configuration: Configuration,
  parts: Parts,
  mail: MailWay,
  log: Logger,
): Promise<Notifications> => {
  const { mailFrom, mailsPerSecond, slackWebhookUrl, webPushContact, webPushKeys } = configuration.notifications;
  const privateKey = webPushKeys?.privateKey?.reveal();
  const notifications = await openNotifications({
    ...parts,
    clock: () => systemClock().toISOString(),
    log,
    unsubscribe: unsubscribeTokensOf(parts),
    settings: {
      smtpUrl: mail.smtpUrl,
      mailFrom,
      mailsPerSecond,
      slackWebhookUrl: slackWebhookUrl?.reveal(),
      webPushContact,
      webPushKeys: webPushKeys === undefined || privateKey === undefined ? undefined : { ...webPushKeys, privateKey },
      home: homeOf(configuration),
      dataFolder: configuration.dataFolder,
    },
  });
  log.info({ channels: notifications.standing, sink: mail.kept !== undefined }, "notifications are sent");
  return notifications;
};

/** A provider that is away keeps nobody from commands and views: it is told and alerted on, and readiness stays. */
const checkOfNotifications =
  (notifications: Pick<Notifications, "figures">): HealthCheck =>
  async () => {
    const { channels, circuits, unrecorded, announcements } = await notifications.figures();
    const sum = (of: (each: (typeof channels)[number]) => number) => channels.reduce((all, each) => all + of(each), 0);
    const leftAlone = Object.entries(circuits).filter(([, circuit]) => circuit !== "closed");
    return {
      waiting: sum(({ waiting }) => waiting),
      secondsDue: Math.round(Math.max(0, ...channels.map(({ dueSeconds }) => dueSeconds))),
      neverEnded: sum(({ neverEnded }) => neverEnded),
      dead: sum(({ dead }) => dead),
      unrecorded,
      announcements,
      leftAlone: leftAlone.map(([channel]) => channel).join(", ") || "nobody",
    };
  };

export const notificationService = (notifications: Pick<Notifications, "figures" | "observe">): Service => ({
  checks: { notifications: checkOfNotifications(notifications) },
  observe: (metrics) => notifications.observe(metrics),
});
