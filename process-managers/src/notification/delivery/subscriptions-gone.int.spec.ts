// A browser is gone and another of the same person took the message: that is marked before anything else is done about it, so that a
// store which is away at that moment makes nobody hear the same twice.
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { NotificationPreferenceSet, PushSubscribed } from "@tabel/domain";
import { StoreUnavailable } from "@tabel/event-store";
import { approvedLeave, smallBank, telling, type Telling } from "../testing/telling.js";
import type { RunDeliveriesOptions } from "./run-deliveries.js";

const gone = "a".repeat(64);
let bank: Telling;
beforeEach(async () => {
  bank = await telling();
  await smallBank(bank);
  const wanted = { fact: "leave-approved", channel: "push", wanted: true };
  const subscription = { endpoint: "https://push.example.org/1", p256dh: "k", auth: "s" };
  await bank.append(
    "notifications-galina",
    NotificationPreferenceSet({ ...wanted, userId: "galina", by: "application" }),
    PushSubscribed({ userId: "galina", subscriptionId: gone, subscription }),
  );
  await bank.rows("insert into views.notification_settings (user_id, choices) values ('galina', $1)", [
    JSON.stringify([wanted]),
  ]);
});
afterEach(() => bank.close());

test("a message that one browser took goes out once, though the store is away when the other is to be forgotten", async () => {
  const { store } = bank;
  let sent = 0;
  let away = true;
  /** As the real one; of this person it is away from the moment at which the message was taken. */
  const load: RunDeliveriesOptions["store"]["load"] = (stream, aggregate, options) =>
    away && sent > 0 && stream === "notifications-galina"
      ? Promise.reject(new StoreUnavailable("away"))
      : store.load(stream, aggregate, options);
  const push = {
    send: () => {
      sent += 1;
      return Promise.resolve({ is: "sent", messageId: null, gone: [gone] } as const);
    },
    close: () => Promise.resolve(),
  };
  await bank.tell(approvedLeave);
  bank.start({
    channels: { push },
    store: { load, append: (...args) => store.append(...args), headPosition: () => store.headPosition() },
  });
  await bank.until("the message has an end, or is put off", async () => {
    const [row] = await bank.rows<{ over: boolean }>(
      "select lease_until is null as over from notifications.delivery where channel = 'push'",
    );
    return sent > 0 && row?.over === true;
  });
  away = false;
  bank.setClock("2026-11-16T10:00:00.000Z"); // later than any other attempt would be
  await bank.settled();
  expect(sent).toBe(1);
  expect(await bank.toldInLog("galina")).toContain("NotificationSent push");
});
