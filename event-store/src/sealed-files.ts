// Files about a person, sealed with that person's key before they leave the program: AES-256-GCM, bound to person and name, so that
// a file cannot be passed off as another's. When the key is destroyed, what lies in the storage says nothing any more.
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { FileStore } from "@tabel/platform";
import { PersonErased } from "./errors.js";
import type { KeyVault } from "./key-vault.js";

export interface SealedFiles {
  /** Throws PersonErased, VaultUnavailable, and what the storage throws. */
  put(subject: string, name: string, bytes: Uint8Array): Promise<void>;
  /**
   * Undefined where there is no such file, or no key to open it any more. Throws where the file is not what was sealed for this
   * person under this name.
   */
  get(subject: string, name: string): Promise<Buffer | undefined>;
}

const FORMAT = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;

const bound = (subject: string, name: string): Buffer => Buffer.from(JSON.stringify(["file", subject, name]));

export const sealedFiles = (vault: KeyVault, files: Pick<FileStore, "put" | "get">): SealedFiles => ({
  put: async (subject, name, bytes) => {
    const key = (await vault.ensureKeys([subject])).get(subject);
    if (key === undefined) throw new PersonErased(subject, "a file");
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(bound(subject, name));
    const sealed = [cipher.update(bytes), cipher.final()];
    await files.put(name, Buffer.concat([Buffer.of(FORMAT), iv, cipher.getAuthTag(), ...sealed]));
  },
  get: async (subject, name) => {
    const key = (await vault.keysOf([subject])).get(subject);
    if (key === undefined) return undefined;
    const bytes = await files.get(name);
    if (bytes === undefined) return undefined;
    if (bytes[0] !== FORMAT || bytes.length < 1 + IV_BYTES + TAG_BYTES)
      throw new Error("a sealed file of an unknown format");
    const tagAt = 1 + IV_BYTES;
    const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(1, tagAt))
      .setAAD(bound(subject, name))
      .setAuthTag(bytes.subarray(tagAt, tagAt + TAG_BYTES));
    const opened = decipher.update(bytes.subarray(tagAt + TAG_BYTES));
    decipher.final(); // throws where it is not authentic
    return opened;
  },
});
