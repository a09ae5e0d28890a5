// Real Kafka brokers for specs: one that all of them share, and others of their own for specs that kill them.
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { startBroker, type Broker, type BrokerOptions, type BrokerUser } from "@tabel/embedded";
import { once } from "./parts.js";

interface Own {
  readonly options: BrokerOptions;
  broker: Broker;
  running: boolean;
}

/** Two workers run specs, and each broker takes half a gigabyte at most: others wait. */
const heapMegabytes = 384;

export interface KafkaBrokers {
  shared(): Promise<{ readonly brokers: string }>;
  own(joins?: string): Promise<{ readonly id: string; readonly brokers: string; readonly node: number }>;
  /** One of its own that serves a user by TLS too. */
  secured(): Promise<BrokerUser & { readonly id: string; readonly brokers: string; readonly ca: string }>;
  kill(id: string): Promise<void>;
  resume(id: string): Promise<void>;
  close(): Promise<void>;
}

export const kafkaBrokers = (folder: string): KafkaBrokers => {
  const common = once(() => startBroker({ folder: join(folder, "kafka"), heapMegabytes }));
  const owned = new Map<string, Own>();
  const find = (id: string): Own => {
    const own = owned.get(id);
    if (own === undefined) throw new Error(`no such broker: ${id}`);
    return own;
  };
  return {
    shared: async () => ({ brokers: (await common.get()).address }),
    own: async (joins) => {
      const id = randomUUID();
      const options: BrokerOptions = {
        folder: join(folder, `kafka-${id}`),
        heapMegabytes,
        ...(joins === undefined ? {} : { joins: find(joins).broker }),
      };
      const broker = await startBroker(options);
      owned.set(id, { options, broker, running: true });
      return { id, brokers: broker.address, node: broker.node };
    },
    secured: async () => {
      const id = randomUUID();
      const user = { username: "tabel", password: `secret-${randomUUID()}` };
      const options = { folder: join(folder, `kafka-${id}`), heapMegabytes, secured: user };
      const broker = await startBroker(options);
      owned.set(id, { options, broker, running: true });
      return { id, ...user, brokers: broker.secured?.address ?? "", ca: broker.secured?.ca ?? "" };
    },
    kill: async (id) => {
      const own = find(id);
      own.running = false;
      await own.broker.kill();
    },
    resume: async (id) => {
      const own = find(id);
      if (own.running) return;
      own.broker = await startBroker(own.options);
      own.running = true;
    },
    close: async () => {
      const begun = await common.begun()?.catch(() => undefined);
      await Promise.all([begun?.kill(), ...[...owned.values()].map(({ broker, running }) => running && broker.kill())]);
    },
  };
};
