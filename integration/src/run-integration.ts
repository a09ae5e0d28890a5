// Runs what tells others until it is told to stop: takes the lease, follows the log into the feed, publishes the feed, and
// begins again after any failure of the store, the database or the broker. Each part fails and waits by itself: a broker
// that is away keeps nobody from the feed.
import { allContracts } from "@tabel/integration-contracts";
import type { EventStore, KeyVault } from "@tabel/event-store";
import type { Logger } from "@tabel/platform";
import { setMaxListeners } from "node:events";
import type pg from "pg";
import { type LeaseTimes, takeLease } from "./feed/lease.js";
import { createNews } from "./feed/news.js";
import { writeFeed } from "./feed/write-feed.js";
import { createKeepUp } from "./keep-up.js";
import type { KafkaSettings, TopicSettings } from "./kafka/kafka-settings.js";
import { usualTopicSettings } from "./kafka/kafka-settings.js";
import { publishTopic } from "./kafka/publish-topic.js";

export interface IntegrationOptions {
  readonly store: Pick<EventStore, "subscribeToAll">;
  readonly pool: pg.Pool;
  readonly vault: KeyVault;
  readonly log: Pick<Logger, "debug" | "info" | "warn" | "error">;
  /** Which Tabel this is, as CloudEvents says it. */
  readonly source: string;
  /** Undefined: the feed is written and nobody is sent anything. */
  readonly kafka: KafkaSettings | undefined;
  readonly topics?: TopicSettings;
  /** Further work of the one process that holds the lease, such as webhooks. */
  readonly also?: readonly ((signal: AbortSignal) => Promise<void>)[];
  readonly lease?: LeaseTimes;
}

export interface IntegrationStatus {
  readonly role: "owner" | "standby";
  /** Of the log: everything up to here is in the feed. */
  readonly position: bigint;
  readonly caughtUp: boolean;
  /** By topic, the number of the last record that was acknowledged. */
  readonly topics: ReadonlyMap<string, bigint>;
  /** What fails at this moment, by part. */
  readonly failing: ReadonlyMap<string, string>;
}

export interface IntegrationRunner {
  status(): IntegrationStatus;
  stop(): Promise<void>;
}

export const runIntegration = (options: IntegrationOptions): IntegrationRunner => {
  const { store, pool, vault, log, source, kafka, topics = usualTopicSettings, also = [], lease: leaseTimes } = options;
  const stopping = new AbortController();
  let role: IntegrationStatus["role"] = "standby";
  let position = -1n;
  let caughtUp = false;
  const published = new Map<string, bigint>();
  const { keepUp, failing } = createKeepUp(log);
  const news = createNews();

  const work = async (signal: AbortSignal): Promise<void> => {
    const writing = keepUp("feed", signal, () =>
      writeFeed({
        store,
        pool,
        vault,
        log,
        signal,
        onMoved: (standing, all) => {
          position = standing.position;
          caughtUp = all;
          failing.delete("feed");
          news.reached(standing.number);
        },
      }),
    );
    const publishing = (kafka === undefined ? [] : allContracts).map(({ type }) =>
      keepUp(type, signal, () =>
        publishTopic({
          pool,
          kafka: kafka as KafkaSettings, // asked on the line above
          topics,
          source,
          log,
          type,
          signal,
          news,
          onMoved: (standing) => {
            published.set(type, standing.number);
            failing.delete(type);
          },
        }),
      ),
    );
    await Promise.all([
      writing,
      ...publishing,
      ...also.map((each, at) => keepUp(`also ${at}`, signal, () => each(signal))),
    ]);
  };

  const own = async (): Promise<void> => {
    const lease = await takeLease(pool, "integration", stopping.signal, leaseTimes);
    if (lease === undefined) return;
    role = "owner";
    log.info({}, "this process tells other systems");
    try {
      const signal = AbortSignal.any([stopping.signal, lease.lost]);
      setMaxListeners(0, signal); // each part listens, and takes its listener away again
      await work(signal);
    } finally {
      role = "standby";
      caughtUp = false;
      await lease.release();
    }
  };

  const running = keepUp("lease", stopping.signal, own);
  return {
    status: () => ({ role, position, caughtUp, topics: published, failing }),
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
};
