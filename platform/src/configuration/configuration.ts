// Every setting of Tabel: environment variables, parsed by one schema that reports all faults at once.
import { resolve } from "node:path";
import { z } from "zod";
import {
  besideSecrets,
  besideVariables,
  rightBesideVariables,
  type WebPushKeys,
  webPushKeysOf,
} from "./beside-variables.js";
import {
  letterSecrets,
  lettersOf,
  letterVariables,
  missingBeside,
  type ModelConfiguration,
  rightLetterVariables,
} from "./letter-variables.js";
import type { S3Settings } from "../files/s3-files.js";
import { Secret } from "./secret.js";

export const logLevels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
export type LogLevel = (typeof logLevels)[number];

export const logTargets = ["file", "stdout"] as const;

/** The message says every fault, one a line; it never holds the value of a secret. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
}

const wholeNumber = (from: number, to: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .refine((value) => value >= from && value <= to);

const address = (...schemes: readonly string[]) =>
  z.string().refine((value) => URL.canParse(value) && schemes.includes(new URL(value).protocol.slice(0, -1)));

// The store's client reads several hosts in one address, which URL does not.
const storeAddress = z.string().regex(/^(esdb|kurrentdb|kurrent)(\+discover)?:\/\/[^/\s]+/);

const masterKey = z
  .string()
  .regex(/^[A-Za-z0-9+/]{43}=$/)
  .transform((value) => new Secret(Buffer.from(value, "base64")));

const privateKey = z
  .string()
  .refine((value) => /-----BEGIN (EC |RSA )?PRIVATE KEY-----/.test(value))
  .transform((value) => new Secret(value.replaceAll("\\n", "\n"))); // one line in an env file

/** Separated by commas, at least one. */
const hosts = z
  .string()
  .regex(/^[^\s,:]+:\d{1,5}(,[^\s,:]+:\d{1,5})*$/)
  .transform((value) => value.split(","));

const saslMechanisms = ["plain", "scram-sha-256", "scram-sha-512"] as const;
const webhooksInside = ["refused", "allowed"] as const;
const kafkaTls = ["off", "on"] as const;

const secretly = <Output extends string>(schema: z.ZodType<Output, string>) =>
  schema.transform((value) => new Secret<string>(value));

const variables = z.object({
  HOST: z.string().min(1).default("127.0.0.1"),
  PORT: wholeNumber(0, 65_535).default(8080),
  TABEL_DATA: z.string().default(".tabel"),
  LOG_LEVEL: z.enum(logLevels).default("info"),
  TABEL_LOG: z.enum(logTargets).default("file"),
  EVENTSTORE_URL: secretly(storeAddress).optional(),
  DATABASE_URL: secretly(address("postgres", "postgresql")).optional(),
  TABEL_MASTER_KEY: masterKey.optional(),
  TOKEN_ISSUER: z.string().min(1).default("tabel"),
  TOKEN_AUDIENCE: z.string().min(1).default("tabel"),
  TOKEN_LIFETIME: wholeNumber(60, 86_400).default(900),
  TOKEN_SIGNING_KEY: privateKey.optional(),
  AUDIT_SIGNING_KEY: privateKey.optional(),
  AUDIT_CHECKPOINTS: z.string().max(1_000).optional(),
  MAX_IN_FLIGHT: wholeNumber(1, 100_000).default(512),
  OTEL_EXPORTER_OTLP_ENDPOINT: address("http", "https").optional(),
  INTEGRATION_SOURCE: z
    .string()
    .regex(/^\S{1,300}$/)
    .default("/tabel"),
  WEBHOOKS_INSIDE: z.enum(webhooksInside).default("refused"),
  KAFKA_BROKERS: hosts.optional(),
  KAFKA_TLS: z.enum(kafkaTls).default("off"),
  KAFKA_CA_FILE: z.string().optional(),
  KAFKA_CERTIFICATE_FILE: z.string().optional(),
  KAFKA_KEY_FILE: z.string().optional(),
  KAFKA_SASL: z.enum(saslMechanisms).optional(),
  KAFKA_USERNAME: z.string().max(500).optional(),
  KAFKA_PASSWORD: secretly(z.string()).optional(),
  KAFKA_PARTITIONS: wholeNumber(1, 1_000).default(6),
  KAFKA_REPLICATION: wholeNumber(1, 10).optional(),
  KAFKA_INBOUND_FILE: z.string().optional(),
  SMTP_URL: secretly(address("smtp", "smtps")).optional(),
  MAIL_FROM: z
    .string()
    .regex(/^[^\r\n]{1,200}$/)
    .default("Tabel <tabel@localhost>"),
  MAILS_PER_SECOND: wholeNumber(1, 10_000).default(50),
  SLACK_WEBHOOK_URL: secretly(address("http", "https")).optional(),
  WEB_PUSH_CONTACT: address("mailto", "https").optional(),
  PUBLIC_URL: address("http", "https").optional(),
  ...letterVariables,
  ...besideVariables,
});
type Variable = keyof z.input<typeof variables>;

