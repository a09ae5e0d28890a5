// Telemetry as configured: traces go to an OpenTelemetry collector where one is named, and nowhere else.
import { BatchSpanProcessor } from "@opentelemetry/sdk-trace-node";
import type { Configuration } from "../configuration/configuration.js";
import { startTelemetry, type Telemetry } from "./telemetry.js";

/** Spans wait in a bounded queue (2,048) and are dropped when it is full: telemetry never slows the work it watches. */
export const telemetryFor = async (
  configuration: Pick<Configuration, "telemetryEndpoint">,
  serviceName: string,
): Promise<Telemetry> => {
  const { telemetryEndpoint } = configuration;
  if (telemetryEndpoint === undefined) return startTelemetry(serviceName);
  // Loaded only when wanted: it costs a part of every start.
  const { OTLPTraceExporter } = await import("@opentelemetry/exporter-trace-otlp-http");
  const url = `${telemetryEndpoint.replace(/\/$/, "")}/v1/traces`;
  return startTelemetry(serviceName, [new BatchSpanProcessor(new OTLPTraceExporter({ url, timeoutMillis: 3_000 }))]);
};
