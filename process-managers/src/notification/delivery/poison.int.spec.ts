// Messages that cannot be worked on: one that ends its worker each time, really, and one that the code fails on. Both end on the
// dead-letter list, and nothing else is lost or sent twice with them.
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { NotificationSettingsSet } from "@tabel/domain";
import { StoreUnavailable } from "@tabel/event-store";
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { approvedLeave, smallBank, telling, type Telling } from "../testing/telling.js";
import { MOST_UNANSWERED } from "./claim.js";
import { MOST_ATTEMPTS } from "./end-attempt.js";
import { failedMessages, redriveMessages } from "./failed-messages.js";

const now = "2026-11-16T09:00:00.000Z";
const poisoned = fileURLToPath(new URL("../testing/poisoned-delivery.js", import.meta.url));

let bank: Telling;
beforeEach(async () => {
  bank = await telling(now);
  await smallBank(bank);
});
afterEach(() => bank.close());

const waiting = async (): Promise<number> =>
  (await bank.rows("select from notifications.delivery where status = 'waiting' or not recorded")).length;
/** Leases of the dead run out at once here; in the product they do so within a minute. */
const runOut = (): Promise<unknown> =>
  bank.rows(
    "update notifications.delivery set lease_until = clock_timestamp() where status = 'waiting' and lease_until is not null",
  );

/** Starts the worker anew whenever it has ended, until nothing waits; answers how often it ended. */
const deaths = async (): Promise<number> => {
  for (let ended = 0; ; ended += 1) {
    await runOut();
    const args = [bank.databaseUrl, bank.eventStoreUrl, bank.sink.url, now, "galina"];
    const worker = fork(poisoned, args, { execArgv: [], env: { ...process.env, NODE_OPTIONS: "" } });
    const state = { over: false };
    const over = once(worker, "exit").then(() => (state.over = true));
    await bank.until("it ends, or nothing waits", async () => state.over || (await waiting()) === 0);
    const survived = !state.over;
    worker.kill("SIGKILL");
    await over;
    if (survived) return ended;
  }
};
const mailed = async () => (await bank.sink.list(100)).flatMap(({ to }) => to).toSorted();

test("a message that ends its worker is set aside after some attempts, and the others arrive once", async () => {
  await bank.tell(approvedLeave);
  for (const employeeId of ["egor", "zoya", "boris"])
    for (const requestId of ["r1", "r2", "r3"]) await bank.tell({ ...approvedLeave, employeeId, requestId });
  expect(await deaths()).toBe(MOST_UNANSWERED);
  expect(await failedMessages(bank.pool)).toMatchObject([
    { channel: "email", recipient: "galina", reason: "never-ended", attempts: MOST_UNANSWERED },
  ]);
  expect(await mailed()).toEqual(["boris", "egor", "zoya"].flatMap((who) => Array(3).fill(`${who}@example.org`)));
  expect(await bank.toldInLog("galina")).toContain("NotificationFailed email");
  // After the cause was mended somebody has it sent again.
  expect(await redriveMessages(bank.pool, {})).toBe(1);
  bank.start();
  await bank.settled();
  expect(await mailed()).toContain("galina@example.org");
});

test("a digest one part of which ends its worker goes out without that part", async () => {
  const settings = { userId: "egor", quiet: null, digestAt: "17:30", language: "en" as const };
  await bank.append("notifications-egor", NotificationSettingsSet(settings));
  await bank.pool.query(
    "insert into views.notification_settings (user_id, choices, digest_at, language) values ('egor', '[]', '17:30', 'en')",
  );
  for (const sessionId of ["s1", "s2"]) await bank.tell({ is: "training-booked", sessionId, employeeId: "egor" });
  await bank.rows(
    "update notifications.delivery set unanswered = 3, lease_until = clock_timestamp(), digest_at = $1 where channel = 'email'",
    [now],
  );
  await bank.rows(
    "update notifications.delivery set unanswered = 5 where channel = 'email' and id = (select min(id::text)::uuid from notifications.delivery where channel = 'email')",
  );
  bank.start();
  await bank.settled();
  expect(await failedMessages(bank.pool)).toMatchObject([{ recipient: "egor", reason: "never-ended" }]);
  expect(await bank.sink.handedOver()).toBe(1);
});

const mail = async () => {
  const [row] = await bank.rows<{ attempts: number; status: string; next_at: Date; free: boolean }>(
    "select attempts, status, next_at, lease_until is null as free from notifications.delivery where channel = 'email'",
  );
  return row;
};

test("a message that the code fails on is tried like one that a provider refuses, and set aside", async () => {
  await bank.tell(approvedLeave);
  bank.start({
    unsubscribeLink: () => {
      throw new TypeError("a fault of ours");
    },
  });
  for (let attempt = 1; attempt < MOST_ATTEMPTS; attempt += 1) {
    await bank.until(`there were ${attempt} attempts`, async () => {
      const row = await mail();
      return row?.attempts === attempt && row.free;
    });
    bank.setClock(new Date(((await mail())?.next_at.getTime() ?? 0) + 1).toISOString());
  }
  await bank.settled();
  expect(await failedMessages(bank.pool)).toMatchObject([
    { channel: "email", reason: "fault", attempts: MOST_ATTEMPTS },
  ]);
  expect(JSON.stringify(bank.logged)).not.toContain("a fault of ours");
});

test("that the store is away says nothing of the message: it waits, and no attempt is counted", async () => {
  await bank.tell(approvedLeave);
  let away = true;
  bank.start({
    store: {
      headPosition: () => bank.store.headPosition(),
      append: (...of) => bank.store.append(...of),
      load: (...of) => (away ? Promise.reject(new StoreUnavailable("away")) : bank.store.load(...of)),
    },
  });
  for (let time = 1; time <= MOST_ATTEMPTS + 2; time += 1) {
    const before = await mail();
    bank.setClock(new Date((before?.next_at.getTime() ?? 0) + 1).toISOString());
    await bank.until("it was put off again", async () => {
      const row = await mail();
      return row?.free === true && row.next_at > (before?.next_at ?? new Date());
    });
  }
  expect(await mail()).toMatchObject({ attempts: 0, status: "waiting" });
  away = false;
  bank.setClock(new Date(((await mail())?.next_at.getTime() ?? 0) + 1).toISOString());
  await bank.settled();
  expect(await mailed()).toEqual(["galina@example.org"]);
});