// What would be right, in the words of the error message.
const right: Readonly<Record<Variable, string>> = {
  HOST: "the address to listen on, such as 127.0.0.1 or 0.0.0.0",
  PORT: "a whole number from 0 to 65535",
  TABEL_DATA: "the path of a folder",
  LOG_LEVEL: `one of ${logLevels.join(", ")}`,
  TABEL_LOG: `one of ${logTargets.join(", ")}`,
  EVENTSTORE_URL: "an address such as esdb://host:2113?tls=false",
  DATABASE_URL: "an address such as postgresql://user:password@host:5432/database",
  TABEL_MASTER_KEY: "32 random bytes in base64, as `openssl rand -base64 32` prints them",
  TOKEN_ISSUER: "the name that tokens carry as their issuer",
  TOKEN_AUDIENCE: "the name that tokens carry as their audience",
  TOKEN_LIFETIME: "seconds, a whole number from 60 to 86400",
  TOKEN_SIGNING_KEY: "a private key in PEM",
  AUDIT_SIGNING_KEY: "an Ed25519 private key in PEM",
  AUDIT_CHECKPOINTS: "the path of a file, on another disk than the log",
  MAX_IN_FLIGHT: "a whole number from 1 to 100000",
  OTEL_EXPORTER_OTLP_ENDPOINT: "an address such as http://localhost:4318",
  INTEGRATION_SOURCE: "how other systems know this Tabel, such as /tabel or https://tabel.example",
  WEBHOOKS_INSIDE: `one of ${webhooksInside.join(", ")}`,
  KAFKA_BROKERS: "addresses such as kafka-1:9092,kafka-2:9092",
  KAFKA_TLS: `one of ${kafkaTls.join(", ")}`,
  KAFKA_CA_FILE: "the path of a file in PEM",
  KAFKA_CERTIFICATE_FILE: "the path of a file in PEM",
  KAFKA_KEY_FILE: "the path of a file in PEM",
  KAFKA_SASL: `one of ${saslMechanisms.join(", ")}`,
  KAFKA_USERNAME: "a user of the brokers",
  KAFKA_PASSWORD: "the password of KAFKA_USERNAME",
  KAFKA_PARTITIONS: "a whole number from 1 to 1000",
  KAFKA_REPLICATION: "a whole number from 1 to 10",
  KAFKA_INBOUND_FILE: "the path of a file that says who may send commands (docs/integration.md)",
  SMTP_URL: "an address such as smtp://user:password@host:587 or smtps://host",
  MAIL_FROM: "a sender such as Tabel <tabel@example.org>",
  MAILS_PER_SECOND: "a whole number from 1 to 10000",
  SLACK_WEBHOOK_URL: "the address of an incoming webhook, https://hooks.slack.com/services/…",
  WEB_PUSH_CONTACT: "where push services can complain: mailto:admin@example.org or an https address",
  PUBLIC_URL: "the address under which people open the application, https://tabel.example.org",
  ...rightLetterVariables,
  ...rightBesideVariables,
};

/** The name of every environment variable that means something to Tabel. */
export const settingNames: readonly string[] = Object.keys(right);

