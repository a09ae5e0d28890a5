// Sends HTTP requests over so many connections at once, from a thread of its own and with as little work as possible, so
// that what is measured is the server. Written on sockets: Node's own HTTP client costs as much as the server under test.
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:net";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";

export interface LoadRequest {
  readonly token: string;
  readonly body: string;
}

export interface Load {
  readonly port: number;
  readonly path: string;
  readonly connections: number;
  readonly requests: readonly LoadRequest[];
}

export interface LoadResult {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** How often each status was answered. */
  readonly statuses: Readonly<Record<string, number>>;
}

const textOf = ({ path }: Load, { token, body }: LoadRequest): string =>
  `POST ${path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer ${token}\r\nIdempotency-Key: ${randomUUID()}\r\n` +
  `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

/** The status of a complete answer, and undefined while it is not complete. */
const complete = (answer: Buffer): string | undefined => {
  const end = answer.indexOf("\r\n\r\n");
  if (end === -1) return undefined;
  const head = answer.toString("latin1", 0, end);
  const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
  return answer.length >= end + 4 + length ? head.slice(9, 12) : undefined;
};

const run = async (load: Load): Promise<LoadResult> => {
  const waiting = load.requests.values();
  const statuses: Record<string, number> = {};
  const times: number[] = [];

  const oneConnection = async (): Promise<void> => {
    const socket = connect({ host: "127.0.0.1", port: load.port, noDelay: true });
    await once(socket, "connect");
    for (const request of waiting) {
      const began = performance.now();
      socket.write(textOf(load, request));
      let answer: Buffer = Buffer.alloc(0);
      let status: string | undefined;
      while (status === undefined) {
        const [chunk] = (await once(socket, "data")) as [Buffer]; // a socket without encoding gives buffers
        answer = answer.length === 0 ? chunk : Buffer.concat([answer, chunk]);
        status = complete(answer);
      }
      times.push(performance.now() - began);
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
    socket.destroy();
  };

  const began = performance.now();
  await Promise.all(Array.from({ length: load.connections }, oneConnection));
  const seconds = (performance.now() - began) / 1_000;
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.floor((times.length - 1) * share)] ?? Number.NaN;
  return { perSecond: load.requests.length / seconds, p50: at(0.5), p99: at(0.99), statuses };
};

export const httpLoad = async (load: Load): Promise<LoadResult> => {
  const worker = new Worker(new URL(import.meta.url), { workerData: load });
  const [result] = (await once(worker, "message")) as [LoadResult]; // the only message that the thread below sends
  await worker.terminate();
  return result;
};

if (!isMainThread) parentPort?.postMessage(await run(workerData as Load)); // handed over by `httpLoad`
