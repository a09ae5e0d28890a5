// Every answer of an application, to friendly and to hostile requests.
import { beforeEach, describe, expect, test } from "@jest/globals";
import express, { type Request, type Response, Router } from "express";
import { once } from "node:events";
import supertest from "supertest";
import { gzipSync } from "node:zlib";
import { createLogger } from "../logging/logger.js";
import { platformProblems } from "../problem/platform-problems.js";
import { Problem } from "../problem/problem.js";
import { createMetrics, metricsRouter } from "../telemetry/metrics.js";
import { currentTraceparent } from "../telemetry/trace.js";
import { createHttpApplication } from "./http-application.js";
import { jsonBody } from "./json-body.js";

const lines: string[] = [];
const logger = createLogger({ level: "info", name: "spec", destination: { write: (line) => void lines.push(line) } });
const logged = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>);
beforeEach(() => void lines.splice(0));

const waiting: Response[] = [];
let bothWait: () => void = () => undefined;
const twoArrive = () => new Promise<void>((resolve) => (bothWait = resolve));
const metrics = createMetrics();
const app = createHttpApplication({
  logger,
  metrics,
  maxInFlight: 2,
  operations: (to) => void to.use(metricsRouter(metrics)),
  routes: (to) => {
    const router = Router();
    router.get("/people/:id", (request: Request, response: Response) => {
      response.json({ id: request.params["id"], query: request.query, traceparent: currentTraceparent() });
    });
    router.delete("/people/:id", (_request: Request, response: Response) => void response.sendStatus(204));
    router.post("/echo", jsonBody({ limitBytes: 1_024 }), (request: Request, response: Response) => {
      response.json({ body: request.body ?? null, polluted: ({} as Record<string, unknown>)["admin"] ?? null });
    });
    router.post(
      "/import",
      express.text({ type: "text/csv", limit: 100_000 }),
      (request: Request, response: Response) => {
        response.json({ length: String(request.body).length });
      },
    );
    router.get("/crash", async () => {
      await Promise.resolve();
      throw new Error("password of anna@example.org is hunter2");
    });
    router.get("/throws-nothing", () => Promise.reject(undefined));
    router.get("/refuse", () => {
      throw new Problem(platformProblems["unavailable"], "Wait.", {
        headers: { "Retry-After": "3" },
        extensions: { lag: 7 },
      });
    });
    router.get("/half", (_request: Request, response: Response) => {
      response.write("half");
      throw new Error("in the middle");
    });
    router.get("/slow", (_request: Request, response: Response) => {
      if (waiting.push(response) === 2) bothWait();
    });
    to.use("/api", router);
  },
});
const client = supertest(app);
const json = "application/json";
const post = (body: string | Buffer, type = json) => client.post("/api/echo").set("Content-Type", type).send(body);

describe("an answer", () => {
  test("carries a trace id, safe headers, and no word about what serves it", async () => {
    const { headers, body } = await client.get("/api/people/7");
    expect(headers["x-request-id"]).toMatch(/^[0-9a-f]{32}$/);
    expect(body.traceparent).toContain(headers["x-request-id"]);
    expect(headers["content-security-policy"]).toContain("default-src 'self'");
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["x-powered-by"]).toBeUndefined();
  });

  test("continues the caller's trace", async () => {
    const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    const { headers } = await client.get("/api/people/7").set("traceparent", traceparent);
    expect(headers["x-request-id"]).toBe("0af7651916cd43dd8448eb211c80319c");
  });

  test("reads the query flat: brackets make no objects", async () => {
    const { body } = await client.get("/api/people/7?a[__proto__][admin]=1&b=2&b=3");
    expect(body.query).toEqual({ "a[__proto__][admin]": "1", b: ["2", "3"] });
  });
});

describe("a problem", () => {
  test("of an unknown address is 404, as RFC 9457 writes it", async () => {
    const response = await client.get("/api/nowhere");
    expect(response.status).toBe(404);
    expect(response.headers["content-type"]).toBe("application/problem+json");
    expect(response.headers["cache-control"]).toBe("no-store");
    expect(response.body).toEqual({
      type: "urn:tabel:problem:not-found",
      title: "There is nothing at this address",
      status: 404,
      detail: "Check the address; the documentation is at /docs.",
      code: "not-found",
      traceId: response.headers["x-request-id"],
    });
  });

  test("of a known address with another method is 405 and names the methods", async () => {
    const response = await client.post("/api/people/7");
    expect(response.status).toBe(405);
    expect(response.headers["allow"]).toBe("DELETE, GET, HEAD");
    expect(response.body.code).toBe("method-not-allowed");
  });

  test("nobody expected is 500 with a trace id, and only the log tells more, without personal data", async () => {
    const response = await client.get("/api/crash");
    expect(response.status).toBe(500);
    expect(response.body.code).toBe("internal-error");
    expect(response.text).not.toMatch(/anna|hunter2|at |\.js/);
    const line = logged().find((entry) => entry["msg"] === "unexpected error");
    expect(line?.["trace_id"]).toBe(response.body.traceId);
    expect(JSON.stringify(line)).toContain("http-application.int.spec");
    expect(JSON.stringify(line)).not.toContain("anna");
  });

  test("thrown as nothing at all is answered too", async () => {
    expect((await client.get("/api/throws-nothing")).status).toBe(500);
  });

  test("of a service keeps its headers and further members", async () => {
    const response = await client.get("/api/refuse");
    expect(response.headers["retry-after"]).toBe("3");
    expect(response.body).toMatchObject({ status: 503, code: "unavailable", lag: 7 });
  });

  test("in the middle of an answer cuts the connection: nobody takes the half for the whole", async () => {
    await expect(client.get("/api/half")).rejects.toThrow(/aborted|hang up|terminated/);
  });

  test("has no body for HEAD", async () => {
    const response = await client.head("/api/nowhere");
    expect(response.status).toBe(404);
    expect(response.text).toBeUndefined();
  });

  test("of a badly encoded address is the caller's, not ours", async () => {
    expect((await client.get("/api/people/%ff")).status).toBeLessThan(500);
    expect((await client.get("/%00")).status).toBe(404);
  });
});