const secrets: ReadonlySet<string> = new Set<Variable>([
  "EVENTSTORE_URL",
  "DATABASE_URL",
  "TABEL_MASTER_KEY",
  "TOKEN_SIGNING_KEY",
  "AUDIT_SIGNING_KEY",
  "KAFKA_PASSWORD",
  "SMTP_URL",
  "SLACK_WEBHOOK_URL",
  ...letterSecrets,
  ...besideSecrets,
]);

/** `undefined` for a server means: the embedded one. */
export interface Configuration {
  readonly host: string;
  /** 0 means any free port. */
  readonly port: number;
  /** An absolute path. */
  readonly dataFolder: string;
  readonly logLevel: LogLevel;
  /** Where logs go: to `tabel.log` in the data folder, or to standard output for a collector. */
  readonly logTo: (typeof logTargets)[number];
  readonly eventStoreUrl: Secret | undefined;
  readonly databaseUrl: Secret | undefined;
  /** 32 bytes; undefined means: made once and kept in the data folder (see master-key.ts). Several processes must share it. */
  readonly masterKey: Secret<Buffer> | undefined;
  readonly tokens: {
    readonly issuer: string;
    readonly audience: string;
    /** A role that is revoked counts at once; only who somebody is can be outdated by so much. */
    readonly lifetimeSeconds: number;
    /** PEM; undefined means: made once and kept in the data folder. Several processes must share it. */
    readonly signingKey: Secret | undefined;
    /** PEM; for programs that only look at tokens. Undefined means: the public one of the signing key. */
    readonly verificationKey: string | undefined;
  };
  /** Where a program that sends commands finds the command side, without a path; undefined where it runs in the same program. */
  readonly commandsUrl: string | undefined;
  readonly audit: {
    /** PEM; undefined means: made once and kept in the data folder. */
    readonly signingKey: Secret | undefined;
    /** An absolute path; undefined means: in the data folder. */
    readonly checkpoints: string | undefined;
  };
  /** Requests that may be in work at once before others are refused with 503. */
  readonly maxInFlight: number;
  readonly telemetryEndpoint: string | undefined;
  /** How messages to other systems name this Tabel. */
  readonly integrationSource: string;
  /** Whether webhooks may be sent to addresses of private networks. */
  readonly webhooksInside: boolean;
  readonly kafka: KafkaConfiguration | undefined;
  readonly notifications: {
    /** Undefined means: the embedded mail sink. */
    readonly smtpUrl: Secret | undefined;
    readonly mailFrom: string;
    readonly mailsPerSecond: number;
    /** Undefined means: off. */
    readonly slackWebhookUrl: Secret | undefined;
    /** Undefined means: web push is off. */
    readonly webPushContact: string | undefined;
    /** Undefined means: made once and kept in the data folder. Several programs must share them. */
    readonly webPushKeys: WebPushKeys | undefined;
    /** Stands in messages; undefined means: the address that this server listens on. */
    readonly publicUrl: string | undefined;
  };
  /** Undefined means: a folder of the data folder. */
  readonly files: S3Settings | undefined;
  readonly letters: {
    /** How many are read at the same time by one program. */
    readonly atOnce: number;
    /** Undefined means: letters are read by print reading alone. */
    readonly model: ModelConfiguration | undefined;
  };
}

export interface KafkaConfiguration {
  readonly brokers: readonly string[];
  readonly tls: boolean;
  /** Paths of PEM files; undefined means the machine's own trust, and no certificate of one's own. */
  readonly caFile: string | undefined;
  readonly certificateFile: string | undefined;
  readonly keyFile: string | undefined;
  readonly sasl:
    | { readonly mechanism: (typeof saslMechanisms)[number]; readonly username: string; readonly password: Secret }
    | undefined;
  readonly partitions: number;
  readonly replication: number | undefined;
  /** Undefined means: nobody sends commands. */
  readonly inboundFile: string | undefined;
}

