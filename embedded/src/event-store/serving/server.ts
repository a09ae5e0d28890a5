// The gRPC server over one store: which call goes to which file.
import { randomUUID } from "node:crypto";
import {
  Metadata,
  type sendUnaryData,
  Server,
  ServerCredentials,
  type ServerDuplexStream,
  type ServerUnaryCall,
  type ServerWritableStream,
  status,
} from "@grpc/grpc-js";
import { append } from "../writing/append.js";
import { batchAppend } from "../writing/batch-append.js";
import { Connections } from "./connections.js";
import { remove } from "../writing/delete.js";
import { OpenCalls } from "./open-calls.js";
import { PacedStream } from "../reading/paced-stream.js";
import type { ReadRequest } from "../protocol/read-request.js";
import { ProtocolError, stopping } from "../protocol/errors.js";
import { gossipService, serverFeaturesService, streamsService, unbuiltService } from "../protocol/services.js";
import { read } from "../reading/read.js";
import type { Refusals } from "./refusals.js";
import { clusterInfo, supportedMethods } from "./server-features.js";
import { DamagedStore } from "../storage/damaged-store.js";
import type { Store } from "../storage/store.js";
import { subscribe } from "../reading/subscription.js";
import { UnfinishedAppends } from "../writing/unfinished-appends.js";

/** Larger than any append may be, so that one that is too large is told so instead of being cut off. */
const LARGEST_MESSAGE = 17 * 1024 * 1024;
/** Between two questions whether a client is still there, and for its answer, in milliseconds; EventStoreDB's default. */
const KEEPALIVE = 10_000;
/** Calls under way are given this long when the server stops, in milliseconds. */
const STOP_GRACE = 500;

export interface RunningServer {
  readonly port: number;
  /** Ends every call and resolves when the port is free. */
  stop(): Promise<void>;
}

export const startServer = async (
  store: Store,
  host: string,
  port: number,
  refusals: Refusals,
): Promise<RunningServer> => {
  const server = new Server({
    "grpc.max_receive_message_length": LARGEST_MESSAGE,
    // A client that is gone without a word is found out, and its subscriptions end.
    "grpc.keepalive_time_ms": KEEPALIVE,
    "grpc.keepalive_timeout_ms": KEEPALIVE,
  });
  const calls = new OpenCalls();
  const unfinished = new UnfinishedAppends();
  const instanceId = randomUUID();
  let boundPort = port;
  allowManyCancellations(server);
  const onMalformed = (method: string, error: unknown) =>
    refusals.report("refused a message", `${method}: ${error instanceof Error ? error.message : String(error)}`);
  server.addService(streamsService(onMalformed), {
    read: answerRead(store, calls),
    append: append(store, unfinished),
    batchAppend: batchAppend(store, unfinished, calls),
    delete: remove(store, "delete"),
    tombstone: remove(store, "tombstone"),
  });
  server.addService(serverFeaturesService, {
    getSupportedMethods: (_call: ServerUnaryCall<Buffer, Buffer>, answer: sendUnaryData<Buffer>) =>
      answer(null, supportedMethods()),
  });
  server.addService(gossipService, {
    read: (_call: ServerUnaryCall<Buffer, Buffer>, answer: sendUnaryData<Buffer>) =>
      answer(null, clusterInfo(instanceId, host, boundPort)),
  });
  server.addService(
    unbuiltService,
    Object.fromEntries(Object.entries(unbuiltService).map(([name, { path }]) => [name, refuseUnbuilt(path)])),
  );
  const injector = server.createConnectionInjector(ServerCredentials.createInsecure());
  const connections = new Connections((socket) => injector.injectConnection(socket), refusals);
  boundPort = await connections.listen(host, port);
  return { port: boundPort, stop: () => stop(server, connections, calls) };
};

/**
 * A client that leaves reads early cancels them, and Node's HTTP/2 closes a connection after a thousand cancellations in
 * a row. Newer Nodes let that be set, though grpc-js has no option for it; Node 20 ignores it and keeps its limit.
 */
const allowManyCancellations = (server: Server): void => {
  // A private field of grpc-js 1.14.7, which this package pins: the options for http2.createServer.
  const { commonServerOptions } = server as unknown as { commonServerOptions: Record<string, number> };
  Object.assign(commonServerOptions, { streamResetBurst: 1_000_000, streamResetRate: 100_000 });
};

const stop = async (server: Server, connections: Connections, calls: OpenCalls): Promise<void> => {
  calls.endAll();
  const ended = new Promise<void>((resolve) => {
    const force = setTimeout(() => server.forceShutdown(), STOP_GRACE);
    server.tryShutdown(() => {
      clearTimeout(force);
      resolve();
    });
  });
  await ended;
  await connections.close();
};

const answerRead =
  (store: Store, calls: OpenCalls) =>
  (call: ServerWritableStream<ReadRequest, Buffer>): void => {
    const client = new PacedStream(call);
    const over = calls.add(() => client.fail(stopping()));
    const { request } = call;
    const done = request.count === undefined ? subscribe(store, request, client) : read(store, request, client);
    void done.catch((error: unknown) => client.fail(readError(error))).finally(over);
  };

const readError = (error: unknown): ProtocolError => {
  if (error instanceof ProtocolError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new ProtocolError(error instanceof DamagedStore ? status.DATA_LOSS : status.INTERNAL, reason);
};

const refuseUnbuilt =
  (path: string) =>
  (call: ServerDuplexStream<Buffer, Buffer>): void => {
    const details =
      `${path.slice(1)} is not built into this embedded event store, which serves streams only. ` +
      "Run EventStoreDB or KurrentDB and point EVENTSTORE_URL at it.";
    call.emit("error", { code: status.UNIMPLEMENTED, details, metadata: new Metadata() });
  };
