// The master key: it wraps every person's own key, so without it nobody's data can be read again.
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Configuration } from "./configuration.js";
import { privateFile } from "./private-file.js";
import { Secret } from "./secret.js";

/** 32 bytes: from TABEL_MASTER_KEY, else made once and kept in `master.key` of the data folder. */
export const masterKeyOf = async (
  configuration: Pick<Configuration, "masterKey" | "dataFolder">,
): Promise<Secret<Buffer>> => {
  if (configuration.masterKey) return configuration.masterKey;
  const path = join(configuration.dataFolder, "master.key");
  const key = Buffer.from(await privateFile(path, () => randomBytes(32).toString("base64")), "base64");
  if (key.length !== 32) throw new Error(`The key file ${path} is damaged: restore it from a backup.`);
  return new Secret(key);
};
