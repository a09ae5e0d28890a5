// The gateway's configuration, run by a real Caddy: where a request goes, what is kept out, and what becomes of requests when an
// instance dies.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { setTimeout as pause } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import { type Gateway, type Handler, type Instance, openGateway, openInstance } from "./running-gateway.js";
import { describeWith, tools } from "./tool.js";

const long = JSON.stringify({ items: Array(500).fill("an item") });

/** What query-api answers: a list, a stream that goes on, a view that is known already. */
const views: Handler = (request, response) => {
  if (request.url === "/api/notifications/stream") {
    response.writeHead(200, { "content-type": "text/event-stream" }).write("data: first\n\n"); // and no end
    return;
  }
  if (request.headers["if-none-match"] === '"7-a"') {
    response.writeHead(304, { etag: '"7-a"' }).end();
    return;
  }
  response.writeHead(200, { "content-type": "application/json; charset=utf-8", etag: '"7-a"' }).end(long);
};

describeWith(tools.caddy, "the gateway", () => {
  let instances: Record<"first" | "second" | "query" | "integration", Instance>;
  let gateway: Gateway;
  beforeAll(async () => {
    const [first, second, query, integration] = await Promise.all([
      openInstance("command-api"),
      openInstance("command-api"),
      openInstance("query-api", views),
      openInstance("integration"),
    ]);
    instances = { first, second, query, integration };
    gateway = await openGateway({
      COMMAND_API: `${first.address} ${second.address}`,
      OPERATIONS: `${first.address} ${second.address}`,
      QUERY_API: query.address,
      INTEGRATION: integration.address,
    });
  }, 60_000);
  afterAll(async () => {
    await gateway.stop();
    await Promise.all(Object.values(instances).map((each) => each.stop()));
  });

  test.each([
    ["POST", "/api/commands/submit-leave", "command-api"],
    ["POST", "/api/auth/login", "command-api"],
    ["POST", "/api/resignations/anna/letters", "command-api"],
    ["GET", "/api/operations/imports/1", "command-api"],
    ["POST", "/api/notifications/unsubscribe/abc", "command-api"],
    ["GET", "/docs", "command-api"],
    ["GET", "/docs/events", "integration"],
    ["GET", "/api/integration/events?after=0", "integration"],
  ])("%s %s goes to %s", async (method, path, service) => {
    const { status, body } = await gateway.ask(path, { method });
    expect([status, String(body)]).toEqual([200, service]);
  });

  test("views and feeds go to query-api", async () => {
    for (const path of ["/api/views/me", "/api/calendar/feeds/x.ics", "/docs/openapi/views.json"]) {
      const asked = instances.query.asked.length;
      expect((await gateway.ask(path)).status).toBe(200);
      expect(instances.query.asked.slice(asked)).toEqual([`GET ${path}`]);
    }
  });

  test.each(["/metrics", "/health/ready", "/health/live", "/anything"])("%s is not for the outside", async (path) => {
    expect((await gateway.ask(path)).status).toBe(404);
    for (const { asked } of Object.values(instances)) expect(asked).not.toContain(`GET ${path}`);
  });

  test("a command of more than 160 KB is refused, and so large a scan goes through", async () => {
    const body = Buffer.alloc(200 * 1024, "a");
    const command = await gateway.ask("/api/commands/submit-leave", { method: "POST", body });
    expect([command.status, JSON.parse(String(command.body))]).toMatchObject([413, { code: "body-too-large" }]);
    expect((await gateway.ask("/api/resignations/anna/letters", { method: "POST", body })).status).toBe(200);
  });

  test("JSON is compressed; who knows the view already is told so by the service", async () => {
    const { headers, body } = await gateway.ask("/api/views/me", { headers: { "accept-encoding": "gzip" } });
    expect(headers["content-encoding"]).toBe("gzip");
    expect(String(gunzipSync(body))).toBe(long);
    const again = await gateway.ask("/api/views/me", { headers: { "if-none-match": '"7-a"' } });
    expect([again.status, again.body.length]).toEqual([304, 0]);
  });

  test("an event of a stream arrives while the stream goes on", async () => {
    expect(await gateway.firstBytes("/api/notifications/stream")).toBe("data: first\n\n");
  });

  test("an instance dies: every command comes through, and when nobody is there, it is said when to come again", async () => {
    const ask = () => gateway.ask("/api/commands/submit-leave", { method: "POST", body: Buffer.from("{}") });
    /** As every caller does: what broke off in the middle is sent again, under the same Idempotency-Key. */
    const askUntilTaken = async (): Promise<number> => {
      for (let attempt = 1; ; attempt += 1) {
        const { status, headers } = await ask();
        if (status !== 503 || attempt === 30) return status;
        await pause(Number(headers["retry-after"]) * 1_000);
      }
    };
    await instances.first.stop();
    const statuses = await Promise.all(Array.from({ length: 40 }, askUntilTaken));
    expect(new Set(statuses)).toEqual(new Set([200]));
    await instances.second.stop();
    const { status, headers, body } = await ask();
    expect([status, headers["retry-after"], JSON.parse(String(body))]).toMatchObject([
      503,
      "1",
      { code: "unavailable" },
    ]);
  });

  test("who comes from elsewhere stays outside", async () => {
    const closed = await openGateway({ GATEWAY_ALLOWED: "10.0.0.0/8", QUERY_API: instances.query.address });
    try {
      const asked = instances.query.asked.length;
      expect((await closed.ask("/api/views/me")).status).toBe(403);
      expect(instances.query.asked).toHaveLength(asked);
    } finally {
      await closed.stop();
    }
  });
});
