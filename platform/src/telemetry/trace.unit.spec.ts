import { beforeAll, describe, expect, test } from "@jest/globals";
import { setTimeout as sleep } from "node:timers/promises";
import { InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-node";
import { startTelemetry } from "./telemetry.js";
import { currentTraceId, currentTraceparent, inSpan } from "./trace.js";

const exporter = new InMemorySpanExporter();
beforeAll(() => void startTelemetry("spec", [new SimpleSpanProcessor(exporter)]));

const given = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

describe("traces", () => {
  test("outside any span there is none", () => {
    expect(currentTraceparent()).toBeUndefined();
    expect(currentTraceId()).toBeUndefined();
  });

  test("a traceparent from outside is continued, over waits, with a span id of its own", async () => {
    await inSpan(
      "work",
      async () => {
        await sleep(1);
        expect(currentTraceparent()).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01$/);
        expect(currentTraceparent()).not.toBe(given);
      },
      { traceparent: given },
    );
  });

  test("an inner span belongs to the outer one's trace", async () => {
    await inSpan("outer", async () => {
      const outer = currentTraceId();
      await inSpan("inner", async () => expect(currentTraceId()).toBe(outer));
    });
  });

  test.each(["", "garbage", "00-00000000000000000000000000000000-b7ad6b7169203331-01", given + "0".repeat(5_000)])(
    "the malformed traceparent %p starts a new trace",
    async (traceparent) => {
      await inSpan("work", async () => expect(currentTraceId()).toMatch(/^(?!0{32})[0-9a-f]{32}$/), { traceparent });
    },
  );

  test("a failure marks the span without its message, which could be personal", async () => {
    exporter.reset();
    await expect(inSpan("work", () => Promise.reject(new TypeError("anna")))).rejects.toThrow("anna");
    const [span] = exporter.getFinishedSpans();
    expect(span?.status.message).toBe("TypeError");
  });
});
