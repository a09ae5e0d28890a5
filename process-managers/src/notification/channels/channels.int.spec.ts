// Slack and web push against local servers that answer as providers do, or do not.
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { createECDH, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { OutgoingMessage, PushAddress } from "./channel.js";
import { slackChannel } from "./slack.js";
import { makeVapidKeys, webPushChannel } from "./web-push.js";

type Answering = (request: IncomingMessage, response: ServerResponse) => void;
let server: Server;
let url: string;
let answering: Answering;
let heard: { path: string; headers: IncomingMessage["headers"]; body: string }[];

beforeEach(async () => {
  heard = [];
  answering = (_, response) => void response.writeHead(200).end("ok");
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      heard.push({ path: request.url ?? "", headers: request.headers, body: Buffer.concat(parts).toString("latin1") });
      answering(request, response);
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, "close");
});

const message = (push: readonly PushAddress[] = []): OutgoingMessage => ({
  id: "0b4e9f0e-6c0f-4b38-8a0f-4e7f0f6f2a10",
  madeAt: "2026-11-16T09:00:00.000Z",
  userId: "galina",
  email: null,
  push,
  reader: { language: "ru", timeZone: "Europe/Moscow", country: "RU" },
  messages: [{ subject: "Период <закрыт>", paragraphs: ["Ноябрь & декабрь"] }],
  unsubscribe: null,
});
const status =
  (code: number): Answering =>
  (_, response) =>
    void response.writeHead(code).end();
const hang: Answering = () => undefined;

describe("Slack", () => {
  const send = () => slackChannel({ url, silenceMs: 300 }).send(message());
  test("is told once, with its signs escaped", async () => {
    expect(await send()).toEqual({ is: "sent", messageId: null });
    expect(heard).toHaveLength(1);
    const { text } = JSON.parse(Buffer.from(heard[0]?.body ?? "", "latin1").toString("utf8")) as { text: string };
    expect(text).toBe("*Период &lt;закрыт&gt;*\nНоябрь &amp; декабрь");
  });
  test.each([
    [500, { is: "temporary-failure", reason: "provider-busy" }],
    [429, { is: "temporary-failure", reason: "provider-busy" }],
    [404, { is: "permanent-failure", reason: "provider-refused" }],
    [400, { is: "permanent-failure", reason: "provider-refused" }],
  ])("that answers %i", async (code, outcome) => {
    answering = status(code);
    expect(await send()).toEqual(outcome);
    expect(heard).toHaveLength(1); // nothing is tried again here
  });
  test("that hangs is given up", async () => {
    answering = hang;
    expect(await send()).toEqual({ is: "temporary-failure", reason: "no-answer" });
  });
  test("that is not there", async () => {
    expect(await slackChannel({ url: "http://127.0.0.1:1/", silenceMs: 300 }).send(message())).toEqual({
      is: "temporary-failure",
      reason: "no-answer",
    });
  });
});

describe("web push", () => {
  const browser = (number: number, base = url): PushAddress => {
    const key = createECDH("prime256v1");
    key.generateKeys();
    const at = {
      endpoint: `${base}/push/${number}`,
      p256dh: key.getPublicKey("base64url"),
      auth: randomBytes(16).toString("base64url"),
    };
    return { subscriptionId: String(number).padStart(64, "0"), ...at };
  };
  const channel = webPushChannel({ keys: makeVapidKeys(), contact: "mailto:admin@example.org", silenceMs: 500 });
  const byPath =
    (codes: Readonly<Record<string, number>>): Answering =>
    (request, response) =>
      void response.writeHead(codes[request.url ?? ""] ?? 201).end();
  test("has nobody to send to without a browser", async () =>
    expect(await channel.send(message())).toEqual({ is: "unreachable", reason: "no-subscription" }));

  test("seals what it sends, under a topic that is the delivery's", async () => {
    answering = status(201);
    expect(await channel.send(message([browser(1)]))).toEqual({ is: "sent", messageId: null, gone: [] });
    const [request] = heard;
    expect(request?.headers["content-encoding"]).toBe("aes128gcm");
    expect(request?.headers["topic"]).toBe("0b4e9f0e6c0f4b388a0f4e7f0f6f2a10");
    expect(request?.headers.authorization).toMatch(/^vapid t=/);
    expect(request?.body).not.toContain("subject");
  });
  test("of which one browser is gone is sent to the others, and says which", async () => {
    answering = byPath({ "/push/1": 410, "/push/2": 201, "/push/3": 404 });
    const gone = [browser(1), browser(3)].map(({ subscriptionId }) => subscriptionId);
    expect(await channel.send(message([browser(1), browser(2), browser(3)]))).toEqual({
      is: "sent",
      messageId: null,
      gone,
    });
  });
  test("of which every browser is gone has bounced", async () => {
    answering = status(410);
    expect(await channel.send(message([browser(1)]))).toMatchObject({ is: "bounced", reason: "subscription-gone" });
  });
  test.each([
    [503, "temporary-failure"],
    [429, "temporary-failure"],
    [400, "permanent-failure"],
    [302, "permanent-failure"],
  ])("that is answered by %i", async (code, is) => {
    answering = status(code);
    expect((await channel.send(message([browser(1)]))).is).toBe(is);
  });
  test("to a service that hangs is given up", async () => {
    answering = hang;
    expect((await channel.send(message([browser(1)]))).is).toBe("temporary-failure");
  });
  test("with a key that is none is refused for good, and harms nobody else", async () => {
    answering = status(201);
    const broken = { ...browser(1), p256dh: "B".repeat(87) };
    expect((await channel.send(message([broken]))).is).toBe("permanent-failure");
    expect((await channel.send(message([broken, browser(2)]))).is).toBe("sent");
  });
});
