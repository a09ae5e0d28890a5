// How telling others stands, for people, health and metrics: asked of the database, so that it is the same in every process.
import { allContracts } from "@tabel/integration-contracts";
import type { HealthCheck } from "@tabel/platform";
import type pg from "pg";
import { Counter, Gauge, type Registry } from "prom-client";
import { feedHead } from "../feed/read-feed.js";
import type { CommandTaker } from "../inbound/take-commands.js";
import type { IntegrationRunner } from "../run-integration.js";

export interface TopicFigures {
  readonly topic: string;
  readonly published: bigint;
  /** Records of the feed that its broker has not acknowledged, counted up to a bound. */
  readonly waiting: number;
  /** Seconds since the first of them was recorded; 0 where none waits. */
  readonly waitingSeconds: number;
  readonly parked: number;
}

export interface IntegrationFigures {
  readonly position: bigint;
  readonly number: bigint;
  readonly parkedEvents: number;
  /** Webhooks that were switched off because they failed for too long. */
  readonly webhooksOff: number;
  readonly topics: readonly TopicFigures[];
}

const countedUpTo = 10_000;

export const figuresOf = async (pool: pg.Pool): Promise<IntegrationFigures> => {
  const { position, number } = await feedHead(pool);
  const parked = await pool.query<{ count: number }>("select count(*)::integer as count from integration.parked_event");
  const off = await pool.query<{ count: number }>(
    "select count(*)::integer as count from integration.webhook where disabled_because is not null",
  );
  const { rows } = await pool.query<{ topic: string; number: string; waiting: number; since: number; parked: number }>(
    `select topic, number,
       (select count(*)::integer from (select from integration.record r
          where r.type = t.topic and r.number > t.number limit $1) counted) as waiting,
       coalesce((select extract(epoch from now() - r.time)::float8 from integration.record r
          where r.type = t.topic and r.number > t.number order by r.number limit 1), 0) as since,
       (select count(*)::integer from integration.parked_record p where p.topic = t.topic) as parked
     from integration.topic t where topic = any($2) order by topic`,
    [countedUpTo, allContracts.map(({ type }) => type)],
  );
  return {
    position,
    number,
    parkedEvents: parked.rows[0]?.count ?? 0,
    webhooksOff: off.rows[0]?.count ?? 0,
    topics: rows.map((row) => ({
      topic: row.topic,
      published: BigInt(row.number),
      waiting: row.waiting,
      waitingSeconds: Math.max(0, row.since),
      parked: row.parked,
    })),
  };
};

/** A broker that is away makes nobody else's request fail: it is shown here and alerted by the metrics, and readiness stays. */
export const checkOfIntegration =
  (pool: pg.Pool, runner: IntegrationRunner): HealthCheck =>
  async () => {
    const { parkedEvents, topics, webhooksOff } = await figuresOf(pool);
    const { role, failing } = runner.status();
    return {
      role,
      waiting: topics.reduce((sum, { waiting }) => sum + waiting, 0),
      parked: parkedEvents + topics.reduce((sum, { parked }) => sum + parked, 0),
      webhooksOff,
      failing: [...failing.keys()].join(", ") || "nothing",
    };
  };

/** What waits, by source: a store or a broker that is away, which their own checks and the log say more of. */
export const checkOfTaker =
  (taker: Pick<CommandTaker, "failing">): HealthCheck =>
  () =>
    Promise.resolve({ waiting: [...taker.failing().keys()].join(", ") || "nothing" });

/** Counts what was answered to other systems' commands, by source and outcome; alert when `dead` grows. */
export const commandCounter = (registry: Registry) => {
  const counter = new Counter({
    name: "tabel_integration_commands_total",
    help: "Records of other systems that were answered: accepted, refused, or dead where they were no command",
    labelNames: ["source", "outcome"] as const,
    registers: [registry],
  });
  return (source: string, outcome: string): void => counter.inc({ source, outcome });
};

/** Alert on `parked` above 0, and on seconds that grow. */
export const integrationMetrics = (registry: Registry, pool: pg.Pool): void => {
  let asked: Promise<IntegrationFigures> | undefined;
  // One question serves the gauges of one scrape.
  const once = (): Promise<IntegrationFigures> => {
    asked ??= figuresOf(pool).finally(() => setImmediate(() => (asked = undefined)));
    return asked;
  };
  const gauge = (name: string, help: string, of: (topic: TopicFigures) => number): void => {
    new Gauge({
      name,
      help,
      labelNames: ["topic"] as const,
      registers: [registry],
      async collect() {
        this.reset();
        // A database that is away must not hide the other metrics; health says that it is.
        for (const each of (await once().catch(() => undefined))?.topics ?? [])
          this.set({ topic: each.topic }, of(each));
      },
    });
  };
  gauge(
    "tabel_integration_waiting_records",
    "Records that the broker has not acknowledged, counted up to 10000",
    ({ waiting }) => waiting,
  );
  gauge(
    "tabel_integration_waiting_seconds",
    "How long the first of them has waited; 0 when none does",
    ({ waitingSeconds }) => waitingSeconds,
  );
  gauge(
    "tabel_integration_parked_records",
    "Records that the broker does not take; alert when above 0",
    ({ parked }) => parked,
  );
  new Gauge({
    name: "tabel_integration_parked_events",
    help: "Events that could not be told to others; alert when above 0",
    registers: [registry],
    async collect() {
      this.set((await once().catch(() => undefined))?.parkedEvents ?? 0);
    },
  });
  new Gauge({
    name: "tabel_integration_webhooks_off",
    help: "Webhooks that were switched off because they failed for too long; alert when above 0",
    registers: [registry],
    async collect() {
      this.set((await once().catch(() => undefined))?.webhooksOff ?? 0);
    },
  });
};
