// ServerFeatures and Gossip: what a client asks before anything else.
import { messageField, textField, varintField } from "../protocol/wire-writer.js";

/** The version whose behaviour is implemented; clients choose their calls by it. */
export const SERVER_VERSION = "23.10.0";

const STREAMS = "event_store.client.streams.streams";

/** SupportedMethods: names lower-case, as EventStoreDB writes them. */
export const supportedMethods = (): Buffer =>
  Buffer.concat([
    method("append", STREAMS),
    method("batchappend", STREAMS, "deadline_duration"),
    method("read", STREAMS, "position", "events"),
    method("delete", STREAMS),
    method("tombstone", STREAMS),
    method("read", "event_store.client.gossip.gossip"),
    method("getsupportedmethods", "event_store.client.server_features.serverfeatures"),
    textField(2, SERVER_VERSION),
  ]);

const method = (name: string, service: string, ...features: readonly string[]): Buffer =>
  messageField(1, textField(1, name), textField(2, service), ...features.map((feature) => textField(3, feature)));

const LEADER = 7; // MemberInfo.VNodeState

/** ClusterInfo of a cluster of one: this node, alive, its leader. */
export const clusterInfo = (instanceId: string, host: string, port: number): Buffer =>
  messageField(
    1,
    messageField(1, textField(2, instanceId)),
    varintField(2, BigInt(Date.now()) * 10_000n),
    varintField(3, LEADER),
    varintField(4, 1),
    messageField(5, textField(1, host), varintField(2, port)),
  );
