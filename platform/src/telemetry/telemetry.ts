// Switches tracing on for this process; once, before anything else.
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  AlwaysOffSampler,
  NodeTracerProvider,
  ParentBasedSampler,
  AlwaysOnSampler,
  type SpanProcessor,
} from "@opentelemetry/sdk-trace-node";

export interface Telemetry {
  /** Sends what is still waiting. */
  stop(): Promise<void>;
}

let started = false;

/**
 * Without processors no span is recorded, which costs next to nothing; trace ids still exist and travel on, so that
 * logs, problems and events of one request carry the same one.
 */
export const startTelemetry = (serviceName: string, processors: readonly SpanProcessor[] = []): Telemetry => {
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ "service.name": serviceName }),
    sampler: processors.length === 0 ? new AlwaysOffSampler() : new ParentBasedSampler({ root: new AlwaysOnSampler() }),
    spanProcessors: [...processors],
  });
  provider.register();
  started = true;
  return { stop: () => provider.shutdown() };
};

/** For an application whose composition root started no telemetry: ids exist, nothing is recorded. */
export const ensureTracing = (): void => {
  if (!started) startTelemetry("tabel");
};
