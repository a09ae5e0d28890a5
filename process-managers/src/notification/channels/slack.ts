// Slack by an incoming webhook: the common channel of a workspace. Only facts about nobody come here; the matrix and the recipients
// see to that.
import { IncomingWebhook } from "@slack/webhook";
import { isNativeError } from "node:util/types";
import type { ChannelOutcome, MessageChannel } from "./channel.js";

export interface SlackOptions {
  readonly url: string;
  readonly silenceMs?: number;
}

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** The library tells an answer's status in the error that axios or fetch made; without one nobody answered. */
const statusOf = (fault: unknown): number | undefined => {
  if (!isNativeError(fault)) return undefined;
  const original: unknown = "original" in fault ? fault.original : fault;
  if (typeof original !== "object" || original === null) return undefined;
  const response: unknown = "response" in original ? original.response : original;
  if (typeof response !== "object" || response === null || !("status" in response)) return undefined;
  return typeof response.status === "number" ? response.status : undefined;
};

const outcomeOf = (fault: unknown): ChannelOutcome => {
  const status = statusOf(fault);
  if (status === undefined) return { is: "temporary-failure", reason: "no-answer" };
  if (status === 429 || status >= 500) return { is: "temporary-failure", reason: "provider-busy" };
  return { is: "permanent-failure", reason: "provider-refused" };
};

export const slackChannel = ({ url, silenceMs = 20_000 }: SlackOptions): MessageChannel => {
  const webhook = new IncomingWebhook(url, { timeout: silenceMs });
  return {
    send: async ({ messages }) => {
      const text = messages.map(({ subject, paragraphs }) =>
        [`*${escaped(subject)}*`, ...paragraphs.map(escaped)].join("\n"),
      );
      try {
        await webhook.send({ text: text.join("\n\n") });
        return { is: "sent", messageId: null };
      } catch (fault) {
        return outcomeOf(fault);
      }
    },
    close: () => Promise.resolve(),
  };
};
