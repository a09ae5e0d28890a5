// Verifies access tokens. Everything in a token is the caller's word until its signature is checked: the algorithm is
// that of our own key, `kid` only chooses among our own keys, and no address or key inside a token is ever followed.
import jwt from "jsonwebtoken";
import { platformProblems } from "../problem/platform-problems.js";
import { Problem, type ProblemKind } from "../problem/problem.js";
import { type Clock, systemClock } from "../time/clock.js";
import type { TokenAlgorithm, VerificationKey } from "./signing-key.js";
import { accessTokenType } from "./token-issuer.js";

export interface AccessToken {
  readonly subject: string;
  readonly tokenId: string | undefined;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
}

export interface TokenVerifierOptions {
  readonly keys: readonly VerificationKey[];
  readonly issuer: string;
  readonly audience: string;
  /** Both unless given. */
  readonly algorithms?: readonly TokenAlgorithm[];
  readonly clock?: Clock;
  /** Verified signatures that are remembered; 10,000 unless given, 0 for none. */
  readonly remembered?: number;
}

export interface TokenVerifier {
  /** @throws Problem invalid-token or token-expired (401) */
  verify(token: string): AccessToken;
}

const longestToken = 4_096;
const longestSubject = 256;
/** Clocks of two machines differ by so many seconds at most. */
const leeway = 5;

const refusal = (kind: ProblemKind, detail: string) =>
  new Problem(kind, detail, { headers: { "WWW-Authenticate": 'Bearer error="invalid_token"' } });

// One sentence for every forgery: which check failed is nobody's business.
const invalid = () => refusal(platformProblems["invalid-token"], "Log in again.");
const expired = () => refusal(platformProblems["token-expired"], "Log in again.");

interface Claims {
  readonly subject: string;
  readonly tokenId: string | undefined;
  readonly issuedAt: number;
  readonly notBefore: number;
  readonly expiresAt: number;
}

const isTime = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);

const claimsOf = (payload: jwt.JwtPayload | string): Claims => {
  if (typeof payload === "string") throw invalid();
  const { sub, iat, nbf, exp, jti } = payload;
  if (typeof sub !== "string" || sub === "" || sub.length > longestSubject) throw invalid();
  if (!isTime(iat) || !isTime(exp) || (nbf !== undefined && !isTime(nbf))) throw invalid();
  const tokenId = typeof jti === "string" ? jti : undefined;
  return { subject: sub, tokenId, issuedAt: iat, notBefore: nbf ?? iat, expiresAt: exp };
};

const readHeader = (token: string): Readonly<Record<string, unknown>> => {
  try {
    const [first = ""] = token.split(".", 1);
    const header: unknown = JSON.parse(Buffer.from(first, "base64url").toString("utf8"));
    return typeof header === "object" && header !== null ? { ...header } : {};
  } catch {
    throw invalid();
  }
};

const isAccessTokenType = (type: unknown) =>
  typeof type === "string" && type.toLowerCase().replace(/^application\//, "") === accessTokenType;

/**
 * What was verified lately, so that a signature costs its work once. Only the claims are remembered: times are checked at
 * each use, and rights do not stand in a token. The least recently used goes first when it is full.
 */
const recentlyVerified = (most: number) => {
  const entries = new Map<string, Claims>();
  return {
    get: (token: string): Claims | undefined => {
      const claims = entries.get(token);
      if (!claims) return undefined;
      entries.delete(token);
      entries.set(token, claims);
      return claims;
    },
    set: (token: string, claims: Claims) => {
      entries.set(token, claims);
      const oldest = entries.keys().next();
      if (entries.size > most && !oldest.done) entries.delete(oldest.value);
    },
  };
};

export const createTokenVerifier = (options: TokenVerifierOptions): TokenVerifier => {
  const { issuer, audience, clock = systemClock, algorithms = ["RS256", "ES256"], remembered = 10_000 } = options;
  const keys = new Map(options.keys.filter((key) => algorithms.includes(key.algorithm)).map((key) => [key.id, key]));
  const recent = recentlyVerified(remembered);

  const checkSignature = (token: string): Claims => {
    const header = readHeader(token);
    const key = typeof header["kid"] === "string" ? keys.get(header["kid"]) : undefined;
    // `crit` names extensions that must be understood (RFC 7515); we know none.
    if (!key || !isAccessTokenType(header["typ"]) || "crit" in header) throw invalid();
    try {
      // Times are checked below, each time the token is used.
      const rules: jwt.VerifyOptions = {
        algorithms: [key.algorithm],
        issuer,
        audience,
        ignoreExpiration: true,
        ignoreNotBefore: true,
      };
      return claimsOf(jwt.verify(token, key.publicKey, rules) as jwt.JwtPayload | string); // not `complete`
    } catch {
      throw invalid();
    }
  };

  return {
    verify: (token) => {
      if (token.length > longestToken) throw invalid();
      const now = clock().getTime() / 1_000;
      let claims = recent.get(token);
      if (!claims) {
        claims = checkSignature(token);
        recent.set(token, claims);
      }
      if (now >= claims.expiresAt + leeway) throw expired();
      if (now < claims.notBefore - leeway || now < claims.issuedAt - leeway) throw invalid();
      return {
        subject: claims.subject,
        tokenId: claims.tokenId,
        issuedAt: new Date(claims.issuedAt * 1_000),
        expiresAt: new Date(claims.expiresAt * 1_000),
      };
    },
  };
};
