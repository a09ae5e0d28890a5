// Who signs checkpoints: a port, so that the key can lie in a key service. Here: an Ed25519 key in PEM.
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from "node:crypto";

export interface Signer {
  sign(bytes: Buffer): Promise<Buffer>;
  /** PEM; everybody may have it. */
  readonly publicKey: string;
}

/** @throws Error when it is no Ed25519 private key */
export const signerFrom = (pem: string): Signer => {
  const key = createPrivateKey(pem);
  if (key.asymmetricKeyType !== "ed25519") throw new Error("AUDIT_SIGNING_KEY is not an Ed25519 private key.");
  return {
    sign: (bytes) => Promise.resolve(sign(null, bytes, key)),
    publicKey: createPublicKey(key).export({ format: "pem", type: "spki" }).toString(),
  };
};

export const makeSigningKey = (): string =>
  generateKeyPairSync("ed25519").privateKey.export({ format: "pem", type: "pkcs8" }).toString();
