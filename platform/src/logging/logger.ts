// JSON logs on standard output: one line a fact, with the trace it belongs to, without personal data.
import { isNativeError } from "node:util/types";
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

const errorIn = (first: unknown): Error | undefined => {
  if (isNativeError(first)) return first;
  const within = typeof first === "object" && first !== null && "err" in first ? first.err : undefined;
  return isNativeError(within) ? within : undefined;
};

/** What is handed to pino. It would take an error's own message where none is given, so that one is scrubbed here. */
const scrubbed = (parts: readonly unknown[]): unknown[] => {
  const [first, ...others] = parts;
  const rest = others.map((part) => (typeof part === "string" ? scrub(part) : redact(part)));
  if (typeof first === "string") return [scrub(first), ...rest];
  const error = errorIn(first);
  const message = rest.length === 0 && error ? [scrub(error.message)] : rest;
  return [isNativeError(first) ? { err: first } : first, ...message];
};

export const createLogger = ({ level, name, destination }: LoggerOptions): Logger =>
  pino(
    {
      level,
      base: { service: name },
      timestamp: pino.stdTimeFunctions.isoTime,
      mixin: currentTraceFields,
      serializers: { err: (fields: unknown) => fields }, // made plain by redact() already
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => redact(fields) as Record<string, unknown>, // an object stays an object
      },
      hooks: {
        logMethod(parts, write) {
          write.apply(this, scrubbed(parts) as Parameters<typeof write>); // the same kinds of parts, in the same order
        },
      },
    },
    destination ?? pino.destination(1),
  );
