// The listening socket. Every connection is handed to the gRPC server; one that does not begin to speak HTTP/2 in time
// is closed, and so is the oldest of them when there are too many, so that silent connections never keep a client out.
import { createServer, type Server as NetServer, type Socket } from "node:net";
import { EventStoreFault } from "../event-store-fault.js";
import type { Refusals } from "./refusals.js";

/** HTTP/2's connection preface; who has not sent that much has said nothing. */
const PREFACE_LENGTH = 24;
/** How long a connection may be silent at first, in milliseconds. */
const PREFACE_LIMIT = 10_000;
/** Silent connections at one time. */
const SILENT_LIMIT = 512;
const SWEEP = 1_000; // milliseconds

export class Connections {
  private readonly server: NetServer;
  private readonly refusals: Refusals;
  private readonly all = new Set<Socket>();
  /** In the order in which they came. */
  private readonly silent = new Map<Socket, number>();
  private readonly sweep: NodeJS.Timeout;

  constructor(accept: (socket: Socket) => void, refusals: Refusals) {
    this.refusals = refusals;
    this.server = createServer({ noDelay: true }, (socket) => {
      this.all.add(socket);
      this.silent.set(socket, Date.now());
      socket.once("close", () => this.forget(socket));
      socket.on("error", (error) => {
        refusals.report("closed a connection", error.message);
        socket.destroy();
      });
      if (this.silent.size > SILENT_LIMIT) this.closeSilent(Number.POSITIVE_INFINITY);
      accept(socket);
    });
    this.sweep = setInterval(() => this.closeSilent(Date.now() - PREFACE_LIMIT), SWEEP).unref();
  }

  /** Resolves with the port. Rejects with a sentence. */
  listen(host: string, port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once("error", (error) => {
        reject(new EventStoreFault(`The event store cannot listen on ${host} port ${port}: ${sentence(error)}`));
      });
      this.server.listen({ host, port, backlog: 1024 }, () => {
        const address = this.server.address();
        resolve(typeof address === "object" && address !== null ? address.port : port);
      });
    });
  }

  /** Takes no more connections and ends those there are. */
  close(): Promise<void> {
    clearInterval(this.sweep);
    for (const socket of this.all) socket.destroy();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private forget(socket: Socket): void {
    this.all.delete(socket);
    this.silent.delete(socket);
  }

  /** Closes the silent connections that came before, of too many the oldest. */
  private closeSilent(before: number): void {
    for (const [socket, since] of this.silent) {
      if (socket.bytesRead >= PREFACE_LENGTH) {
        this.silent.delete(socket);
        continue;
      }
      if (since > before || (before === Number.POSITIVE_INFINITY && this.silent.size <= SILENT_LIMIT)) continue;
      this.silent.delete(socket);
      this.refusals.report("closed a silent connection", `from ${socket.remoteAddress ?? "an unknown address"}`);
      socket.destroy();
    }
  }
}

const sentence = (error: NodeJS.ErrnoException): string => {
  if (error.code === "EADDRINUSE") return "another process uses it. Stop that process or choose another port.";
  if (error.code === "EACCES") return "this user may not. Choose a port above 1023.";
  return error.message;
};
