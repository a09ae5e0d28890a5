// One webhook request, signed as Standard Webhooks has it (https://www.standardwebhooks.com): id, timestamp, HMAC-SHA256.
import { createHmac } from "node:crypto";
import { request as http } from "node:http";
import { request as https } from "node:https";
import { outsideOnly, refuseInsideLiteral } from "./private-networks.js";

export interface WebhookMessage {
  readonly id: string;
  readonly body: string;
}

export interface WebhookTarget {
  readonly url: string;
  readonly secret: Buffer;
}

export interface SendOptions {
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly allowInside: boolean;
  readonly signal: AbortSignal;
  readonly timeoutMs?: number | undefined;
}

const usualTimeoutMs = 15_000;
const mostAnswered = 64 * 1024;

export const signatureOf = (secret: Buffer, { id, body }: WebhookMessage, timestamp: number): string =>
  `v1,${createHmac("sha256", secret).update(`${id}.${timestamp}.${body}`).digest("base64")}`;

/** Resolves with the status. A redirection is not followed. Throws PrivateAddress, and what the network says. */
export const sendWebhook = (
  { url, secret }: WebhookTarget,
  message: WebhookMessage,
  { timestamp, allowInside, signal, timeoutMs = usualTimeoutMs }: SendOptions,
): Promise<number> =>
  new Promise((resolve, reject) => {
    const address = new URL(url);
    if (!allowInside) refuseInsideLiteral(address.hostname);
    const send = address.protocol === "https:" ? https : http;
    const request = send(
      address,
      {
        method: "POST",
        agent: false, // a connection of an earlier request was made to what the name meant then
        ...(allowInside ? {} : { lookup: outsideOnly() }),
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
        headers: {
          "content-type": "application/cloudevents+json",
          "content-length": Buffer.byteLength(message.body),
          "user-agent": "Tabel",
          "webhook-id": message.id,
          "webhook-timestamp": String(timestamp),
          "webhook-signature": signatureOf(secret, message, timestamp),
        },
      },
      (response) => {
        let answered = 0;
        response.on("data", (chunk: Buffer) => {
          answered += chunk.length;
          if (answered > mostAnswered) response.destroy();
        });
        response.on("error", () => undefined); // the status is known
        response.once("close", () => resolve(response.statusCode ?? 0));
      },
    );
    request.once("error", reject);
    request.end(message.body);
  });
