// How the brokers are reached and what topics are made like; from the configuration.

export interface KafkaSettings {
  /** `host:port`, at least one. */
  readonly brokers: readonly string[];
  readonly clientId: string;
  /** PEM texts; true is TLS with the machine's own trust. */
  readonly tls?: boolean | { readonly ca?: string; readonly cert?: string; readonly key?: string };
  readonly sasl?: {
    readonly mechanism: "plain" | "scram-sha-256" | "scram-sha-512";
    readonly username: string;
    readonly password: string;
  };
}

export interface TopicSettings {
  /** Fixed when a topic is made: another number would send a key to another partition, and its order would be lost. */
  readonly partitions: number;
  /** As many as there are brokers, at most three, unless given. */
  readonly replication?: number;
  /** Kept for ever unless given: a consumer that is new, or has lost its tables, begins at the beginning. */
  readonly retentionMs?: number;
  /** What the broker stores, however it was sent; as it was sent unless given. */
  readonly compression?: "gzip";
}

export const usualTopicSettings: TopicSettings = { partitions: 6 };

/** The largest record that is sent, in bytes with its headers: below what a broker takes unless told otherwise (1 MiB). */
export const largestRecord = 900_000;
