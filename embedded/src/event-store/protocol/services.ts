// The gRPC services and how their messages are read and written. Answers are ready-made bytes.
import type { MethodDefinition, ServiceDefinition } from "@grpc/grpc-js";
import { decodeReadRequest } from "./read-request.js";
import { decodeAppendRequest, decodeBatchAppendRequest, decodeDeleteRequest } from "./requests.js";

const bytes = (message: Buffer): Buffer => message;

const method = <Request>(
  path: string,
  decode: (message: Buffer) => Request,
  streams: { readonly request?: boolean; readonly response?: boolean } = {},
): MethodDefinition<Request, Buffer> => ({
  path,
  requestStream: streams.request ?? false,
  responseStream: streams.response ?? false,
  requestSerialize: () => {
    throw new Error("A server sends no requests.");
  },
  requestDeserialize: decode,
  responseSerialize: bytes,
  responseDeserialize: bytes,
});

const STREAMS = "/event_store.client.streams.Streams";

/** Told of every message that could not be decoded; its caller gets an error whatever happens here. */
export type OnMalformed = (method: string, error: unknown) => void;

export const streamsService = (onMalformed: OnMalformed) => {
  const reporting =
    <Request>(name: string, decode: (message: Buffer) => Request) =>
    (message: Buffer): Request => {
      try {
        return decode(message);
      } catch (error) {
        onMalformed(name, error);
        throw error;
      }
    };
  const streams = <Request>(
    name: string,
    decode: (message: Buffer) => Request,
    streaming: Parameters<typeof method>[2] = {},
  ) => method(`${STREAMS}/${name}`, reporting(name, decode), streaming);
  return {
    read: streams("Read", decodeReadRequest, { response: true }),
    append: streams("Append", decodeAppendRequest, { request: true }),
    batchAppend: streams("BatchAppend", decodeBatchAppendRequest, { request: true, response: true }),
    delete: streams("Delete", decodeDeleteRequest),
    tombstone: streams("Tombstone", decodeDeleteRequest),
  } satisfies ServiceDefinition;
};

export const serverFeaturesService = {
  getSupportedMethods: method("/event_store.client.server_features.ServerFeatures/GetSupportedMethods", bytes),
} satisfies ServiceDefinition;

export const gossipService = {
  read: method("/event_store.client.gossip.Gossip/Read", bytes),
} satisfies ServiceDefinition;

const UNBUILT: Readonly<Record<string, readonly string[]>> = {
  "event_store.client.persistent_subscriptions.PersistentSubscriptions": [
    "Create",
    "Update",
    "Delete",
    "Read",
    "GetInfo",
    "ReplayParked",
    "List",
    "RestartSubsystem",
  ],
  "event_store.client.projections.Projections": [
    "Create",
    "Update",
    "Delete",
    "Statistics",
    "Disable",
    "Enable",
    "Reset",
    "State",
    "Result",
    "RestartSubsystem",
  ],
  "event_store.client.users.Users": [
    "Create",
    "Update",
    "Delete",
    "Disable",
    "Enable",
    "Details",
    "ChangePassword",
    "ResetPassword",
  ],
  "event_store.client.operations.Operations": [
    "StartScavenge",
    "StopScavenge",
    "Shutdown",
    "MergeIndexes",
    "ResignNode",
    "SetNodePriority",
    "RestartPersistentSubscriptions",
  ],
  "event_store.client.monitoring.Monitoring": ["Stats"],
  "event_store.cluster.Gossip": ["Read", "Update"],
  "event_store.cluster.Elections": [
    "ViewChange",
    "ViewChangeProof",
    "Prepare",
    "PrepareOk",
    "Proposal",
    "Accept",
    "LeaderIsResigning",
    "LeaderIsResigningOk",
  ],
};

/** What a real server answers and this one does not. */
export const unbuiltService: ServiceDefinition = Object.fromEntries(
  Object.entries(UNBUILT).flatMap(([service, methods]) =>
    methods.map((name) => [
      `${service}/${name}`,
      method(`/${service}/${name}`, bytes, { request: true, response: true }),
    ]),
  ),
);
