export {
  type Configuration,
  ConfigurationError,
  type LogLevel,
  logLevels,
  readConfiguration,
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
export {
  currentTraceFields,
  currentTraceId,
  currentTraceparent,
  inSpan,
  openSpan,
  type SpanOptions,
} from "./telemetry/trace.js";
