import { describe, expect, test } from "@jest/globals";
import express from "express";
import supertest from "supertest";
import { createLogger } from "../logging/logger.js";
import { type HealthCheck, healthRouter } from "./health-router.js";

const logger = createLogger({ level: "silent", name: "spec" });
const ask = (checks: Record<string, HealthCheck>, timeout = 50) =>
  supertest(express().use(healthRouter({ checks, logger, timeout })));

const well: HealthCheck = async () => ({ lag: 3 });

describe("readiness", () => {
  test("is 200 with each check and its figures when all are well", async () => {
    const response = await ask({ store: well, database: async () => undefined }).get("/health/ready");
    expect(response.status).toBe(200);
    expect(response.body).toEqual({
      status: "ready",
      checks: {
        store: { status: "up", lag: 3, milliseconds: expect.any(Number) },
        database: { status: "up", milliseconds: expect.any(Number) },
      },
    });
  });

  test("is 503 when one fails, and says which, but not the error's words", async () => {
    const checks = { store: well, database: () => Promise.reject(new Error("postgresql://u:hunter2@h")) };
    const response = await ask(checks).get("/health/ready");
    expect(response.status).toBe(503);
    expect(response.body).toMatchObject({
      status: "not ready",
      checks: { database: { status: "down", reason: "failed" } },
    });
    expect(response.text).not.toContain("hunter2");
  });

  test("does not wait for a check that hangs, and aborts it", async () => {
    let aborted = false;
    const hanging: HealthCheck = (signal) => {
      signal.addEventListener("abort", () => (aborted = true));
      return new Promise(() => undefined);
    };
    const started = Date.now();
    const response = await ask({ store: hanging }).get("/health/ready");
    expect(Date.now() - started).toBeLessThan(2_000);
    expect(response.body.checks.store).toMatchObject({ status: "down", reason: "timed out" });
    expect(aborted).toBe(true);
  });

  test("a check that throws at once is down, not a crash", async () => {
    const throwing: HealthCheck = () => {
      throw new Error("no");
    };
    expect((await ask({ store: throwing }).get("/health/ready")).status).toBe(503);
  });

  test("many who ask at once cost one look", async () => {
    let looks = 0;
    const counting: HealthCheck = async () => void (looks += 1);
    const server = express()
      .use(healthRouter({ checks: { store: counting }, logger }))
      .listen(0);
    await Promise.all(Array.from({ length: 20 }, () => supertest(server).get("/health/ready")));
    expect(looks).toBe(1);
    server.close();
  });
});

test("a process that is not ready still lives", async () => {
  const response = await ask({ store: () => Promise.reject(new Error("no")) }).get("/health/live");
  expect(response.status).toBe(200);
  expect(response.body).toEqual({ status: "live" });
});
