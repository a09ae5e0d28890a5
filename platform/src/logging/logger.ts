// JSON logs on standard output: one line a fact, with the trace it belongs to, without personal data.
import { type DestinationStream, type Logger as PinoLogger, pino } from "pino";
import type { LogLevel } from "../configuration/configuration.js";
import { currentTraceFields } from "../telemetry/trace.js";
import { redact, scrub } from "./redaction.js";

export type Logger = PinoLogger;

export interface LoggerOptions {
  readonly level: LogLevel;
  /** The service's name. */
  readonly name: string;
  readonly destination?: DestinationStream;
}

const scrubText = (part: unknown) => (typeof part === "string" ? scrub(part) : redact(part));

export const createLogger = ({ level, name, destination }: LoggerOptions): Logger =>
  pino(
    {
      level,
      base: { service: name },
      timestamp: pino.stdTimeFunctions.isoTime,
      mixin: currentTraceFields,
      // Errors are turned into plain fields by redact(), which knows what of them may be shown.
      serializers: { err: (error: unknown) => redact(error) },
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => redact(fields) as Record<string, unknown>, // an object stays an object
      },
      hooks: {
        logMethod(parts, write) {
          const [first, ...others] = parts;
          const message = typeof first === "string" ? scrub(first) : first;
          write.apply(this, [message, ...others.map(scrubText)] as Parameters<typeof write>);
        },
      },
    },
    destination ?? pino.destination(1),
  );
