// A spec's side of real Kafka brokers.
import { missingForKafka } from "@tabel/embedded";
import { askProvider } from "./ask-provider.js";

export interface TestBroker {
  readonly id: string;
  /** As KAFKA_BROKERS has it. */
  readonly brokers: string;
  readonly node: number;
  /** Kills it as a crash does. */
  kill(): Promise<void>;
  /** Brings it back at the same address with all it held. */
  resume(): Promise<void>;
}

/**
 * Whether specs against a broker can run here. Where Java or Maven are missing they are left out, which `npm test` says
 * loudly at its end, and which fails it where CI is set.
 */
export const kafkaIsHere: boolean = missingForKafka() === undefined;

/** The broker that all specs share: name topics and groups so that nobody else has them. */
export const testKafka = async (): Promise<string> => (await askProvider<{ brokers: string }>("GET", "kafka")).brokers;

/** A broker of one's own, or one that joins another; ends with the run at the latest. */
export const testBroker = async (joins?: TestBroker): Promise<TestBroker> => {
  const path = joins === undefined ? "broker" : `broker/${joins.id}/join`;
  const started = await askProvider<{ id: string; brokers: string; node: number }>("POST", path);
  return {
    ...started,
    kill: async () => void (await askProvider<unknown>("DELETE", `broker/${started.id}`)),
    resume: async () => void (await askProvider<unknown>("POST", `broker/${started.id}`)),
  };
};

export interface SecuredBroker {
  /** As KAFKA_BROKERS has it: by TLS, after a log-in by PLAIN or SCRAM. */
  readonly brokers: string;
  /** PEM of what its certificate, which is for 127.0.0.1 alone, is signed by. */
  readonly ca: string;
  readonly username: string;
  readonly password: string;
  kill(): Promise<void>;
}

/** A broker of one's own that wants to know with whom it speaks. */
export const testSecuredBroker = async (): Promise<SecuredBroker> => {
  const { id, ...broker } = await askProvider<Omit<SecuredBroker, "kill"> & { id: string }>("POST", "broker/secured");
  return { ...broker, kill: async () => void (await askProvider<unknown>("DELETE", `broker/${id}`)) };
};
