// Web push (RFC 8030, VAPID): to every browser of a person. The message is sealed for the browser; the push service sees its size.
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

const resultOf = (status: number): OfBrowser => {
  if (status >= 200 && status < 300) return "taken";
  if (status === 404 || status === 410) return "gone";
  return status === 429 || status >= 500 ? "busy" : "refused";
};

export const webPushChannel = ({ keys, contact, silenceMs = 20_000 }: WebPushOptions): MessageChannel => {
  /** Undefined for a subscription whose keys are none. */
  const sealed = ({ endpoint, p256dh, auth }: PushAddress, payload: string, topic: string) => {
    const vapidDetails = { subject: contact, ...keys };
    try {
      // A push service that still holds the same topic replaces it: a repetition is shown once.
      return webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, payload, {
        vapidDetails,
        TTL: TWO_DAYS,
        topic,
      });
    } catch {
      return undefined;
    }
  };

  const toBrowser = async (address: PushAddress, payload: string, topic: string): Promise<OfBrowser> => {
    const request = sealed(address, payload, topic);
    if (request === undefined) return "refused";
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    try {
      const { endpoint, method, body } = request;
      const response = await fetch(endpoint, {
        method,
        headers,
        body: body === null ? null : new Uint8Array(body),
        redirect: "manual", // a push service that sends us elsewhere could send us into our own network
        signal: AbortSignal.timeout(silenceMs),
      });
      await response.body?.cancel();
      return resultOf(response.status);
    } catch {
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
