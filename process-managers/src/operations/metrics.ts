// What Prometheus is shown of the processes; asked for when the metrics are.
import type { Metrics } from "@tabel/platform";
import { Gauge } from "prom-client";
import type { ProcessLag, ProcessStanding } from "./standing-of.js";

export interface ProcessFigures {
  readonly standing: readonly ProcessStanding[];
  readonly lags: readonly ProcessLag[];
}

export const processMetrics = (registry: Metrics, figures: () => Promise<ProcessFigures>): void => {
  // One question serves the gauges of one scrape.
  let asked: Promise<ProcessFigures> | undefined;
  const once = (): Promise<ProcessFigures> => {
    asked ??= figures().finally(() => setImmediate(() => (asked = undefined)));
    return asked;
  };
  const gauge = (name: string, help: string, of: (figures: ProcessFigures) => readonly (readonly [string, number])[]) =>
    new Gauge({
      name,
      help,
      labelNames: ["process"] as const,
      registers: [registry],
      async collect() {
        this.reset();
        // A database that is away must not hide the other metrics; health says that it is.
        const told = await once().catch(() => ({ standing: [], lags: [] }));
        for (const [process, value] of of(told)) this.set({ process }, value);
      },
    });
  const standing = (name: string, help: string, of: (standing: ProcessStanding) => number) =>
    gauge(name, help, (told) => told.standing.map((each) => [each.process, of(each)]));
  gauge(
    "tabel_process_lag_seconds",
    "How long the first event that the process has not worked out has waited; 0 when caught up",
    ({ lags }) => lags.map(({ process, seconds }) => [process, seconds]),
  );
  standing("tabel_process_intents_waiting", "Intents that are not carried out yet", ({ waiting }) => waiting);
  standing(
    "tabel_process_oldest_intent_seconds",
    "How long the oldest intent that is not carried out has waited",
    ({ oldestSeconds }) => oldestSeconds,
  );
  standing(
    "tabel_process_dead_letters",
    "Intents that failed too often or for good; alert when above 0",
    ({ dead }) => dead,
  );
  standing(
    "tabel_process_parked_facts",
    "Facts that the process could not take in, and those that wait behind them; alert when above 0",
    ({ parked }) => parked,
  );
  standing(
    "tabel_process_timers_waiting",
    "Timers that have not come due",
    ({ timers, timersDue }) => timers - timersDue,
  );
  standing(
    "tabel_process_timers_due",
    "Timers that are due and not handed over yet; alert when it stays above 0",
    ({ timersDue }) => timersDue,
  );
};
