// One entrance to several instances, as a gateway gives it: by path to a service, in turn to its instances, to the next one where
// an instance is gone. What is sent again is safe: a command is recognised by its Idempotency-Key.
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Entrance {
  readonly url: string;
  /** The instances to which requests of a service go. */
  serves(service: string, upstreams: readonly string[]): void;
  close(): Promise<void>;
}

/** The first that fits, as in infra/gateway. */
const routes: readonly (readonly [RegExp, string])[] = [
  [/^\/api\/(commands|auth|operations|resignations)\//, "command-api"],
  [/^\/api\/notifications\/unsubscribe\//, "command-api"],
  [/^\/api\/(views|calendar|notifications)\//, "query-api"],
  [/^\/api\/integration\//, "integration"],
];

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer); // no encoding is set
  return Buffer.concat(chunks);
};

const ofTheConnection = new Set(["connection", "host", "content-length", "transfer-encoding", "keep-alive"]);

export const openEntrance = async (): Promise<Entrance> => {
  const upstreams = new Map<string, readonly string[]>();
  let turn = 0;

  const forward = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = request.url ?? "/";
    const service = routes.find(([pattern]) => pattern.test(path))?.[1] ?? "";
    const instances = upstreams.get(service) ?? [];
    const body = await bodyOf(request);
    const headers = Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
      value === undefined || ofTheConnection.has(name) ? [] : [[name, String(value)]],
    );
    turn += 1;
    for (let at = 0; at < instances.length; at += 1) {
      const instance = instances[(turn + at) % instances.length] ?? "";
      try {
        const method = request.method ?? "GET";
        const answer = await fetch(instance + path, { method, headers, ...(body.length === 0 ? {} : { body }) });
        const text = await answer.text();
        response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "text/plain" });
        response.end(text);
        return;
      } catch {
        // This instance is gone: the next one.
      }
    }
    response.writeHead(503, { "content-type": "application/problem+json" }).end('{"code":"nobody-is-there"}');
  };

  const server = createServer((request, response) => void forward(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // it listens on a port
  return {
    url: `http://127.0.0.1:${port}`,
    serves: (service, instances) => void upstreams.set(service, instances),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
};
