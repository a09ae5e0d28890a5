// The secret in a calendar feed's address: 256 bits that follow from the feed's number by a key that only this system has. So
// the answer to a repeated command is the same one, and nothing needs to store what must not be stored.
import { createHash, createHmac } from "node:crypto";

export interface FeedSecrets {
  /** 43 characters that stand in an address as they are. */
  secretOf(feedId: string): string;
  /** What is stored and looked for: SHA-256 in hexadecimal. 256 bits of chance need no slow hash. */
  hashOf(secret: string): string;
}

/** @param key derived for this purpose alone */
export const feedSecrets = (key: Buffer): FeedSecrets => ({
  secretOf: (feedId) => createHmac("sha256", key).update(`calendar feed ${feedId}`).digest("base64url"),
  hashOf: (secret) => createHash("sha256").update(secret).digest("hex"),
});
