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

/** The library tells an answer's status in its error, or in the error inside of it; without one nobody answered. */
const statusOf = (fault: unknown): number | undefined => {
  if (!isNativeError(fault)) return undefined;
  if ("statusCode" in fault && typeof fault.statusCode === "number") return fault.statusCode;
  return "originalError" in fault ? statusOf(fault.originalError) : undefined;
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
