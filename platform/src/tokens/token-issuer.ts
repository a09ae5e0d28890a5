// Issues access tokens: signed JWTs of the profile RFC 9068 that say who someone is, never what they may do.
import jwt from "jsonwebtoken";
import { randomUUID } from "node:crypto";
import type { Clock } from "../time/clock.js";
import { systemClock } from "../time/clock.js";
import { jsonWebKeySet, type SigningKey } from "./signing-key.js";

export interface TokenIssuerOptions {
  readonly key: SigningKey;
  readonly issuer: string;
  readonly audience: string;
  /** Whole seconds above 0; 900 unless given. */
  readonly lifetimeSeconds?: number;
  readonly clock?: Clock;
}

export interface TokenIssuer {
  /** How long a token holds unless said otherwise. */
  readonly lifetimeSeconds: number;
  /** @param lifetimeSeconds a whole number above 0 */
  issue(holder: { readonly subject: string }, lifetimeSeconds?: number): string;
  jwks(): ReturnType<typeof jsonWebKeySet>;
}

/** RFC 9068: tells an access token from any other JWT signed with the same key. */
export const accessTokenType = "at+jwt";

export const createTokenIssuer = ({
  key,
  issuer,
  audience,
  lifetimeSeconds: usual = 900,
  clock = systemClock,
}: TokenIssuerOptions): TokenIssuer => ({
  lifetimeSeconds: usual,
  issue: ({ subject }, lifetimeSeconds = usual) => {
    const issuedAt = Math.floor(clock().getTime() / 1_000);
    const claims = {
      iss: issuer,
      aud: audience,
      sub: subject,
      iat: issuedAt,
      exp: issuedAt + lifetimeSeconds,
      jti: randomUUID(),
    };
    const header = { alg: key.algorithm, typ: accessTokenType, kid: key.id };
    return jwt.sign(claims, key.privateKey, { algorithm: key.algorithm, header });
  },
  jwks: () => jsonWebKeySet([key]),
});
