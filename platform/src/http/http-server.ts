// Listening, time-outs, and an orderly end: no new connection, requests in work finish, the rest is cut after a while.
import type { Express } from "express";
import { once } from "node:events";
import { createServer, type Server, type ServerResponse, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { isNativeError } from "node:util/types";
import { platformProblems } from "../problem/platform-problems.js";
import { Problem, problemDocument, type ProblemKind } from "../problem/problem.js";

export interface ListenOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Milliseconds. */
  readonly timeouts?: {
    /** For all headers of a request; 10 s. */
    readonly headers?: number;
    /** For a whole request with its body; 60 s. */
    readonly request?: number;
    /** For the next request on an idle connection; 65 s, more than a gateway's 60. */
    readonly keepAlive?: number;
  };
}

export interface HttpServer {
  readonly port: number;
  readonly url: string;
  /**
   * Stops accepting, lets requests in work finish, and cuts what is left after the grace.
   * @param graceMilliseconds 5,000 unless given
   */
  close(graceMilliseconds?: number): Promise<void>;
}

/** The message is one sentence for the person who started the server. */
export class ListenError extends Error {
  override readonly name = "ListenError";
}

const sentences: Readonly<Record<string, (host: string, port: number) => string>> = {
  EADDRINUSE: (host, port) => `Port ${port} of ${host} is in use: stop the other program, or set PORT to a free port.`,
  EACCES: (host, port) => `This user may not listen on port ${port} of ${host}: set PORT to one above 1023.`,
  EADDRNOTAVAIL: (host) => `${host} is not an address of this machine: set HOST to one, such as 127.0.0.1.`,
  ENOTFOUND: (host) => `${host} is not an address of this machine: set HOST to one, such as 127.0.0.1.`,
};

const listening = async (server: Server, host: string, port: number): Promise<number> => {
  try {
    server.listen(port, host);
    await once(server, "listening");
  } catch (fault) {
    const code = isNativeError(fault) && "code" in fault && typeof fault.code === "string" ? fault.code : "";
    const sentence = sentences[code];
    throw sentence ? new ListenError(sentence(host, port), { cause: fault }) : fault;
  }
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : port;
};

/** What Node could not even read as HTTP never reaches Express; it is answered here, by hand. */
const answerUnreadable = (fault: Error & { code?: string }, socket: Duplex) => {
  if (!socket.writable || fault.code === "ECONNRESET") {
    socket.destroy();
    return;
  }
  const late = fault.code === "ERR_HTTP_REQUEST_TIMEOUT";
  const kind: ProblemKind = late ? platformProblems["request-timeout"] : platformProblems["malformed-request"];
  const problem = new Problem(kind, late ? "Send the whole request sooner." : "Send a correct HTTP request.");
  const body = JSON.stringify(problemDocument(problem, undefined));
  socket.end(
    `HTTP/1.1 ${kind.status} ${STATUS_CODES[kind.status]}\r\nContent-Type: application/problem+json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
};

const closing = (server: Server, inWork: ReadonlySet<ServerResponse>, drain: () => void) => {
  let closed: Promise<void> | undefined;
  return (graceMilliseconds = 5_000) =>
    (closed ??= (async () => {
      drain();
      const end = once(server, "close");
      server.close();
      for (const response of inWork) if (!response.headersSent) response.setHeader("Connection", "close");
      const sweep = setInterval(() => server.closeIdleConnections(), 50);
      const cut = setTimeout(() => server.closeAllConnections(), graceMilliseconds);
      await end;
      clearInterval(sweep);
      clearTimeout(cut);
    })());
};

/** @throws ListenError when the address cannot be had */
export const listen = async (app: Express, { host, port, timeouts = {} }: ListenOptions): Promise<HttpServer> => {
  const server = createServer({
    headersTimeout: timeouts.headers ?? 10_000,
    requestTimeout: timeouts.request ?? 60_000,
    keepAliveTimeout: timeouts.keepAlive ?? 65_000,
    connectionsCheckingInterval: 1_000,
    maxHeaderSize: 16 * 1024,
  });
  const inWork = new Set<ServerResponse>();
  let draining = false;
  server.on("request", (request, response) => {
    if (draining) response.setHeader("Connection", "close");
    inWork.add(response);
    response.once("close", () => inWork.delete(response));
    app(request, response);
  });
  server.on("clientError", answerUnreadable);
  const actual = await listening(server, host, port);
  const shown = host.includes(":") ? `[${host}]` : host;
  return {
    port: actual,
    url: `http://${shown === "0.0.0.0" || shown === "[::]" ? "localhost" : shown}:${actual}`,
    close: closing(server, inWork, () => (draining = true)),
  };
};
