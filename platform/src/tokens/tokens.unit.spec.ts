import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import jwt from "jsonwebtoken";
import { createHmac, generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Problem } from "../problem/problem.js";
import { type SigningKey, signingKeyFrom, signingKeyIn, verificationKeyFrom } from "./signing-key.js";
import { createTokenIssuer, type TokenIssuer } from "./token-issuer.js";
import { createTokenVerifier, type TokenVerifier } from "./token-verifier.js";

const folder = mkdtempSync(join(tmpdir(), "tokens-spec-"));
let key: SigningKey;
let now = new Date("2026-03-02T09:00:00Z");
const clock = () => now;
const names = { issuer: "tabel", audience: "tabel" };
let issuer: TokenIssuer;
let verifier: TokenVerifier;

beforeAll(async () => {
  key = await signingKeyIn(folder);
  issuer = createTokenIssuer({ key, ...names, clock });
  verifier = createTokenVerifier({ keys: [key], ...names, clock });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const at = (seconds: number) => (now = new Date(Date.UTC(2026, 2, 2, 9) + seconds * 1_000));

const codeOf = (token: string, against = verifier): string => {
  try {
    against.verify(token);
  } catch (fault) {
    if (fault instanceof Problem) {
      expect(fault.status).toBe(401);
      expect(fault.headers["WWW-Authenticate"]).toContain("invalid_token");
      return fault.code;
    }
  }
  return "accepted";
};

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const seconds = () => Math.floor(now.getTime() / 1_000);
const rightClaims = () => ({ iss: "tabel", aud: "tabel", sub: "u-1", iat: seconds(), exp: seconds() + 600, jti: "1" });
const rightHeader = () => ({ alg: "RS256", typ: "at+jwt", kid: key.id });
const signed = (claims: object, header: Record<string, unknown> = rightHeader(), by: SigningKey = key) =>
  jwt.sign(claims, by.privateKey, { algorithm: by.algorithm, header: { alg: by.algorithm, ...header } });
const pair = (type: "rsa" | "ec") => {
  const { privateKey } =
    type === "rsa"
      ? generateKeyPairSync("rsa", { modulusLength: 2_048 })
      : generateKeyPairSync("ec", { namedCurve: "P-256" });
  return signingKeyFrom(privateKey.export({ format: "pem", type: "pkcs8" }).toString());
};

describe("an access token", () => {
  test("says who someone is until it expires", () => {
    at(0);
    const token = issuer.issue({ subject: "u-1" }, 600);
    expect(verifier.verify(token)).toMatchObject({ subject: "u-1", expiresAt: new Date("2026-03-02T09:10:00Z") });
    at(604);
    expect(codeOf(token)).toBe("accepted"); // clocks differ by up to 5 s
    at(605);
    expect(codeOf(token)).toBe("token-expired");
    at(0);
  });

  test("expires although its signature is still remembered", () => {
    at(0);
    const token = issuer.issue({ subject: "u-1" }, 10);
    expect(codeOf(token)).toBe("accepted");
    at(16);
    expect(codeOf(token)).toBe("token-expired");
    at(0);
  });

  test("of an EC key is accepted, and keys can be changed: both are valid for a while", () => {
    at(0);
    const newer = pair("ec");
    expect(newer.algorithm).toBe("ES256");
    const both = createTokenVerifier({ keys: [key, newer], ...names, clock });
    const token = createTokenIssuer({ key: newer, ...names, clock }).issue({ subject: "u-2" }, 60);
    expect(both.verify(token).subject).toBe("u-2");
    expect(both.verify(issuer.issue({ subject: "u-1" }, 60)).subject).toBe("u-1");
    expect(codeOf(token)).toBe("invalid-token");
  });

  test("of an algorithm that is not allowed is refused", () => {
    const onlyElliptic = createTokenVerifier({ keys: [key], ...names, clock, algorithms: ["ES256"] });
    expect(codeOf(issuer.issue({ subject: "u-1" }, 60), onlyElliptic)).toBe("invalid-token");
  });
});

describe("forged tokens", () => {
  test("the pattern that the forgeries below depart from is itself accepted", () => {
    at(0);
    expect(codeOf(signed(rightClaims()))).toBe("accepted");
  });

  test("unsigned (alg none) is refused in every spelling", () => {
    for (const alg of ["none", "None", "NONE", "nOnE"])
      for (const signature of ["", "AAAA"])
        expect(codeOf(`${part({ ...rightHeader(), alg })}.${part(rightClaims())}.${signature}`)).toBe("invalid-token");
  });

  test("signed by HMAC with the public key as its secret is refused", () => {
    const head = `${part({ ...rightHeader(), alg: "HS256" })}.${part(rightClaims())}`;
    for (const format of ["spki", "pkcs1"] as const) {
      const secret = key.publicKey.export({ format: "pem", type: format });
      const signature = createHmac("sha256", secret).update(head).digest("base64url");
      expect(codeOf(`${head}.${signature}`)).toBe("invalid-token");
    }
  });

  test("signed by somebody else's key under our key's id is refused", () => {
    expect(codeOf(signed(rightClaims(), rightHeader(), pair("rsa")))).toBe("invalid-token");
  });

  test("a key or an address inside the token is not followed", () => {
    const stranger = pair("rsa");
    const jwk = stranger.publicKey.export({ format: "jwk" });
    for (const header of [
      { jwk },
      { jku: "https://evil.example" },
      { x5u: "https://evil.example" },
      { kid: stranger.id },
    ])
      expect(codeOf(signed(rightClaims(), { ...rightHeader(), ...header }, stranger))).toBe("invalid-token");
  });

  test.each([
    ["another issuer", { iss: "evil" }],
    ["no issuer", { iss: undefined }],
    ["another audience", { aud: "payments" }],
    ["no audience", { aud: undefined }],
    ["no subject", { sub: undefined }],
    ["an empty subject", { sub: "" }],
    ["a huge subject", { sub: "u".repeat(300) }],
    ["no expiry", { exp: undefined }],
    ["no time of issue", { iat: undefined }],
    ["a time of issue in the future", { iat: 1_772_442_000 + 60 }],
    ["a time of issue in the future with an earlier start", { iat: 1_772_442_000 + 60, nbf: 1_772_442_000 }],
    ["a start in the future", { nbf: 1_772_442_000 + 60 }],
  ])("%s is refused", (_name, change) => {
    at(0);
    const claims = Object.fromEntries(
      Object.entries({ ...rightClaims(), ...change }).filter(([, value]) => value !== undefined),
    );
    const head = `${part(rightHeader())}.${part(claims)}`;
    const token = jwt.sign(JSON.stringify(claims), key.privateKey, { algorithm: "RS256", header: rightHeader() });
    expect(token.startsWith(head)).toBe(true); // signed as it is: the library adds no time of its own
    expect(codeOf(token)).toBe("invalid-token");
  });

  test.each([
    ["an identity token", { typ: "JWT" }],
    ["no type", { typ: undefined }],
    ["no key id", { kid: undefined }],
    ["a path as key id", { kid: "../../etc/passwd" }],
    ["a property of every object as key id", { kid: "__proto__" }],
    ["an extension that must be understood", { crit: ["b64"], b64: false }],
  ])("%s is refused", (_name, change) => {
    expect(codeOf(signed(rightClaims(), { ...rightHeader(), ...change }))).toBe("invalid-token");
  });

  test.each([
    "",
    ".",
    "..",
    "a.b.c",
    "null.null.null",
    "\u0000.\u0000.\u0000",
    `${part(null)}.${part(null)}.`,
    `${part([])}.e30.AAAA`,
  ])("the garbage %p is refused", (token) => {
    expect(codeOf(token)).toBe("invalid-token");
  });

  test("a changed body or a cut signature is refused, also right after the true token was verified", () => {
    at(0);
    const token = issuer.issue({ subject: "u-1" }, 600);
    expect(codeOf(token)).toBe("accepted");
    const [head = "", , signature = ""] = token.split(".");
    expect(codeOf(`${head}.${part({ ...rightClaims(), sub: "admin" })}.${signature}`)).toBe("invalid-token");
    expect(codeOf(token.slice(0, -8))).toBe("invalid-token");
    expect(codeOf(`${token}AAAA`)).toBe("invalid-token");
  });

  test("a token of a megabyte is refused without work", () => {
    const started = performance.now();
    for (let times = 0; times < 1_000; times += 1) expect(codeOf("a".repeat(1_000_000))).toBe("invalid-token");
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

describe("remembered signatures", () => {
  /** A verifier that counts how often it takes its key in hand, which it does for each signature that it checks. */
  const counting = (remembered: number) => {
    const counted = { checks: 0 };
    const watched = {
      ...key,
      get publicKey() {
        counted.checks += 1;
        return key.publicKey;
      },
    };
    return { counted, against: createTokenVerifier({ keys: [watched], ...names, clock, remembered }) };
  };

  test("save the checking: a token's signature is checked once, and each time by who remembers none", () => {
    at(0);
    const token = issuer.issue({ subject: "u-1" }, 600);
    for (const [remembered, checks] of [
      [10, 1],
      [0, 5],
    ] as const) {
      const { counted, against } = counting(remembered);
      for (let times = 0; times < 5; times += 1) expect(against.verify(token).subject).toBe("u-1");
      expect(counted.checks).toBe(checks);
    }
  });

  test("are bounded: the least recently used one is verified again", () => {
    at(0);
    const [first = "", second = "", third = ""] = ["a", "b", "c"].map((subject) => issuer.issue({ subject }, 600));
    const { counted, against } = counting(2);
    for (const token of [first, second, first, third]) against.verify(token);
    expect(counted.checks).toBe(3);
    against.verify(first); // used after the second, so it stayed
    expect(counted.checks).toBe(3);
    against.verify(second);
    expect(counted.checks).toBe(4);
  });
});

describe("the signing key", () => {
  test("is made once for starts that race, and only its owner can read it", async () => {
    const own = join(folder, "race");
    const keys = await Promise.all([signingKeyIn(own), signingKeyIn(own), signingKeyIn(own)]);
    expect(new Set(keys.map(({ id }) => id)).size).toBe(1);
    expect((await signingKeyIn(own)).id).toBe(keys[0].id);
    expect(readdirSync(own)).toEqual(["token-signing-key.pem"]);
    expect(statSync(join(own, "token-signing-key.pem")).mode & 0o777).toBe(0o600);
  });

  test("shows only its public half to others, under the same id", () => {
    const [shown] = issuer.jwks().keys;
    expect(Object.keys(shown ?? {}).sort()).toEqual(["alg", "e", "kid", "kty", "n", "use"]);
    const pem = key.publicKey.export({ format: "pem", type: "spki" }).toString();
    expect(verificationKeyFrom(pem).id).toBe(key.id);
    expect(shown?.kid).toBe(key.id);
  });

  test("of a weak or another kind is refused", () => {
    const weak = generateKeyPairSync("rsa", { modulusLength: 1_024 }).privateKey;
    const other = generateKeyPairSync("ed25519").privateKey;
    for (const unfit of [weak, other])
      expect(() => signingKeyFrom(unfit.export({ format: "pem", type: "pkcs8" }).toString())).toThrow(
        /at least 2048 bits/,
      );
  });
});
