// Hands the parts to specs. It lives in jest's first process, which outlives every spec: what a spec forgot to stop, or
// could not because it failed, is stopped here. Specs run in other processes, so they ask over HTTP on loopback.
import { randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { join } from "node:path";
import { makeRunFolder, removeFolder } from "./run-folder.js";
import type { InterruptibleStore } from "./interruptible-store.js";
import { kafkaBrokers } from "./kafka-brokers.js";
import type { Parts, StoppableStore } from "./parts.js";

/** Where specs find the provider; set before jest starts its worker processes, which inherit it. */
export const providerVariable = "TABEL_TEST_PROVIDER";

const chooseParts = async (folder: string): Promise<Parts> => {
  const wanted = process.env["TEST_INFRA"] ?? "embedded";
  if (wanted === "embedded") return (await import("./embedded-parts.js")).embeddedParts(folder);
  if (wanted === "containers") return (await import("./container-parts.js")).containerParts();
  throw new Error(`TEST_INFRA is "${wanted}": write "embedded" (the default) or "containers".`);
};

export interface Provider {
  readonly address: string;
  close(): Promise<void>;
}

export const startProvider = async (): Promise<Provider> => {
  const folder = makeRunFolder();
  const parts = await chooseParts(folder);
  const stores = new Map<string, StoppableStore>();
  const interruptible = new Map<string, InterruptibleStore>();
  const kafka = kafkaBrokers(folder);
  const secret = randomBytes(16).toString("hex");

  const stopStore = async (id: string) => {
    const store = stores.get(id);
    stores.delete(id);
    await store?.stop();
  };

  const startInterruptible = async () => {
    const { interruptibleStore } = await import("./interruptible-store.js");
    const id = randomUUID();
    const store = await interruptibleStore(join(folder, id));
    interruptible.set(id, store);
    return { id, connectionString: store.connectionString };
  };

  const answer = async (request: IncomingMessage): Promise<unknown> => {
    const [, given, part, id, more] = (request.url ?? "").split("/");
    if (given !== secret) throw new Error("wrong secret");
    if (part === "postgres") return { connectionString: await parts.postgres() };
    if (part === "folder") return { folder };
    if (part === "event-store" && request.method === "POST") {
      const store = await parts.eventStore();
      const newId = randomUUID();
      stores.set(newId, store);
      return { id: newId, connectionString: store.connectionString };
    }
    if (part === "event-store" && request.method === "DELETE" && id) return stopStore(id);
    if (part === "interruptible-store") {
      if (!id) return startInterruptible();
      return request.method === "DELETE" ? interruptible.get(id)?.stop() : interruptible.get(id)?.resume();
    }
    if (part === "kafka") return kafka.shared();
    if (part === "broker") {
      if (id === "secured") return kafka.secured();
      if (!id || more === "join") return kafka.own(id);
      return request.method === "DELETE" ? kafka.kill(id) : kafka.resume(id);
    }
    throw new Error(`no such part: ${part}`);
  };

  const server = createServer((request, response) => {
    // A connection kept for the next spec file may be closed by this side at the moment in which that one uses it.
    response.setHeader("Connection", "close");
    answer(request).then(
      (body) => response.end(JSON.stringify(body ?? {})),
      (fault: unknown) => response.writeHead(500).end(String(fault)),
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;

  return {
    address: `http://127.0.0.1:${port}/${secret}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      const outcomes = await Promise.allSettled([
        ...[...stores.keys()].map(stopStore),
        ...[...interruptible.values()].map((store) => store.stop()),
        kafka.close(),
        parts.close(),
      ]);
      removeFolder(folder);
      for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
    },
  };
};
