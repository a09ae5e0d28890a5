// What operators, metrics and health are told of deliveries: by channel, outcome and reason, bounded, and of nobody in particular.
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { createMetrics } from "@tabel/platform";
import { emailChannel } from "../channels/email.js";
import type { DeliveryRunner } from "../delivery/run-deliveries.js";
import { type BadMailServer, badMailServer } from "../testing/mail-server.js";
import { approvedLeave, smallBank, telling, type Telling } from "../testing/telling.js";
import { type CountOutcome, notificationMetrics } from "./metrics.js";
import { standingOfNotifications } from "./standing.js";

const now = "2026-11-16T09:00:00.000Z";
let bank: Telling;
let server: BadMailServer;
beforeEach(async () => {
  bank = await telling(now);
  await smallBank(bank);
  server = await badMailServer();
});
afterEach(async () => {
  await bank.close();
  await server.stop();
});

const observed = () => {
  const registry = createMetrics();
  const running: { runner?: DeliveryRunner } = {};
  const count: CountOutcome = notificationMetrics(registry, {
    standing: () => standingOfNotifications(bank.pool, now),
    circuits: () => running.runner?.circuits() ?? {},
  });
  const start = (): void => {
    const email = emailChannel({ url: server.url, from: "tabel@localhost", home: "http://localhost", silenceMs: 500 });
    running.runner = bank.start({
      channels: { email },
      limits: { email: { failures: 2, restMs: 3_600_000 } },
      atOnce: 1,
      onEnded: count,
    });
  };
  const shown = async (): Promise<readonly string[]> =>
    (await registry.metrics()).split("\n").filter((line) => line.startsWith("tabel_notifications"));
  return { start, shown };
};

test("what waits, and for how long, is told by channel before anything is delivered", async () => {
  await bank.tell(approvedLeave);
  const later = await standingOfNotifications(bank.pool, "2026-11-16T09:02:00.000Z");
  expect(later.channels.map(({ channel, waiting, dueSeconds }) => [channel, waiting, dueSeconds])).toEqual([
    ["in-app", 2, 120],
    ["email", 1, 120],
    ["push", 0, 0],
    ["slack", 0, 0],
  ]);
  // A clock that was set back waits for nothing longer than nothing.
  const earlier = await standingOfNotifications(bank.pool, "2026-11-16T08:00:00.000Z");
  expect(earlier.channels.map(({ dueSeconds }) => dueSeconds)).toEqual([0, 0, 0, 0]);
});

test("outcomes are counted by channel and reason, the circuit shows its state, and nobody is named", async () => {
  const { start, shown } = observed();
  server.behaves = "no-mailbox";
  await bank.tell(approvedLeave);
  await bank.pool.query("update views.employee set email = null where employee_id = 'egor'");
  await bank.tell({ ...approvedLeave, employeeId: "egor", requestId: "r2" });
  start();
  await bank.settled();
  expect(await shown()).toEqual(
    expect.arrayContaining([
      'tabel_notifications_ended_total{channel="email",outcome="bounced",reason="mailbox-unknown"} 1',
      'tabel_notifications_ended_total{channel="email",outcome="suppressed",reason="no-address"} 1',
      'tabel_notifications_ended_total{channel="in-app",outcome="sent",reason="none"} 4',
      'tabel_notifications_dead_letters{channel="email"} 1',
      'tabel_notifications_waiting{channel="email"} 0',
      "tabel_notifications_unrecorded 0",
      'tabel_notifications_circuit{channel="email",state="closed"} 1',
    ]),
  );
  server.behaves = "busy";
  for (const requestId of ["r3", "r4", "r5"]) await bank.tell({ ...approvedLeave, requestId });
  await bank.until("the circuit is open", async () =>
    (await shown()).includes('tabel_notifications_circuit{channel="email",state="open"} 1'),
  );
  const text = (await shown()).join("\n");
  expect(text).toContain('tabel_notifications_waiting{channel="email"} 3');
  for (const person of ["galina", "egor", "anna", "example.org", "r2"]) expect(text).not.toContain(person);
});

test("what never ended is told of", async () => {
  await bank.tell(approvedLeave);
  await bank.rows(
    "update notifications.delivery set unanswered = 1, lease_until = clock_timestamp() where channel = 'email'",
  );
  const { channels } = await standingOfNotifications(bank.pool, now);
  expect(channels.map(({ neverEnded }) => neverEnded)).toEqual([0, 1, 0, 0]);
});
