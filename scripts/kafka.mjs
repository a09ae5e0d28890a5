// `npm run kafka`: a real Apache Kafka on 127.0.0.1:9092 (or the port given), kept in .tabel/kafka, until Ctrl-C. Needs Java 17
// and Maven: `apt-get install -y default-jre-headless maven`. `--fetch` only brings its jars.
import { join } from "node:path";
import { build } from "./build.mjs";
import { install } from "./install.mjs";

install();
if (!build()) process.exit(1);
const { kafkaJars, startBroker } = await import("../embedded/dist/index.js");

const given = process.argv.slice(2);
try {
  if (given.includes("--fetch")) {
    console.error(`Apache Kafka is in ${await kafkaJars()}`);
    process.exit(0);
  }
  const port = Number(given[0] ?? 9092);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error(`${given[0]} is not a port.`);
  const folder = join(process.env.TABEL_DATA ?? ".tabel", "kafka", String(port));
  const broker = await startBroker({ folder, port });
  console.error(`Apache Kafka serves at ${broker.address}; data and broker.log are in ${folder}. Ctrl-C stops it.`);
  console.error(`In another terminal: KAFKA_BROKERS=${broker.address} npm start`);
  const stop = () => void broker.stop().then(() => process.exit(0));
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
