// Web push (RFC 8030, VAPID): to every browser of a person. The message is sealed for the browser; the push service sees its size.
import { isNativeError } from "node:util/types";
import webPush from "web-push";
import type { ChannelOutcome, MessageChannel, PushAddress } from "./channel.js";

export interface VapidKeys {
  readonly publicKey: string;
  readonly privateKey: string;
}

export interface WebPushOptions {
  readonly keys: VapidKeys;
  /** Where a push service can complain: a mailto or https address. */
  readonly contact: string;
  readonly silenceMs?: number;
}

export const makeVapidKeys = (): VapidKeys => webPush.generateVAPIDKeys();

const TWO_DAYS = 172_800;

type OfBrowser = "taken" | "gone" | "busy" | "refused";

export const webPushChannel = ({ keys, contact, silenceMs = 20_000 }: WebPushOptions): MessageChannel => {
  const toBrowser = async (
    { endpoint, p256dh, auth }: PushAddress,
    payload: string,
    topic: string,
  ): Promise<OfBrowser> => {
    const options = {
      vapidDetails: { subject: contact, ...keys },
      TTL: TWO_DAYS,
      // A push service that still holds the same topic replaces it: a repetition is shown once.
      topic,
      timeout: silenceMs,
    };
    try {
      await webPush.sendNotification({ endpoint, keys: { p256dh, auth } }, payload, options);
      return "taken";
    } catch (fault) {
      const status: unknown = isNativeError(fault) && "statusCode" in fault ? fault.statusCode : undefined;
      if (status === 404 || status === 410) return "gone";
      if (typeof status === "number" && status >= 400 && status < 500 && status !== 429) return "refused";
      return "busy";
    }
  };
  return {
    send: async ({ id, push, messages }): Promise<ChannelOutcome> => {
      if (push.length === 0) return { is: "unreachable", reason: "no-subscription" };
      const topic = id.replaceAll("-", "");
      // Subjects only: what is shown on a locked screen tells nobody's name and no kind.
      const payload = JSON.stringify({ id, subject: messages[0]?.subject ?? "" });
      const results = await Promise.all(push.map((address) => toBrowser(address, payload, topic)));
      const gone = push.flatMap(({ subscriptionId }, index) => (results[index] === "gone" ? [subscriptionId] : []));
      if (results.includes("taken")) return { is: "sent", messageId: null, gone };
      if (results.every((result) => result === "gone")) return { is: "bounced", reason: "subscription-gone", gone };
      if (results.includes("busy")) return { is: "temporary-failure", reason: "provider-busy" };
      return { is: "permanent-failure", reason: "provider-refused" };
    },
    close: () => Promise.resolve(),
  };
};
