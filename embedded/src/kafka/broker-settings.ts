// What a broker that stands alone on one machine is told. Internal topics have one replica there, and nothing comes into
// being by being asked for: a topic is made by whoever owns it, with its own settings.

export interface BrokerPlace {
  readonly node: number;
  readonly port: number;
  readonly controllerPort: number;
  readonly folder: string;
  /** The controller of another broker that this one joins; its own where absent. */
  readonly joins: { readonly node: number; readonly controllerPort: number } | undefined;
}

export type BrokerSettings = Readonly<Record<string, string | number | boolean>>;

/** The text of server.properties; what is given besides goes over what is usual. */
export const brokerSettings = (place: BrokerPlace, more: BrokerSettings = {}): string => {
  const { node, port, controllerPort, folder, joins } = place;
  const controller = joins ?? { node, controllerPort };
  const own = joins === undefined;
  const settings: BrokerSettings = {
    "process.roles": own ? "broker,controller" : "broker",
    "node.id": node,
    "controller.quorum.voters": `${controller.node}@127.0.0.1:${controller.controllerPort}`,
    listeners: own
      ? `BROKER://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`
      : `BROKER://127.0.0.1:${port}`,
    "advertised.listeners": `BROKER://127.0.0.1:${port}`,
    "listener.security.protocol.map": "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT",
    "inter.broker.listener.name": "BROKER",
    "controller.listener.names": "CONTROLLER",
    "log.dirs": `${folder}/log`,
    "auto.create.topics.enable": false,
    "offsets.topic.replication.factor": 1,
    "offsets.topic.num.partitions": 4,
    "transaction.state.log.replication.factor": 1,
    "transaction.state.log.min.isr": 1,
    "transaction.state.log.num.partitions": 4,
    "share.coordinator.state.topic.replication.factor": 1,
    "share.coordinator.state.topic.min.isr": 1,
    // A lone consumer need not wait for others before it is given its partitions.
    "group.initial.rebalance.delay.ms": 0,
    "num.network.threads": 2,
    "num.io.threads": 4,
    "log.cleaner.dedupe.buffer.size": 16_777_216,
    // A broker that was killed is let in again only when its last session has run out.
    "broker.session.timeout.ms": 3_000,
    "broker.heartbeat.interval.ms": 500,
    "controlled.shutdown.enable": !own,
    ...more,
  };
  return `${Object.entries(settings)
    .map(([name, value]) => `${name}=${value}`)
    .join("\n")}\n`;
};
