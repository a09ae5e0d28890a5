// A digest goes out hours after its parts were put off to it: each of them is looked at again, not only the first.
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { NotificationPreferenceSet, NotificationSettingsSet } from "@tabel/domain";
import { randomUUID } from "node:crypto";
import { deliveryId } from "../storage/delivery-rows.js";
import { smallBank, telling, type Telling } from "../testing/telling.js";

const digestAt = "2026-11-16T14:30:00.000Z"; // 17:30 in Moscow
let bank: Telling;
beforeEach(async () => {
  bank = await telling();
  await smallBank(bank);
  await bank.append(
    "notifications-anna",
    NotificationSettingsSet({ userId: "anna", quiet: null, digestAt: "17:30", language: "en" }),
  );
  await bank.rows(
    "insert into views.notification_settings (user_id, choices, digest_at, language) values ('anna', '[]', '17:30', 'en')",
  );
});
afterEach(() => bank.close());

/** Two intents of which the first one's mail to anna comes first in a digest. */
const inOrder = (): readonly string[] =>
  [randomUUID(), randomUUID(), randomUUID()].toSorted((a, b) =>
    deliveryId(a, "anna", "email") < deliveryId(b, "anna", "email") ? -1 : 1,
  );

const allWait = (count: number): Promise<void> =>
  bank.until("all of them wait for the digest", async () => {
    const [row] = await bank.rows<{ count: string }>(
      "select count(*) from notifications.delivery where channel = 'email' and digest_at = $1 and lease_until is null",
      [digestAt],
    );
    return row?.count === String(count);
  });
const endsOfMails = () =>
  bank.rows<{ about: string; status: string; reason: string | null }>(
    `select fact->>'employeeId' as about, status, reason from notifications.delivery
     where recipient = 'anna' and channel = 'email' order by id`,
  );

test("whoever of it has left since is not spoken of, also behind the first", async () => {
  const [first, second, third] = inOrder();
  const planned = { is: "onboarding-planned", planId: "p1", on: "2026-12-01" } as const;
  await bank.tell({ ...planned, employeeId: "galina" }, first);
  await bank.tell({ ...planned, employeeId: "egor" }, second);
  await bank.tell({ ...planned, employeeId: "zoya" }, third);
  bank.start();
  await allWait(3);
  await bank.leave("egor", "2026-11-15");
  await bank.caughtUp();
  bank.setClock(digestAt);
  await bank.settled();
  expect(await endsOfMails()).toEqual([
    { about: "galina", status: "sent", reason: null },
    { about: "egor", status: "suppressed", reason: "no-longer-concerned" },
    { about: "zoya", status: "sent", reason: null },
  ]);
  const [digest, ...more] = await bank.sink.list();
  expect(more).toEqual([]);
  const text = (await bank.sink.show(digest?.id ?? ""))?.text ?? "";
  expect([text.includes("galina"), text.includes("egor"), text.includes("zoya")]).toEqual([true, false, true]);
});

test("what was switched off since is not in it, also behind the first", async () => {
  const [first, second] = inOrder();
  await bank.tell({ is: "onboarding-planned", planId: "p1", on: "2026-12-01", employeeId: "galina" }, first);
  await bank.tell({ is: "training-booked", sessionId: "s1", employeeId: "anna" }, second);
  bank.start();
  await allWait(2);
  const off = { fact: "training-booked", channel: "email", wanted: false };
  await bank.append("notifications-anna", NotificationPreferenceSet({ ...off, userId: "anna", by: "link" }));
  await bank.rows("update views.notification_settings set choices = $1 where user_id = 'anna'", [
    JSON.stringify([off]),
  ]);
  await bank.caughtUp();
  bank.setClock(digestAt);
  await bank.settled();
  expect((await endsOfMails()).map(({ status, reason }) => [status, reason])).toEqual([
    ["sent", null],
    ["suppressed", "preference"],
  ]);
});
