// Keys for access tokens: a private one to sign with, public ones to verify with. Parsed once (parsing costs as much as
// four verifications).
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type JsonWebKey,
  type KeyObject,
} from "node:crypto";
import { join } from "node:path";
import { promisify } from "node:util";
import { privateFile } from "../configuration/private-file.js";

export type TokenAlgorithm = "RS256" | "ES256";

export interface VerificationKey {
  /** RFC 7638 thumbprint: the same key has the same id in every process. */
  readonly id: string;
  readonly algorithm: TokenAlgorithm;
  readonly publicKey: KeyObject;
}

export interface SigningKey extends VerificationKey {
  readonly privateKey: KeyObject;
}

/** RFC 7638: the required members in alphabetical order. */
const thumbprint = (jwk: JsonWebKey): string => {
  const members =
    jwk.kty === "RSA" ? { e: jwk.e, kty: jwk.kty, n: jwk.n } : { crv: jwk.crv, kty: jwk.kty, x: jwk.x, y: jwk.y };
  return createHash("sha256").update(JSON.stringify(members)).digest("base64url");
};

const algorithmOf = (key: KeyObject): TokenAlgorithm => {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  if (type === "rsa" && (details?.modulusLength ?? 0) >= 2_048) return "RS256";
  if (type === "ec" && details?.namedCurve === "prime256v1") return "ES256";
  throw new Error("A token key is an RSA key of at least 2048 bits or an EC key on P-256.");
};

const verificationKey = (publicKey: KeyObject): VerificationKey => ({
  id: thumbprint(publicKey.export({ format: "jwk" })),
  algorithm: algorithmOf(publicKey),
  publicKey,
});

/**
 * @param pem a public key
 * @throws Error when it is not a key of an accepted kind
 */
export const verificationKeyFrom = (pem: string): VerificationKey => verificationKey(createPublicKey(pem));

/**
 * @param pem a private key
 * @throws Error when it is not a key of an accepted kind
 */
export const signingKeyFrom = (pem: string): SigningKey => {
  const privateKey = createPrivateKey(pem);
  return { ...verificationKey(createPublicKey(privateKey)), privateKey };
};

const generate = promisify(generateKeyPair);

/** The key kept in the folder's `token-signing-key.pem` (mode 0600); an RSA key is made where there is none. */
export const signingKeyIn = async (folder: string): Promise<SigningKey> => {
  const pem = await privateFile(join(folder, "token-signing-key.pem"), async () =>
    (await generate("rsa", { modulusLength: 2_048 })).privateKey.export({ format: "pem", type: "pkcs8" }).toString(),
  );
  return signingKeyFrom(pem);
};

/** Public keys as a JWKS document (RFC 7517). */
export const jsonWebKeySet = (keys: readonly VerificationKey[]) => ({
  keys: keys.map(({ id, algorithm, publicKey }) => ({
    ...publicKey.export({ format: "jwk" }),
    kid: id,
    alg: algorithm,
    use: "sig",
  })),
});
