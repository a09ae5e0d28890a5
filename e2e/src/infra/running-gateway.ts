// The gateway as it is configured, run by a real Caddy, in front of instances that only say who they are.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { request } from "node:https";
import { createServer as createSocket, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { root } from "../running-tabel.js";

export interface Instance {
  readonly address: string;
  /** What it was asked, in order. */
  readonly asked: string[];
  stop(): Promise<void>;
}

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const listening = async (server: Server): Promise<string> => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on a port
};

/** Answers with its name, unless a handler answers; is ready. */
export const openInstance = async (name: string, handler?: Handler): Promise<Instance> => {
  const asked: string[] = [];
  const server = createServer((incoming, response) => {
    if (incoming.url === "/health/ready") {
      response.end("{}");
      return;
    }
    asked.push(`${incoming.method} ${incoming.url}`);
    if (handler !== undefined) handler(incoming, response);
    else incoming.resume().once("end", () => response.setHeader("content-type", "text/plain").end(name));
  });
  const address = await listening(server);
  return {
    address,
    asked,
    stop: async () => {
      if (!server.listening) return;
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
};

const freePort = async (): Promise<number> => {
  const socket = createSocket().listen(0, "127.0.0.1");
  await once(socket, "listening");
  const { port } = socket.address() as AddressInfo; // it listens on a port
  socket.close();
  await once(socket, "close");
  return port;
};

export interface Answered {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

export interface Gateway {
  ask(path: string, options?: { method?: string; body?: Buffer; headers?: Record<string, string> }): Promise<Answered>;
  /** Resolves with the first bytes of an answer that goes on. */
  firstBytes(path: string): Promise<string>;
  stop(): Promise<void>;
}

export const openGateway = async (environment: Readonly<Record<string, string>>): Promise<Gateway> => {
  const folder = mkdtempSync(join(tmpdir(), "tabel-gateway-"));
  const [port, health] = [await freePort(), await freePort()];
  const child = spawn("caddy", ["run", "--adapter", "caddyfile", "--config", "infra/gateway/Caddyfile"], {
    cwd: root,
    env: {
      PATH: process.env["PATH"],
      HOME: folder,
      XDG_DATA_HOME: folder,
      XDG_CONFIG_HOME: folder,
      GATEWAY_SITE: `https://localhost:${port}`,
      GATEWAY_GRACE: "1s",
      GATEWAY_HEALTH: `http://127.0.0.1:${health}`,
      ...environment,
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let output = "";
  child.stderr.on("data", (text: Buffer) => (output += String(text)));
  const authority = join(folder, "caddy", "pki", "authorities", "local", "root.crt");
  const isUp = async (): Promise<boolean> => {
    if (child.exitCode !== null) throw new Error(`the gateway ended with ${child.exitCode}:\n${output}`);
    const answer = await fetch(`http://127.0.0.1:${health}/gateway/health`).catch(() => undefined);
    return answer?.status === 200 && existsSync(authority);
  };
  for (const deadline = performance.now() + 30_000; !(await isUp()); await pause(100))
    if (performance.now() > deadline) throw new Error(`the gateway is not up:\n${output}`);

  const open = (path: string, method: string, headers: Record<string, string>) =>
    request({ host: "localhost", port, path, method, headers, ca: readFileSync(authority), agent: false });
  return {
    ask: (path, { method = "GET", body, headers = {} } = {}) =>
      new Promise((resolve, reject) => {
        const asking = open(path, method, headers);
        asking.once("error", reject);
        asking.once("response", (answer) => {
          const chunks: Buffer[] = [];
          answer.on("data", (chunk: Buffer) => chunks.push(chunk));
          answer.once("error", reject);
          answer.once("end", () =>
            resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) }),
          );
        });
        asking.end(body);
      }),
    firstBytes: (path) =>
      new Promise((resolve, reject) => {
        const asking = open(path, "GET", { accept: "text/event-stream" });
        asking.once("error", reject);
        asking.once("response", (answer) =>
          answer.once("data", (chunk: Buffer) => {
            resolve(String(chunk));
            asking.destroy();
          }),
        );
        asking.end();
      }),
    stop: async () => {
      child.kill("SIGTERM");
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
