// Somebody's key is destroyed at any moment of a delivery's life: nothing goes out to them or about them from then on, the history of
// what was not sent says why, and nothing crashes.
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { AnnouncementId, AnnouncementPublished, announcementStream, NotificationSettingsSet } from "@tabel/domain";
import { openKeyVault } from "@tabel/event-store";
import { emailChannel } from "../channels/email.js";
import { type BadMailServer, badMailServer } from "../testing/mail-server.js";
import { approvedLeave, masterKey, smallBank, telling, type Telling } from "../testing/telling.js";

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

const destroyKey = () => bank.rows("update vault.subject_key set wrapped_key = null where subject = 'galina'");
/** As the views have it once the key is gone. */
const erase = async (): Promise<void> => {
  await destroyKey();
  await bank.rows(
    "update views.employee set last_name = null, first_name = null, email = null where employee_id = 'galina'",
  );
};
const start = (): void => {
  // A program of its own: it remembers no key from before.
  const vault = openKeyVault({ pool: bank.pool, masterKey });
  const email = emailChannel({ url: server.url, from: "tabel@localhost", home: "http://localhost", silenceMs: 500 });
  bank.start({ vault, channels: { email }, limits: { email: { failures: 1_000 } } });
};
const announce = async (): Promise<void> => {
  const announcementId = AnnouncementId.parse("a1");
  const words = { ru: "Столовая закрыта", en: "The canteen is closed" };
  const published = { announcementId, audience: { of: "all" as const }, title: words, text: words, publishedBy: "lev" };
  await bank.append(announcementStream(announcementId), AnnouncementPublished(published));
  await bank.rows("insert into views.announcement values ('a1', '{}', $1, $1, 'lev', $2)", [
    JSON.stringify(words),
    now,
  ]);
  await bank.tell({ is: "announcement", announcementId });
};
const mail = async () =>
  (
    await bank.rows<{ attempts: number; free: boolean; digest: boolean }>(
      `select attempts, lease_until is null as free, digest_at is not null as digest from notifications.delivery
       where channel = 'email' and recipient = 'galina'`,
    )
  )[0];

const moments: readonly (readonly [string, () => Promise<void>])[] = [
  [
    "between expansion and sending",
    async () => {
      await bank.tell(approvedLeave);
      await erase();
      start();
    },
  ],
  [
    "before another attempt",
    async () => {
      server.behaves = "busy";
      await bank.tell(approvedLeave);
      start();
      await bank.until(
        "there was an attempt",
        async () => (await mail())?.attempts === 1 && (await mail())?.free === true,
      );
      await erase();
      server.behaves = "accept";
      bank.setClock("2026-11-16T11:00:00.000Z");
    },
  ],
  [
    "while it waits for a digest",
    async () => {
      const settings = { userId: "galina", quiet: null, digestAt: "17:30", language: "en" as const };
      await bank.append("notifications-galina", NotificationSettingsSet(settings));
      await bank.rows(
        "insert into views.notification_settings (user_id, choices, digest_at, language) values ('galina', '[]', '17:30', 'en')",
      );
      for (const sessionId of ["s1", "s2"]) await bank.tell({ is: "training-booked", sessionId, employeeId: "galina" });
      start();
      await bank.until("it waits", async () => (await mail())?.digest === true && (await mail())?.free === true);
      await erase();
      bank.setClock("2026-11-16T14:30:00.000Z");
    },
  ],
];

test.each(moments)("destroyed %s", async (_, happens) => {
  await happens();
  await bank.settled();
  expect(server.taken).toEqual([]);
  const mails = (await bank.ended()).filter(({ recipient, channel }) => recipient === "galina" && channel === "email");
  expect(new Set(mails.map(({ status, reason }) => `${status} ${reason}`))).toEqual(
    new Set(["suppressed person-erased"]),
  );
  expect(await bank.toldInLog("galina")).toContain("NotificationSuppressed email");
  expect(JSON.stringify(bank.logged)).not.toContain("galina");
});

test("destroyed before the views know of it: an announcement goes to everybody else", async () => {
  await announce();
  await destroyKey();
  start();
  await bank.settled();
  const ended = await bank.ended();
  expect(ended.filter(({ recipient }) => recipient === "galina")).toEqual(
    ["email", "in-app"].map((channel) => ({
      recipient: "galina",
      channel,
      status: "suppressed",
      reason: "person-erased",
    })),
  );
  const sent = ended.filter(({ channel, status }) => channel === "email" && status === "sent");
  expect(sent.map(({ recipient }) => recipient)).toEqual(["anna", "boris", "egor", "lev", "zoya"]);
  expect(server.taken).toHaveLength(5);
});

test("destroyed before expansion: no delivery is made, to nobody", async () => {
  await erase();
  start();
  const vault = openKeyVault({ pool: bank.pool, masterKey });
  expect(await bank.tell(approvedLeave, undefined, vault)).toBe(0);
  await bank.settled();
  expect(await bank.ended()).toEqual([]);
  expect(server.taken).toEqual([]);
});