describe("a body", () => {
  test("of JSON is read, and a missing one is undefined", async () => {
    expect((await post('{"a":[1,"ы"]}')).body.body).toEqual({ a: [1, "ы"] });
    expect((await client.post("/api/echo")).body.body).toBeNull();
  });

  test.each([
    ["broken", '{"a":', 400, "malformed-json"],
    ["no object", '"text"', 400, "malformed-json"],
    ["a number", "1", 400, "malformed-json"],
    ["null", "null", 400, "malformed-json"],
    ["two values", "{}{}", 400, "malformed-json"],
    ["NaN", '{"a":NaN}', 400, "malformed-json"],
    ["too large", `{"a":"${"x".repeat(2_000)}"}`, 413, "body-too-large"],
    ["deep and too large", "[".repeat(5_000), 413, "body-too-large"],
    ["deep", "[".repeat(1_000), 400, "malformed-json"],
  ])("that is %s is refused", async (_name, text, status, code) => {
    const response = await post(text);
    expect(response.status).toBe(status);
    expect(response.body.code).toBe(code);
    expect(response.headers["content-type"]).toBe("application/problem+json");
  });

  test.each([
    ["text/plain"],
    ["application/xml"],
    ["multipart/form-data; boundary=x"],
    ["application/x-www-form-urlencoded"],
    [""],
  ])("of type %p is 415", async (type) => {
    const response = await post("{}", type);
    expect(response.status).toBe(415);
    expect(response.body.code).toBe("unsupported-media-type");
  });

  test("in another charset or compression is 415", async () => {
    expect((await post("{}", "application/json; charset=koi8-r")).status).toBe(415);
    expect((await post("{}").set("Content-Encoding", "compress")).status).toBe(415);
  });

  test("that a small file inflates to is bounded as well", async () => {
    const bomb = gzipSync(Buffer.from(`{"a":"${"x".repeat(10_000_000)}"}`));
    const response = await post(bomb)
      .set("Content-Encoding", "gzip")
      .serialize((body: unknown) => body as string);
    expect(response.status).toBe(413);
  });

  test.each([
    ['{"__proto__":{"admin":true}}', "/__proto__"],
    ['{"a":[{"__proto__":1}]}', "/a/0/__proto__"],
    ['{"\\u005f\\u005fproto__":{"admin":true}}', "/__proto__"],
  ])("that would change every object, %s, is refused with its place", async (text, path) => {
    const response = await post(text);
    expect(response.status).toBe(400);
    expect(response.body.errors).toEqual([expect.objectContaining({ path, in: "body" })]);
    expect((await post("{}")).body.polluted).toBeNull();
  });

  test("may say __proto__ in a text", async () => {
    expect((await post('{"a":"__proto__"}')).status).toBe(200);
  });

  test("of another kind and size is read where a route says so", async () => {
    const csv = "x".repeat(50_000);
    expect((await client.post("/api/import").set("Content-Type", "text/csv").send(csv)).body.length).toBe(50_000);
  });
});

describe("what is written down about a request", () => {
  test("is the route's pattern: no id, no query, no header", async () => {
    await client.get("/api/people/ivanova?name=anna&token=t").set("Authorization", "Bearer secretsecret");
    expect(logged().at(-1)).toMatchObject({ msg: "request", method: "GET", route: "/api/people/:id", status: 200 });
    expect(lines.join("")).not.toMatch(/ivanova|anna|secretsecret/);
  });

  test("an unknown address is not repeated", async () => {
    await client.get("/anna.ivanova");
    expect(logged().at(-1)).toMatchObject({ route: "(unknown)", status: 404 });
    expect(lines.join("")).not.toContain("anna");
  });

  test("metrics count by method, pattern and status, and are not logged themselves", async () => {
    await client.get("/api/people/1");
    await client.get("/api/people/2");
    lines.splice(0);
    const { text, status } = await client.get("/metrics");
    expect(status).toBe(200);
    expect(text).toMatch(
      /http_server_request_duration_seconds_count\{http_request_method="GET",http_route="\/api\/people\/:id",http_response_status_code="200"\} \d+/,
    );
    expect(text).not.toMatch(/people\/1|nowhere/);
    expect(text).toContain("nodejs_eventloop_lag_seconds");
    expect(lines).toEqual([]);
  });

  test("methods that callers invent do not become labels", async () => {
    await supertest(app).propfind("/api/people/1");
    expect((await client.get("/metrics")).text).toContain('http_request_method="OTHER"');
    expect((await client.get("/metrics")).text).not.toContain("PROPFIND");
  });
});

describe("too many requests at once", () => {
  test("are refused with 503 and Retry-After, metrics still answer, and room is given back", async () => {
    const server = app.listen(0);
    await once(server, "listening");
    const agent = supertest(server);
    const arrived = twoArrive();
    const slow = Promise.all([agent.get("/api/slow"), agent.get("/api/slow")]);
    await arrived;
    const refused = await agent.get("/api/people/1");
    expect(refused.status).toBe(503);
    expect(refused.headers["retry-after"]).toBe("1");
    expect(refused.body.code).toBe("overloaded");
    expect((await agent.get("/metrics")).status).toBe(200);
    for (const response of waiting.splice(0)) response.end();
    expect((await slow).map(({ status }) => status)).toEqual([200, 200]);
    expect((await agent.get("/api/people/1")).status).toBe(200);
    server.close();
  });
});
