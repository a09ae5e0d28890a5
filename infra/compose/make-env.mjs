// node infra/compose/make-env.mjs [minimal|full|kind]: writes .env for docker-compose.yml, or .env.kind for the secret of the overlay `local`, with secrets made at
// random. Nothing is replaced: the keys of a database that has data are not to be made anew.
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { existsSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const profile = process.argv[2] ?? "minimal";
const own = new URL(profile === "kind" ? "../../.env.kind" : "../../.env", import.meta.url);
const target = process.env.TABEL_ENV_FILE ?? fileURLToPath(own);
if (!["minimal", "full", "kind"].includes(profile)) {
  console.error(`There are the profiles minimal and full, and kind, not ${JSON.stringify(profile)}.`);
  process.exit(1);
}
if (existsSync(target)) {
  console.error(`${target} is there already. Its keys open what the volumes hold: change it by hand, or remove both.`);
  process.exit(1);
}

const word = (bytes = 24) => randomBytes(bytes).toString("base64url");
/** Compose keeps a value as it stands: line ends are written as \n, which Tabel reads. */
const oneLine = (pem) => pem.trim().replaceAll("\n", "\\n");
const tokens = generateKeyPairSync("rsa", { modulusLength: 3072 });
const audit = generateKeyPairSync("ed25519");

const common = {
  POSTGRES_PASSWORD: word(),
  TABEL_MASTER_KEY: randomBytes(32).toString("base64"),
  TOKEN_SIGNING_KEY: oneLine(tokens.privateKey.export({ format: "pem", type: "pkcs8" })),
  TOKEN_VERIFICATION_KEY: oneLine(tokens.publicKey.export({ format: "pem", type: "spki" })),
  AUDIT_SIGNING_KEY: oneLine(audit.privateKey.export({ format: "pem", type: "pkcs8" })),
};
const full = {
  KAFKA_BROKERS: "kafka:9092",
  KEYCLOAK_ADMIN_PASSWORD: word(),
  GRAFANA_ADMIN_PASSWORD: word(),
  S3_ENDPOINT: "http://minio:9000",
  S3_ACCESS_KEY: word(12),
  S3_SECRET_KEY: word(),
  OTEL_EXPORTER_OTLP_ENDPOINT: "http://otel-collector:4318",
};
const kind = {
  DATABASE_URL: `postgresql://tabel:${common.POSTGRES_PASSWORD}@postgres:5432/tabel`,
  EVENTSTORE_URL: "esdb://eventstore:2113?tls=false",
  SMTP_URL: "smtp://mailpit:1025",
};
const compose = { COMPOSE_PROFILES: profile, ...common };
const values = { minimal: compose, full: { ...compose, ...full }, kind: { ...common, ...kind } }[profile];
const lines = Object.entries(values).map(([name, value]) => `${name}=${value}\n`);
writeFileSync(target, lines.join(""), { mode: 0o600, flag: "wx" });
console.log(
  `${target} is written (profile ${profile}). Keep it: without TABEL_MASTER_KEY nobody's data can be read again.`,
);