const faultOf = (name: string, given: string | undefined): string => {
  const wanted = right[name as Variable] ?? "a value of the kind that the documentation names"; // issue paths are variables
  if (given === undefined) return `${name} is missing; write ${wanted}.`;
  const shown = secrets.has(name)
    ? "is not usable (its value is not shown)"
    : `is ${JSON.stringify(given.slice(0, 80))}`;
  return `${name} ${shown}; write ${wanted}.`;
};

const refuse = (faults: readonly string[]): never => {
  const count = faults.length === 1 ? "a fault" : `${faults.length} faults`;
  throw new ConfigurationError(`The configuration has ${count}:\n${faults.map((fault) => `  ${fault}`).join("\n")}`);
};

const kafkaOf = (values: z.output<typeof variables>): KafkaConfiguration | undefined => {
  const { KAFKA_BROKERS: brokers, KAFKA_SASL: mechanism, KAFKA_USERNAME: username, KAFKA_PASSWORD: password } = values;
  if (brokers === undefined) return undefined;
  if (mechanism !== undefined && username === undefined) return refuse([faultOf("KAFKA_USERNAME", undefined)]);
  if (mechanism !== undefined && password === undefined) return refuse([faultOf("KAFKA_PASSWORD", undefined)]);
  return {
    brokers,
    tls: values.KAFKA_TLS === "on",
    caFile: values.KAFKA_CA_FILE,
    certificateFile: values.KAFKA_CERTIFICATE_FILE,
    keyFile: values.KAFKA_KEY_FILE,
    sasl:
      mechanism === undefined || username === undefined || password === undefined
        ? undefined
        : { mechanism, username, password },
    partitions: values.KAFKA_PARTITIONS,
    replication: values.KAFKA_REPLICATION,
    inboundFile: values.KAFKA_INBOUND_FILE,
  };
};

/**
 * Reads the settings; an empty variable counts as unset.
 * @throws ConfigurationError that lists every fault
 */
export const readConfiguration = (
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Configuration => {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = variables.safeParse(given);
  if (!parsed.success) {
    const names = new Set(parsed.error.issues.map((issue) => String(issue.path[0])));
    return refuse([...names].map((name) => faultOf(name, given[name])));
  }
  const values = parsed.data;
  const missing = missingBeside(values);
  if (missing.length > 0) return refuse(missing.map((name) => faultOf(name, undefined)));
  return {
    ...lettersOf(values),
    host: values.HOST,
    port: values.PORT,
    dataFolder: resolve(values.TABEL_DATA),
    logLevel: values.LOG_LEVEL,
    logTo: values.TABEL_LOG,
    eventStoreUrl: values.EVENTSTORE_URL,
    databaseUrl: values.DATABASE_URL,
    masterKey: values.TABEL_MASTER_KEY,
    tokens: {
      issuer: values.TOKEN_ISSUER,
      audience: values.TOKEN_AUDIENCE,
      lifetimeSeconds: values.TOKEN_LIFETIME,
      signingKey: values.TOKEN_SIGNING_KEY,
      verificationKey: values.TOKEN_VERIFICATION_KEY,
    },
    commandsUrl: values.COMMANDS_URL,
    audit: {
      signingKey: values.AUDIT_SIGNING_KEY,
      checkpoints: values.AUDIT_CHECKPOINTS === undefined ? undefined : resolve(values.AUDIT_CHECKPOINTS),
    },
    maxInFlight: values.MAX_IN_FLIGHT,
    telemetryEndpoint: values.OTEL_EXPORTER_OTLP_ENDPOINT,
    integrationSource: values.INTEGRATION_SOURCE,
    webhooksInside: values.WEBHOOKS_INSIDE === "allowed",
    kafka: kafkaOf(values),
    notifications: {
      smtpUrl: values.SMTP_URL,
      mailFrom: values.MAIL_FROM,
      mailsPerSecond: values.MAILS_PER_SECOND,
      slackWebhookUrl: values.SLACK_WEBHOOK_URL,
      webPushContact: values.WEB_PUSH_CONTACT,
      webPushKeys: webPushKeysOf(values),
      publicUrl: values.PUBLIC_URL,
    },
  };
};
