import { expect, test } from "@jest/globals";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { telemetryFor } from "./telemetry-export.js";
import { inSpan } from "./trace.js";

test("spans reach the collector that OTEL_EXPORTER_OTLP_ENDPOINT names, the last ones at the stop", async () => {
  const received: string[] = [];
  const collector = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      received.push(`${request.url} ${body}`);
      response.writeHead(200, { "Content-Type": "application/json" }).end("{}");
    });
  });
  collector.listen(0, "127.0.0.1");
  await once(collector, "listening");
  const { port } = collector.address() as AddressInfo; // a TCP server has this kind of address
  const telemetry = await telemetryFor({ telemetryEndpoint: `http://127.0.0.1:${port}/` }, "spec");
  await inSpan("decide", async () => undefined);
  await telemetry.stop();
  expect(received).toHaveLength(1);
  expect(received[0]).toMatch(/^\/v1\/traces .*"spec".*"decide"/);
  collector.close();
});
