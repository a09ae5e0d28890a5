// Parts from Docker images, for TEST_INFRA=containers: the servers that production uses.
import { GenericContainer, Wait } from "testcontainers";
import { once, type Parts } from "./parts.js";

const postgresImage = process.env["TEST_INFRA_POSTGRES_IMAGE"] ?? "postgres:18";
// Also "kurrentplatform/kurrentdb:25.1": it reads the same settings under either prefix.
const eventStoreImage = process.env["TEST_INFRA_EVENT_STORE_IMAGE"] ?? "eventstore/eventstore:24.10";

const startTimeout = 180_000; // the first run pulls the image

const eventStoreSettings = { INSECURE: "true", MEM_DB: "true", RUN_PROJECTIONS: "None", TELEMETRY_OPTOUT: "true" };

const withPrefix = (prefix: string) =>
  Object.fromEntries(Object.entries(eventStoreSettings).map(([name, value]) => [`${prefix}_${name}`, value]));

export const containerParts = (): Parts => {
  const postgres = once(() =>
    new GenericContainer(postgresImage)
      .withEnvironment({ POSTGRES_USER: "tabel", POSTGRES_PASSWORD: "tabel", POSTGRES_DB: "tabel" })
      .withExposedPorts(5432)
      // The image starts the server twice: once to set itself up, then for good.
      .withWaitStrategy(Wait.forLogMessage(/ready to accept connections/, 2))
      .withStartupTimeout(startTimeout)
      .start(),
  );
  return {
    postgres: async () => {
      const container = await postgres.get();
      return `postgresql://tabel:tabel@${container.getHost()}:${container.getMappedPort(5432)}/tabel`;
    },
    eventStore: async () => {
      const container = await new GenericContainer(eventStoreImage)
        .withEnvironment({ ...withPrefix("EVENTSTORE"), ...withPrefix("KURRENTDB") })
        .withExposedPorts(2113)
        .withWaitStrategy(Wait.forHttp("/health/live", 2113).forStatusCodeMatching((status) => status < 300))
        .withStartupTimeout(startTimeout)
        .start();
      return {
        connectionString: `esdb://${container.getHost()}:${container.getMappedPort(2113)}?tls=false`,
        stop: async () => void (await container.stop()),
      };
    },
    close: async () => void (await (await postgres.begun())?.stop()),
  };
};
