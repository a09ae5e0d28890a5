import { describe, expect, test } from "@jest/globals";
import { inSpan } from "../telemetry/trace.js";
import { ensureTracing } from "../telemetry/telemetry.js";
import { createLogger } from "./logger.js";
import { redact, scrub } from "./redaction.js";

const collecting = (level: "info" | "silent" = "info") => {
  const lines: string[] = [];
  const logger = createLogger({ level, name: "spec", destination: { write: (line) => void lines.push(line) } });
  return {
    logger,
    text: () => lines.join(""),
    last: () => JSON.parse(lines.at(-1) ?? "{}") as Record<string, unknown>,
  };
};

describe("a log line", () => {
  test("is JSON with time, level, service and message", () => {
    const { logger, last } = collecting();
    logger.info({ rows: 3 }, "projected");
    expect(last()).toEqual({
      level: "info",
      time: expect.stringMatching(/Z$/),
      service: "spec",
      rows: 3,
      msg: "projected",
    });
  });

  test("carries the trace in which it is written", async () => {
    ensureTracing();
    const { logger, last } = collecting();
    await inSpan("work", async () => logger.info("inside"));
    expect(last()).toMatchObject({
      trace_id: expect.stringMatching(/^[0-9a-f]{32}$/),
      span_id: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
  });

  test("below its level nothing is written", () => {
    const { logger, text } = collecting("silent");
    logger.fatal("unheard");
    expect(text()).toBe("");
  });
});

describe("what never stands in a log", () => {
  const secrets = {
    headers: { authorization: "Bearer abcdefghijklmnop", cookie: "sid=HIDEME", Authorization: "HIDEME" },
    password: "HIDEME",
    newPassword: "HIDEME",
    accessToken: "HIDEME",
    masterKey: "HIDEME",
    api_key: "HIDEME",
    employee: {
      name: "HIDEME",
      firstName: "HIDEME",
      last_name: "HIDEME",
      fullName: "HIDEME",
      email: "HIDEME",
      workEmail: "HIDEME",
    },
    people: [{ phone: "HIDEME", birthDate: "HIDEME", salary: 1_234_567, reason: "HIDEME", diagnosis: "HIDEME" }],
  };

  test("fields with the names of secrets and personal data, at any depth", () => {
    const { logger, text } = collecting();
    logger.info(secrets, "fields");
    expect(text()).not.toMatch(/HIDEME|abcdefghijklmnop|1234567/);
    expect(text()).toContain("[hidden]");
  });

  test("what is no secret stays readable", () => {
    const plain = {
      employeeId: "e-1",
      stream: "employee-1",
      position: 7n,
      at: new Date(0),
      ok: true,
      projection: "leave-balance",
    };
    expect(redact(plain)).toEqual({ ...plain, position: "7", at: "1970-01-01T00:00:00.000Z" });
  });

  test.each([
    ["postgresql://tabel:HIDEME@127.0.0.1/db", "postgresql://[hidden]@127.0.0.1/db"],
    ["for anna.ivanova@bank.example.org now", "for [hidden] now"],
    ["почта анна@пример.рф здесь", "почта [hidden] здесь"],
    ["sent Bearer HIDEME.HIDEME.HIDEME", "sent Bearer [hidden]"],
    ["got eyJhbGciOiJI.eyJzdWIi.c2ln", "got [hidden]"],
    ["node_modules/express@5.3.0/index.js", "node_modules/express@5.3.0/index.js"],
  ])("in the text %p", (text, expected) => {
    expect(scrub(text)).toBe(expected);
  });

  test("an error's other properties, and secrets in its message, its stack and its cause", () => {
    const cause = new Error("could not reach postgresql://u:HIDEME@h/d");
    const fault = Object.assign(new Error("duplicate key for anna@example.org", { cause }), {
      code: "23505",
      detail: "Key (email)=(HIDEME) already exists.",
      query: "insert HIDEME",
    });
    const { logger, text, last } = collecting();
    logger.error({ err: fault }, "failed for boris@example.org");
    logger.error({ err: fault });
    logger.error("failed for %s and %s", "boris@example.org", "anna@example.org");
    logger.error("failed for anna@example.org");
    logger.error(fault);
    expect(text()).not.toMatch(/HIDEME|anna|boris/);
    expect(last()).toMatchObject({ err: { type: "Error", code: "23505", stack: expect.stringContaining("logging") } });
  });

  test("a huge, deep or circular object costs a bounded line", () => {
    const circular: Record<string, unknown> = {};
    circular["self"] = circular;
    const { logger, text } = collecting();
    logger.info({ circular, many: Array.from({ length: 100_000 }, () => "x"), long: "y".repeat(1_000_000) }, "big");
    expect(text().length).toBeLessThan(20_000);
  });
});
