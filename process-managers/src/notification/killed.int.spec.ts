// kill -9 at random moments in the middle of an announcement to many: each person has exactly one message on each channel. A thousand
// people and six kills here; ANNOUNCED=25000 ANNOUNCEMENT_KILLS=50 for the whole bank.
import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import { AnnouncementId, announcementStream, AnnouncementPublished } from "@tabel/domain";
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { telling, type Telling } from "./testing/telling.js";

const people = Number(process.env["ANNOUNCED"] ?? 1_000);
const kills = Number(process.env["ANNOUNCEMENT_KILLS"] ?? 6);
const now = "2026-11-16T09:00:00.000Z";
/** Leases of the dead run out at once here; in the product they do so within a minute. */
const shorten =
  "update notifications.delivery set lease_until = clock_timestamp() where status = 'waiting' and lease_until is not null";
/** For each stretch of the work, in milliseconds: the machine does other things too. */
const patience = 120_000 + people * 60;
jest.setTimeout(240_000 + people * 200 + kills * 20_000);

let bank: Telling;
let child: ChildProcess | undefined;
beforeEach(async () => {
  bank = await telling(now);
});
afterEach(async () => {
  child?.kill("SIGKILL");
  await bank.close();
});

const begin = async (): Promise<ChildProcess> => {
  const script = fileURLToPath(new URL("./testing/delivering-process.js", import.meta.url));
  const args = [bank.databaseUrl, bank.eventStoreUrl, bank.sink.url, now];
  child = fork(script, args, { execArgv: [], env: { ...process.env, NODE_OPTIONS: "" } });
  await once(child, "message");
  return child;
};

const count = async (sql: string): Promise<number> => Number((await bank.rows<{ count: string }>(sql))[0]?.count ?? 0);

test(`an announcement to ${people} people, whose worker is killed ${kills} times, reaches each of them once`, async () => {
  await bank.pool.query(
    `insert into views.employee (employee_id, last_name, first_name, name_key, email, country, time_zone, hired_on,
       assignments, contracts, schedules, spells, places, grades, salaries)
     select 'p' || n, 'Фамилия', 'Имя', '', 'p' || n || '@example.org', 'RU', 'Europe/Moscow', '2024-01-09',
       '[]', '[]', '[]', '[]', '[]', '[]', '[]' from generate_series(1, $1) n`,
    [people],
  );
  await bank.vault.ensureKeys(Array.from({ length: people }, (_, index) => `p${index + 1}`)); // as hiring does
  const words = { ru: "Столовая закрыта", en: "The canteen is closed" };
  const announcementId = AnnouncementId.parse("a1");
  const published = { announcementId, audience: { of: "all" as const }, title: words, text: words, publishedBy: "lev" };
  await bank.append(announcementStream(announcementId), AnnouncementPublished(published));
  await bank.pool.query("insert into views.announcement values ('a1', '{}', $1, $1, 'lev', $2)", [
    JSON.stringify(words),
    now,
  ]);
  await bank.tell({ is: "announcement", announcementId });

  // Kills are spread over the work, however fast it goes: at each so-and-so-many-th message, a moment later by chance.
  for (let kill = 1; kill <= kills; kill += 1) {
    const worker = await begin();
    const share = Math.floor((people * kill) / (kills + 1));
    await bank.until(`${share} were mailed`, async () => (await bank.sink.handedOver()) >= share, patience);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 100));
    worker.kill("SIGKILL");
    await once(worker, "exit");
    await bank.pool.query(shorten);
  }
  await begin();
  await bank.until(
    "nothing waits any more",
    async () => {
      const open = await count("select count(*) from notifications.delivery where status = 'waiting' or not recorded");
      return (
        open === 0 && (await count("select count(*) from notifications.announcement where ended_at is null")) === 0
      );
    },
    patience,
  );

  expect(await bank.sink.count()).toBe(people);
  const addressed = new Set((await bank.sink.list(people)).map(({ to }) => to[0]));
  expect(addressed.size).toBe(people);
  // Only what was on its way at a death is handed over again; the sink keeps it once by its Message-ID.
  expect(await bank.sink.handedOver()).toBeLessThanOrEqual(people + kills * 16);
  expect(
    await count("select count(*) from notifications.delivery where channel in ('email', 'in-app') and status = 'sent'"),
  ).toBe(2 * people);
  // In the log each outcome stands once, though the recorder died as often.
  const told = new Map<string, number>();
  for await (const { type, stream, data } of bank.store.readAll()) {
    if (type !== "NotificationSent") continue;
    const { channel } = data as { channel: string }; // every outcome names its channel
    told.set(`${stream} ${channel}`, (told.get(`${stream} ${channel}`) ?? 0) + 1);
  }
  expect(told.size).toBe(2 * people);
  expect([...told.values()].every((times) => times === 1)).toBe(true);
});
