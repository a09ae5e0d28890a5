// What Prometheus is shown of notifications: by channel, outcome and reason, never by person.
import type { Metrics } from "@tabel/platform";
import { Counter, Gauge } from "prom-client";
import { circuits, type Circuit } from "../delivery/circuit.js";
import type { ChannelStanding, NotificationStanding } from "./standing.js";

/** Told whenever deliveries have ended. */
export type CountOutcome = (of: {
  readonly channel: string;
  readonly outcome: string;
  /** A code; null where it was sent. */
  readonly reason: string | null;
  readonly count: number;
}) => void;

interface Observed {
  readonly standing: () => Promise<NotificationStanding>;
  readonly circuits: () => Readonly<Record<string, Circuit>>;
}

/** What this program delivers is counted from its start; what waits is asked when the metrics are. */
export const notificationMetrics = (registry: Metrics, { standing, circuits: states }: Observed): CountOutcome => {
  const ended = new Counter({
    name: "tabel_notifications_ended_total",
    help: "Deliveries that this program ended: sent, failed, bounced or suppressed, and why",
    labelNames: ["channel", "outcome", "reason"] as const,
    registers: [registry],
  });
  // One question serves the gauges of one scrape.
  let asked: Promise<NotificationStanding> | undefined;
  const once = (): Promise<NotificationStanding | undefined> => {
    asked ??= standing().finally(() => setImmediate(() => (asked = undefined)));
    return asked.catch(() => undefined); // a database that is away must not hide the other metrics; health says that it is
  };
  const byChannel = (name: string, help: string, of: (channel: ChannelStanding) => number): void => {
    new Gauge({
      name,
      help,
      labelNames: ["channel"] as const,
      registers: [registry],
      async collect() {
        this.reset();
        for (const each of (await once())?.channels ?? []) this.set({ channel: each.channel }, of(each));
      },
    });
  };
  const alone = (name: string, help: string, of: (standing: NotificationStanding) => number): void => {
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        const told = await once();
        if (told === undefined) this.reset();
        else this.set(of(told));
      },
    });
  };
  byChannel("tabel_notifications_waiting", "Deliveries that have not ended, counted up to 10000", (of) => of.waiting);
  byChannel(
    "tabel_notifications_due_seconds",
    "How long the first delivery that is due has been due; 0 when none is; alert when it grows",
    (of) => of.dueSeconds,
  );
  byChannel(
    "tabel_notifications_never_ended",
    "Deliveries whose last attempt was begun and never ended",
    (of) => of.neverEnded,
  );
  byChannel(
    "tabel_notifications_dead_letters",
    "Deliveries that failed for good or bounced, counted up to 10000; alert when it grows",
    (of) => of.dead,
  );
  alone("tabel_notifications_unrecorded", "Outcomes that are not in the log yet", ({ unrecorded }) => unrecorded);
  alone(
    "tabel_notifications_announcements_open",
    "Announcements whose audience is not gone through",
    ({ announcements }) => announcements,
  );
  new Gauge({
    name: "tabel_notifications_circuit",
    help: "1 for the state of a channel's circuit breaker in this program; alert while it is open",
    labelNames: ["channel", "state"] as const,
    registers: [registry],
    collect() {
      for (const [channel, state] of Object.entries(states()))
        for (const each of circuits) this.set({ channel, state: each }, each === state ? 1 : 0);
    },
  });
  return ({ channel, outcome, reason, count }) => ended.inc({ channel, outcome, reason: reason ?? "none" }, count);
};
