export {
  type Configuration,
  ConfigurationError,
  type KafkaConfiguration,
  type LogLevel,
  logLevels,
  readConfiguration,
  settingNames,
} from "./configuration/configuration.js";
export { masterKeyOf } from "./configuration/master-key.js";
export { privateFile } from "./configuration/private-file.js";
export { Secret } from "./configuration/secret.js";
export { createLogger, type Logger, type LoggerOptions } from "./logging/logger.js";
export { redact, scrub } from "./logging/redaction.js";
export { jsonPointer, parseInput, problemFromZod } from "./problem/invalid-input.js";
export { platformProblems, problemCatalogue } from "./problem/platform-problems.js";
export {
  type FieldFault,
  type InputPlace,
  Problem,
  type ProblemDocument,
  problemDocument,
  type ProblemKind,
  type ProblemMore,
  problemType,
} from "./problem/problem.js";
export { type Telemetry, startTelemetry } from "./telemetry/telemetry.js";
export { telemetryFor } from "./telemetry/telemetry-export.js";
export {
  currentTraceFields,
  currentTraceId,
  currentTraceparent,
  inSpan,
  openSpan,
  type SpanOptions,
} from "./telemetry/trace.js";
export { createHttpApplication, type HttpApplicationOptions } from "./http/http-application.js";
export { type HttpServer, listen, ListenError, type ListenOptions } from "./http/http-server.js";
export { jsonBody, type JsonBodyOptions } from "./http/json-body.js";
export {
  dropMigrations,
  type MigratedSchema,
  migrateSchema,
  type SchemaMigration,
} from "./migrations/migrate-schema.js";
export { createMetrics, figure, type Metrics, metricsRouter, projectionLag } from "./telemetry/metrics.js";
export { type Clock, systemClock } from "./time/clock.js";
export { type Actor, actorOf, authenticate } from "./tokens/authenticate.js";
export { hashPassword, passwordFingerprint, verifyPassword } from "./tokens/password.js";
export {
  jsonWebKeySet,
  type SigningKey,
  signingKeyFrom,
  signingKeyIn,
  type TokenAlgorithm,
  type VerificationKey,
  verificationKeyFrom,
} from "./tokens/signing-key.js";
export { createTokenIssuer, type TokenIssuer, type TokenIssuerOptions } from "./tokens/token-issuer.js";
export {
  type AccessToken,
  createTokenVerifier,
  type TokenVerifier,
  type TokenVerifierOptions,
} from "./tokens/token-verifier.js";
export { type HealthCheck, type HealthOptions, healthRouter, NotReady } from "./health/health-router.js";
export { type UnsubscribeTokens, unsubscribeTokens, type Unsubscription } from "./tokens/unsubscribe-token.js";
export {
  type ApiDescription,
  type ApiDocument,
  createApiDocument,
  type Examples,
  type Operation,
} from "./open-api/api-document.js";
export { type ApiDocuments, docsRouter } from "./open-api/docs-router.js";
export { csvLine } from "./csv/csv-line.js";
export { type Backoff, backoffDelay, retry, type RetryOptions } from "./retry/backoff.js";
export { createShutdown, type Shutdown, type ShutdownOptions } from "./shutdown/shutdown.js";
export { listenForStop, type StopSignal } from "./shutdown/stop-signal.js";
export { localDay } from "./time/local-day.js";
export {
  accessPolicy,
  type Action,
  may,
  type Range,
  type Reach,
  reaches,
  reachesNothing,
  reachOf,
  type RoleName,
  type Standing,
  type Subject,
} from "./access/access-policy.js";
export { breathe, eachOf, inChunks } from "./concurrency/bounded.js";
export { checkedName, type FileStore, FilesUnavailable, type KeptFile } from "./files/file-store.js";
export { s3Files, type S3Settings } from "./files/s3-files.js";
export type { ModelConfiguration } from "./configuration/letter-variables.js";
