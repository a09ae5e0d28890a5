// The clock jumps a day on, or an hour back, while deliveries wait: each is sent once, and none waits for ever.
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { NotificationSettingsSet } from "@tabel/domain";
import { emailChannel } from "../channels/email.js";
import { type BadMailServer, badMailServer } from "../testing/mail-server.js";
import { approvedLeave, smallBank, telling, type Telling } from "../testing/telling.js";

const now = "2026-11-16T20:00:00.000Z"; // 23:00 in Moscow
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

const start = (): void => {
  const email = emailChannel({ url: server.url, from: "tabel@localhost", home: "http://localhost", silenceMs: 500 });
  bank.start({ channels: { email }, limits: { email: { failures: 1_000 } } });
};
const waits = (what: string) =>
  bank.until("the mail waits", async () => {
    const [row] = await bank.rows<{ waits: boolean }>(
      `select ${what} and lease_until is null and status = 'waiting' as waits from notifications.delivery where channel = 'email'`,
    );
    return row?.waits === true;
  });
const chose = async (quiet: { from: string; to: string } | null, digestAt: string | null): Promise<void> => {
  await bank.append(
    "notifications-galina",
    NotificationSettingsSet({ userId: "galina", quiet, digestAt, language: "en" }),
  );
  await bank.pool.query(
    "insert into views.notification_settings (user_id, choices, quiet_from, quiet_to, digest_at, language) values ('galina', '[]', $1, $2, $3, 'en')",
    [quiet?.from ?? null, quiet?.to ?? null, digestAt],
  );
};

/** What a mail waits for, when that comes, and how it comes to wait. */
const places: readonly (readonly [string, string, () => Promise<void>])[] = [
  [
    "another attempt",
    "2026-11-16T20:10:00.000Z",
    async () => {
      server.behaves = "busy";
      await bank.tell(approvedLeave);
      start();
      await waits("attempts = 1");
      server.behaves = "accept";
    },
  ],
  [
    "the end of a quiet night",
    "2026-11-17T05:00:00.000Z",
    async () => {
      await chose({ from: "22:00", to: "08:00" }, null);
      await bank.tell(approvedLeave);
      start();
      await waits("next_at > made_at");
    },
  ],
  [
    "a digest",
    "2026-11-17T14:30:00.000Z",
    async () => {
      await chose(null, "17:30");
      await bank.tell({ is: "training-booked", sessionId: "s1", employeeId: "galina" });
      start();
      await waits("digest_at is not null");
    },
  ],
];

describe.each(places)("while a mail waits for %s", (_, comes, happens) => {
  const sentOnce = async (): Promise<void> => {
    await bank.settled();
    expect(server.taken).toHaveLength(1);
    expect((await bank.toldInLog("galina")).filter((each) => each === "NotificationSent email")).toHaveLength(1);
  };

  test("a day on: it is sent once, and not again when the clock is set right", async () => {
    await happens();
    bank.setClock(new Date(Date.parse(comes) + 86_400_000).toISOString());
    await sentOnce();
    bank.setClock(now);
    bank.setClock(comes);
    await bank.tell({ is: "training-booked", sessionId: "another", employeeId: "egor" });
    await bank.settled();
    expect((await bank.toldInLog("galina")).filter((each) => each === "NotificationSent email")).toHaveLength(1);
  });

  test("an hour back: it is sent once, when its time comes by that clock", async () => {
    await happens();
    bank.setClock(new Date(Date.parse(now) - 3_600_000).toISOString());
    await bank.tell({ is: "training-booked", sessionId: "another", employeeId: "egor" });
    await bank.until("others are told", async () => server.taken.length === 1);
    bank.setClock(comes);
    await bank.settled();
    expect(server.taken).toHaveLength(2);
    expect(new Set(server.taken).size).toBe(2);
  });
});

test("while a worker has a mail in hand, a day on: nobody takes it away, since leases run by the database's clock", async () => {
  let goOn: () => void = () => undefined;
  let inHand = false;
  const email = () => emailChannel({ url: server.url, from: "tabel@localhost", home: "http://localhost" });
  bank.start({
    channels: { email: email() },
    seam: (step, { channel }) => {
      if (channel !== "email" || step !== "worded") return;
      inHand = true;
      return new Promise<void>((resolve) => (goOn = resolve));
    },
  });
  await bank.tell(approvedLeave);
  await bank.until("it is in hand", () => Promise.resolve(inHand));
  bank.setClock("2026-11-17T20:00:00.000Z");
  bank.start({ channels: { email: email() } });
  await bank.tell({ ...approvedLeave, employeeId: "egor", requestId: "r2" });
  await bank.until("the other worker works", () => Promise.resolve(server.taken.length === 1));
  goOn();
  await bank.settled();
  expect(server.taken).toHaveLength(2);
  expect(new Set(server.taken).size).toBe(2);
});
