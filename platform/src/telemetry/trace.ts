// Traces: W3C traceparent in and out, and the current trace for logs, problems and event metadata.
// https://www.w3.org/TR/trace-context/
import {
  type Attributes,
  type Context,
  context,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import { isNativeError } from "node:util/types";

const tracer = () => trace.getTracer("tabel");

const currentSpanContext = () => {
  const found = trace.getSpanContext(context.active());
  return found && trace.isSpanContextValid(found) ? found : undefined;
};

/** 32 hexadecimal digits, or undefined outside any trace. */
export const currentTraceId = (): string | undefined => currentSpanContext()?.traceId;

/** The trace as fields of a log line. */
export const currentTraceFields = (): { trace_id?: string; span_id?: string } => {
  const found = currentSpanContext();
  return found ? { trace_id: found.traceId, span_id: found.spanId } : {};
};

/** The value for an event's metadata or an outgoing `traceparent` header. */
export const currentTraceparent = (): string | undefined => {
  const found = currentSpanContext();
  if (!found) return undefined;
  return `00-${found.traceId}-${found.spanId}-${found.traceFlags.toString(16).padStart(2, "0")}`;
};

const contextOf = (traceparent: string | undefined): Context =>
  traceparent === undefined ? ROOT_CONTEXT : propagation.extract(ROOT_CONTEXT, { traceparent });

export interface SpanOptions {
  readonly kind?: SpanKind;
  readonly attributes?: Attributes;
  /** Continue this trace; without it the current one is continued. A malformed value starts a new trace. */
  readonly traceparent?: string | undefined;
}

/** A span that the caller ends, and the context in which the work belongs. */
export const openSpan = (name: string, options: SpanOptions = {}): { span: Span; within: Context } => {
  const parent = "traceparent" in options ? contextOf(options.traceparent) : context.active();
  const { kind = SpanKind.INTERNAL, attributes = {} } = options;
  const span = tracer().startSpan(name, { kind, attributes }, parent);
  return { span, within: trace.setSpan(parent, span) };
};

/** Runs the work inside a span; its failure marks the span and is thrown on. */
export const inSpan = async <Result>(
  name: string,
  work: () => Promise<Result>,
  options: SpanOptions = {},
): Promise<Result> => {
  const { span, within } = openSpan(name, options);
  try {
    return await context.with(within, work);
  } catch (fault) {
    // The message could hold personal data, so only the kind of error is told.
    span.setStatus({ code: SpanStatusCode.ERROR, message: isNativeError(fault) ? fault.name : "unknown" });
    throw fault;
  } finally {
    span.end();
  }
};
