// The server beneath an application: addresses it cannot have, connections that misbehave, and its end.
import { afterEach, describe, expect, test } from "@jest/globals";
import express, { type Request, type Response } from "express";
import { once } from "node:events";
import { Agent, get } from "node:http";
import { connect } from "node:net";
import { type HttpServer, listen, type ListenOptions } from "./http-server.js";

const servers: HttpServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close(0);
});

const start = async (options: Partial<ListenOptions> = {}) => {
  const app = express();
  let finish: () => void = () => undefined;
  const arrived = new Promise<void>((resolve) => {
    app.get("/slow", (_request: Request, response: Response) => {
      finish = () => void response.send("done");
      resolve();
    });
  });
  app.get("/", (_request: Request, response: Response) => void response.send("well"));
  app.post("/", (request: Request, response: Response) => {
    request.on("end", () => response.send("read")).resume();
  });
  const server = await listen(app, { host: "127.0.0.1", port: 0, ...options });
  servers.push(server);
  return { server, arrived, finish: () => finish() };
};

/** Writes bytes as they are and returns everything that comes back until the connection ends. */
const converse = async (port: number, text: string): Promise<string> => {
  const socket = connect(port, "127.0.0.1");
  let answer = "";
  socket.on("data", (chunk) => (answer += chunk.toString()));
  socket.on("error", () => undefined);
  socket.write(text);
  await once(socket, "close");
  return answer;
};

describe("listening", () => {
  test("a busy port is one sentence", async () => {
    const { server } = await start();
    await expect(start({ port: server.port })).rejects.toThrow(
      `Port ${server.port} of 127.0.0.1 is in use: stop the other program, or set PORT to a free port.`,
    );
  });

  test("an address of another machine is one sentence", async () => {
    await expect(start({ host: "192.0.2.1" })).rejects.toThrow(
      "192.0.2.1 is not an address of this machine: set HOST to one, such as 127.0.0.1.",
    );
  });

  test("its address answers", async () => {
    const { server } = await start();
    expect(await (await fetch(server.url)).text()).toBe("well");
  });
});

describe("a connection that misbehaves", () => {
  test("random bytes are refused as a problem and closed", async () => {
    const { server } = await start();
    const answer = await converse(server.port, "\u0016\u0003\u0001 not HTTP\r\n\r\n");
    expect(answer).toMatch(/^HTTP\/1.1 400 Bad Request\r\nContent-Type: application\/problem\+json/);
    expect(answer).toContain('"code":"malformed-request"');
  });

  test("headers without end are refused", async () => {
    const { server } = await start();
    const answer = await converse(server.port, `GET / HTTP/1.1\r\nHost: x\r\nX: ${"x".repeat(20_000)}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1.1 4\d\d/);
  });

  test("headers that come drop by drop are cut off in time, and others are served meanwhile", async () => {
    const { server } = await start({ timeouts: { headers: 100, request: 200 } });
    const slow = converse(server.port, "GET / HTTP/1.1\r\nHost: x\r\n");
    expect((await fetch(server.url)).status).toBe(200);
    expect(await slow).toContain('"code":"request-timeout"');
  });

  test("a body that never ends is cut off in time", async () => {
    const { server } = await start({ timeouts: { headers: 100, request: 200 } });
    const answer = await converse(server.port, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nonly this");
    expect(answer).toContain("408");
  });

  test("hundreds of half-open connections leave it serving", async () => {
    const { server } = await start();
    const sockets = Array.from({ length: 300 }, () => connect(server.port, "127.0.0.1").on("error", () => undefined));
    await Promise.all(sockets.map((socket) => once(socket, "connect")));
    expect((await fetch(server.url)).status).toBe(200);
    for (const socket of sockets) socket.destroy();
  });
});

describe("the end", () => {
  test("a request in work is finished, its connection is then closed, and new ones are refused", async () => {
    const { server, arrived, finish } = await start();
    const answer = fetch(`${server.url}/slow`);
    await arrived;
    const closed = server.close(5_000);
    await expect(fetch(server.url)).rejects.toThrow();
    finish();
    const response = await answer;
    expect(await response.text()).toBe("done");
    expect(response.headers.get("connection")).toBe("close");
    await closed;
  });

  test("an idle keep-alive connection does not delay it", async () => {
    const { server } = await start();
    const agent = new Agent({ keepAlive: true });
    const request = get(server.url, { agent });
    const [response] = (await once(request, "response")) as [NodeJS.ReadableStream];
    response.resume();
    await once(response, "end");
    const started = Date.now();
    await server.close(5_000);
    expect(Date.now() - started).toBeLessThan(1_000);
    agent.destroy();
  });

  test("a request that does not end is cut after the grace", async () => {
    const { server, arrived } = await start();
    const answer = fetch(`${server.url}/slow`).catch(() => "cut");
    await arrived;
    const started = Date.now();
    await server.close(100);
    expect(Date.now() - started).toBeLessThan(2_000);
    expect(await answer).toBe("cut");
  });

  test("asked twice, it ends once", async () => {
    const { server } = await start();
    await Promise.all([server.close(), server.close()]);
  });
});
