// The token of an unsubscribe link: says whose mails of which kind it switches off, signed, so that nobody makes one for others. It
// opens nothing else and does not run out: a mail of last year can still be switched off.
import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";

const Unsubscribed = z.tuple([z.string().max(64), z.string().max(64), z.string().max(20)]);

export interface Unsubscription {
  readonly userId: string;
  readonly fact: string;
  readonly channel: string;
}

export interface UnsubscribeTokens {
  issue(of: Unsubscription): string;
  /** Undefined for what this system did not issue. */
  read(token: string): Unsubscription | undefined;
}

/** @param key 32 bytes, derived for this purpose alone */
export const unsubscribeTokens = (key: Buffer): UnsubscribeTokens => {
  const signature = (text: string): Buffer => createHmac("sha256", key).update(`unsubscribe ${text}`).digest();
  return {
    issue: ({ userId, fact, channel }) => {
      const text = Buffer.from(JSON.stringify([userId, fact, channel])).toString("base64url");
      return `${text}.${signature(text).toString("base64url")}`;
    },
    read: (token) => {
      const [, text = "", signed = ""] = /^([\w-]{1,300})\.([\w-]{43})$/.exec(token) ?? [];
      const given = Buffer.from(signed, "base64url");
      const right = signature(text);
      if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
      try {
        const [userId, fact, channel] = Unsubscribed.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
        return { userId, fact, channel };
      } catch {
        return undefined; // signed by us, and of another shape: an older program's
      }
    },
  };
};
