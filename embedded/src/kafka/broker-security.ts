// A listener with TLS and log-in for a broker on one machine: a certificate of its own, made by the keytool that comes with Java,
// and one user. For trying what an installation configures.
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BrokerSettings } from "./broker-settings.js";

export interface BrokerUser {
  readonly username: string;
  /** Letters, digits and hyphens. */
  readonly password: string;
}

export interface Keystore {
  readonly file: string;
  readonly password: string;
  /** PEM; it signs itself, so whoever trusts it trusts the broker. */
  readonly certificate: string;
}

const keytool = (...args: readonly string[]): string => {
  const { status, stdout, stderr, error } = spawnSync("keytool", args, { encoding: "utf8" });
  if (status === 0) return stdout;
  throw new Error(
    `keytool, which comes with Java, failed: ${error?.message ?? (stderr || stdout).trim().slice(0, 500)}`,
  );
};

/** The same folder again is the same certificate. `for_` is what it names: `ip:127.0.0.1`, `dns:kafka.example`. */
export const keystoreIn = (folder: string, for_: string): Keystore => {
  const file = join(folder, "broker.p12");
  const passwordFile = join(folder, "broker.p12.password");
  if (!existsSync(passwordFile)) writeFileSync(passwordFile, randomBytes(18).toString("base64url"), { mode: 0o600 });
  const password = readFileSync(passwordFile, "utf8");
  const store = ["-keystore", file, "-storetype", "PKCS12", "-storepass", password, "-alias", "broker"];
  if (!existsSync(file))
    keytool(
      "-genkeypair",
      ...store,
      "-keyalg",
      "EC",
      "-groupname",
      "secp256r1",
      "-validity",
      "3650",
      "-dname",
      "CN=broker",
      "-ext",
      `san=${for_}`,
    );
  return { file, password, certificate: keytool("-exportcert", ...store, "-rfc") };
};

const listener = "listener.name.secured";
const login = "org.apache.kafka.common.security";

/** Beside the open listener, over which the broker speaks to itself. */
export const securedSettings = (
  ports: { readonly open: number; readonly controller: number; readonly secured: number },
  { file, password }: Keystore,
  user: BrokerUser,
): BrokerSettings => ({
  listeners: `BROKER://127.0.0.1:${ports.open},CONTROLLER://127.0.0.1:${ports.controller},SECURED://127.0.0.1:${ports.secured}`,
  "advertised.listeners": `BROKER://127.0.0.1:${ports.open},SECURED://127.0.0.1:${ports.secured}`,
  "listener.security.protocol.map": "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT,SECURED:SASL_SSL",
  [`${listener}.ssl.keystore.type`]: "PKCS12",
  [`${listener}.ssl.keystore.location`]: file,
  [`${listener}.ssl.keystore.password`]: password,
  [`${listener}.ssl.key.password`]: password,
  [`${listener}.sasl.enabled.mechanisms`]: "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512",
  [`${listener}.plain.sasl.jaas.config`]: `${login}.plain.PlainLoginModule required user_${user.username}="${user.password}";`,
  [`${listener}.scram-sha-256.sasl.jaas.config`]: `${login}.scram.ScramLoginModule required;`,
  [`${listener}.scram-sha-512.sasl.jaas.config`]: `${login}.scram.ScramLoginModule required;`,
});

/** For the formatting of the broker's folder: users of SCRAM stand in its own log. */
export const scramUsers = ({ username, password }: BrokerUser): readonly string[] =>
  ["SCRAM-SHA-256", "SCRAM-SHA-512"].flatMap((mechanism) => [
    "--add-scram",
    `${mechanism}=[name=${username},password=${password}]`,
  ]);
