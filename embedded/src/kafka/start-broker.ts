// A real Apache Kafka on this machine, one process, without ZooKeeper and without Docker.
import { randomBytes, randomInt } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { makeFolder } from "../make-folder.js";
import { type BrokerUser, keystoreIn, scramUsers, securedSettings } from "./broker-security.js";
import { brokerSettings, type BrokerPlace, type BrokerSettings } from "./broker-settings.js";
import { runJava } from "./broker-process.js";
import { brokerLogSettings, kafkaJars } from "./jars.js";

export interface BrokerOptions {
  /** Everything it keeps; the same folder again is the same broker. */
  readonly folder: string;
  /** Any free one unless named. */
  readonly port?: number;
  readonly heapMegabytes?: number;
  readonly settings?: BrokerSettings;
  /** A broker whose cluster this one joins. */
  readonly joins?: Broker;
  /** Serves this user at another address too, by TLS and after a log-in. */
  readonly secured?: BrokerUser;
}

export interface SecuredAddress {
  readonly address: string;
  /** PEM of what signs its certificate, which is for 127.0.0.1. */
  readonly ca: string;
}

export interface Broker {
  /** `host:port`, as KAFKA_BROKERS has it. */
  readonly address: string;
  readonly node: number;
  readonly controllerPort: number;
  readonly cluster: string;
  readonly secured: SecuredAddress | undefined;
  /** Lets it finish. */
  stop(): Promise<void>;
  /** Kills it as a crash does. */
  kill(): Promise<void>;
}

const stopWithinMs = 15_000;

// Below the ports that systems give to outgoing connections: a broker that is down must find its port free when it returns.
const lowestPort = 20_000;
const highestPort = 32_000;
const mostTries = 100;

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });

const freePort = async (): Promise<number> => {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const port = randomInt(lowestPort, highestPort);
    if (await isFree(port)) return port;
  }
  throw new Error(`no free port from ${lowestPort} to ${highestPort} was found`);
};

interface Kept extends BrokerPlace {
  readonly cluster: string;
  readonly securedPort: number;
}

/** Ports and cluster stay with the folder: a broker that comes back is found where it was. */
const placeOf = async ({ folder, port, joins }: BrokerOptions): Promise<Kept> => {
  const file = join(folder, "place.json");
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as Kept; // written below
  const kept: Kept = {
    node: joins === undefined ? 1 : joins.node + 1,
    port: port ?? (await freePort()),
    controllerPort: await freePort(),
    securedPort: await freePort(),
    folder,
    joins: joins === undefined ? undefined : { node: joins.node, controllerPort: joins.controllerPort },
    cluster: joins?.cluster ?? randomBytes(16).toString("base64url"),
  };
  writeFileSync(file, JSON.stringify(kept));
  return kept;
};

/**
 * Starts it and waits until it serves; about five seconds, and a minute more the first time on a machine.
 * @throws NoKafka, or with the broker's last words.
 */
export const startBroker = async (options: BrokerOptions): Promise<Broker> => {
  const { folder, heapMegabytes = 512, settings } = options;
  const jars = await kafkaJars();
  makeFolder(folder, 0o700);
  const place = await placeOf(options);
  const properties = join(folder, "server.properties");
  const keystore = options.secured === undefined ? undefined : keystoreIn(folder, "ip:127.0.0.1");
  const ports = { open: place.port, controller: place.controllerPort, secured: place.securedPort };
  const listeners =
    keystore === undefined || options.secured === undefined ? {} : securedSettings(ports, keystore, options.secured);
  writeFileSync(properties, brokerSettings(place, { ...listeners, ...settings }), { mode: 0o600 });
  const logFile = join(folder, "broker.log");
  const run = (...args: string[]) => runJava(args, { heapMegabytes, jars, logFile });
  if (!existsSync(join(folder, "log", "meta.properties"))) {
    const users = options.secured === undefined ? [] : scramUsers(options.secured);
    const format = run("kafka.tools.StorageTool", "format", "-t", place.cluster, "-c", properties, ...users);
    await format.ended;
  }
  const broker = run(`-Dlog4j2.configurationFile=${brokerLogSettings}`, "kafka.Kafka", properties);
  await broker.says(/Kafka Server started/);
  const end = async (signal: "SIGTERM" | "SIGKILL"): Promise<void> => {
    const killing = setTimeout(() => process.kill(broker.pid(), "SIGKILL"), stopWithinMs);
    try {
      process.kill(broker.pid(), signal);
    } catch {
      // it has ended already
    }
    await broker.ended;
    clearTimeout(killing);
  };
  return {
    address: `127.0.0.1:${place.port}`,
    node: place.node,
    controllerPort: place.controllerPort,
    cluster: place.cluster,
    secured:
      keystore === undefined ? undefined : { address: `127.0.0.1:${place.securedPort}`, ca: keystore.certificate },
    stop: () => end("SIGTERM"),
    kill: () => end("SIGKILL"),
  };
};
