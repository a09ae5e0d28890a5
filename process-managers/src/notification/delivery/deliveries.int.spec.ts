// Deliveries against providers that misbehave, with everything else real: what is tried again, what is given up, who is left alone,
// and that nothing is lost and nobody else waits.
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { NotificationSettingsSet, NotificationPreferenceSet } from "@tabel/domain";
import { emailChannel } from "../channels/email.js";
import { approvedLeave, smallBank, telling, type Telling } from "../testing/telling.js";
import { type BadMailServer, badMailServer } from "../testing/mail-server.js";
import { failedMessages, redriveMessages } from "./failed-messages.js";
import { MOST_ATTEMPTS } from "./end-attempt.js";
import type { RunDeliveriesOptions } from "./run-deliveries.js";

let bank: Telling;
let server: BadMailServer;
beforeEach(async () => {
  bank = await telling();
  await smallBank(bank);
  server = await badMailServer();
});
afterEach(async () => {
  await bank.close();
  await server.stop();
});

const toBadServer = (more: Partial<RunDeliveriesOptions> = {}): Partial<RunDeliveriesOptions> => ({
  channels: {
    email: emailChannel({ url: server.url, from: "tabel@localhost", home: "http://localhost", silenceMs: 500 }),
  },
  limits: { email: { failures: 1_000 } },
  ...more,
});

const mailRow = async () => {
  const [row] = await bank.rows<{ status: string; attempts: number; reason: string | null; next_at: Date }>(
    "select status, attempts, reason, next_at from notifications.delivery where channel = 'email'",
  );
  return row;
};
const attempted = (attempts: number) =>
  bank.until(`there were ${attempts} attempts`, async () => {
    const row = await mailRow();
    const [free] = await bank.rows<{ free: boolean }>(
      "select lease_until is null as free from notifications.delivery where channel = 'email'",
    );
    return (row?.attempts ?? 0) >= attempts && free?.free === true;
  });
/** The clock goes on to the next attempt. */
const goOn = async (): Promise<void> => {
  const row = await mailRow();
  bank.setClock(new Date((row?.next_at.getTime() ?? 0) + 1).toISOString());
};

describe("a provider that", () => {
  test.each(["busy", "hang", "break-off"] as const)(
    "is %s is tried again later, and takes the message once",
    async (behaves) => {
      server.behaves = behaves;
      await bank.tell(approvedLeave);
      bank.start(toBadServer());
      await attempted(1);
      expect((await mailRow())?.status).toBe("waiting");
      server.behaves = "accept";
      await goOn();
      await bank.settled();
      expect(server.taken).toHaveLength(1);
      expect((await bank.toldInLog("galina")).toSorted()).toEqual([
        "NotificationSent email",
        "NotificationSent in-app",
      ]);
    },
  );

  test("answers after we have given up is handed the message again under the same Message-ID", async () => {
    server.behaves = "late";
    await bank.tell(approvedLeave);
    bank.start(toBadServer());
    await attempted(1);
    server.behaves = "accept";
    await goOn();
    await bank.settled();
    expect(server.taken).toHaveLength(2);
    expect(new Set(server.taken).size).toBe(1);
  });

  test("answers twice confuses nobody: the next message is sent as well", async () => {
    server.behaves = "twice";
    await bank.tell(approvedLeave);
    await bank.tell({ ...approvedLeave, employeeId: "egor", requestId: "r2" });
    bank.start(toBadServer({ atOnce: 1 }));
    await bank.until("both were taken", () => Promise.resolve(new Set(server.taken).size === 2));
  });

  test("knows no such mailbox bounces: recorded, not tried again, and on the dead-letter list", async () => {
    server.behaves = "no-mailbox";
    await bank.tell(approvedLeave);
    bank.start(toBadServer());
    await bank.settled();
    expect(await bank.toldInLog("galina")).toContain("NotificationBounced email");
    expect(await failedMessages(bank.pool)).toMatchObject([
      { channel: "email", status: "bounced", reason: "mailbox-unknown" },
    ]);
  });

  test("refuses for good is given up at once; a redrive sends it after all, and the history has both", async () => {
    server.behaves = "refuse";
    await bank.tell(approvedLeave);
    const runner = bank.start(toBadServer());
    await bank.settled();
    expect(await failedMessages(bank.pool, "email")).toMatchObject([{ reason: "provider-refused", attempts: 1 }]);
    server.behaves = "accept";
    expect(await redriveMessages(bank.pool, { channel: "email" })).toBe(1);
    runner.wake();
    await bank.settled();
    expect(server.taken).toHaveLength(1);
    expect(await failedMessages(bank.pool)).toEqual([]);
    const told = await bank.toldInLog("galina");
    expect(told.filter((each) => each.endsWith("email"))).toEqual([
      "NotificationFailed email",
      "NotificationSent email",
    ]);
  });

  test(`fails ${MOST_ATTEMPTS} times is given up, and the waiting grew`, async () => {
    server.behaves = "busy";
    await bank.tell(approvedLeave);
    bank.start(toBadServer());
    const waits: number[] = [];
    let now = Date.parse("2026-11-16T09:00:00.000Z");
    for (let attempt = 1; attempt < MOST_ATTEMPTS; attempt += 1) {
      await attempted(attempt);
      const at = (await mailRow())?.next_at.getTime() ?? 0;
      waits.push(at - now);
      now = at + 1;
      await goOn();
    }
    await bank.settled();
    expect((await mailRow())?.status).toBe("failed");
    expect(waits.at(-1)).toBeGreaterThan((waits[0] ?? 0) * 20);
  });
});

test("a dead provider is left alone after some failures; the others go on, and nothing is lost", async () => {
  server.behaves = "busy";
  for (let request = 0; request < 20; request += 1) await bank.tell({ ...approvedLeave, requestId: `r${request}` });
  bank.start(toBadServer({ atOnce: 1, limits: { email: { failures: 3, restMs: 3_600_000 } } }));
  await bank.until("the application has all", async () => {
    const ended = await bank.ended();
    return ended.filter(({ channel, status }) => channel === "in-app" && status === "sent").length === 40;
  });
  await bank.until("the circuit is open", async () => {
    const [row] = await bank.rows<{ tried: string }>(
      "select count(*) as tried from notifications.delivery where channel = 'email' and attempts > 0 and lease_until is null",
    );
    return row?.tried === "3";
  });
  const [left] = await bank.rows<{ waiting: string }>(
    "select count(*) as waiting from notifications.delivery where channel = 'email' and status = 'waiting'",
  );
  expect(left?.waiting).toBe("20");
  // Whoever takes over, with a provider that is back, sends them all.
  server.behaves = "accept";
  bank.start(toBadServer());
  bank.setClock("2026-11-16T10:00:00.000Z");
  await bank.settled();
  expect(new Set(server.taken).size).toBe(20);
});

test("a provider that comes back is found to be back by the worker that left it alone", async () => {
  server.behaves = "busy";
  for (let request = 0; request < 6; request += 1) await bank.tell({ ...approvedLeave, requestId: `r${request}` });
  bank.start(toBadServer({ atOnce: 1, limits: { email: { failures: 2, restMs: 200 } } }));
  await bank.until("the circuit was open", async () => {
    const [row] = await bank.rows<{ tried: string }>(
      "select count(*) as tried from notifications.delivery where channel = 'email' and attempts > 0 and lease_until is null",
    );
    return Number(row?.tried) >= 2;
  });
  server.behaves = "accept";
  bank.setClock("2026-11-16T10:00:00.000Z");
  await bank.settled();
  expect(new Set(server.taken).size).toBe(6);
});

describe("what a person chose", () => {
  const settings = (more: object) =>
    NotificationSettingsSet({ userId: "galina", quiet: null, digestAt: null, language: "en", ...more });
  const inViews = (more: string) =>
    bank.pool.query(`insert into views.notification_settings (user_id, choices) values ('galina', '[]');
      update views.notification_settings set ${more} where user_id = 'galina'`);

  test("off by mail is suppressed, and the history says why", async () => {
    const off = { userId: "galina", fact: "leave-approved", channel: "email", wanted: false };
    await bank.append("notifications-galina", NotificationPreferenceSet({ ...off, by: "link" }));
    await inViews(`choices = '[{"fact":"leave-approved","channel":"email","wanted":false}]'`);
    await bank.tell(approvedLeave);
    bank.start();
    await bank.settled();
    expect(await bank.ended()).toContainEqual({
      recipient: "galina",
      channel: "email",
      status: "suppressed",
      reason: "preference",
    });
    expect(await bank.sink.count()).toBe(0);
  });

  test("quiet hours hold the mail until they end on their clock, not the application", async () => {
    bank.setClock("2026-11-16T20:00:00.000Z"); // 23:00 in Moscow
    await bank.append("notifications-galina", settings({ quiet: { from: "22:00", to: "08:00" } }));
    await inViews("quiet_from = '22:00', quiet_to = '08:00'");
    await bank.tell(approvedLeave);
    bank.start();
    await bank.until(
      "the mail waits",
      async () => (await mailRow())?.next_at.toISOString() === "2026-11-17T05:00:00.000Z",
    );
    await bank.until("the application has it", async () =>
      (await bank.ended()).some(
        ({ recipient, channel, status }) => recipient === "galina" && channel === "in-app" && status === "sent",
      ),
    );
    expect((await mailRow())?.attempts).toBe(0);
    bank.setClock("2026-11-17T05:00:00.000Z");
    await bank.settled();
    expect(await bank.sink.count()).toBe(1);
  });

  test("a digest is one mail of the day, in their language", async () => {
    await bank.append("notifications-galina", settings({ digestAt: "17:30" }));
    await inViews("digest_at = '17:30', language = 'en'");
    for (const sessionId of ["s1", "s2", "s3"])
      await bank.tell({ is: "training-booked", sessionId, employeeId: "galina" });
    bank.start();
    await bank.until("all three wait for it", async () => {
      const [row] = await bank.rows<{ count: string }>(
        "select count(*) from notifications.delivery where channel = 'email' and digest_at = '2026-11-16T14:30:00Z' and lease_until is null",
      );
      return row?.count === "3";
    });
    bank.setClock("2026-11-16T14:30:00.000Z");
    await bank.settled();
    expect((await bank.sink.list()).map(({ subject }) => subject)).toEqual(["Your digest: 3"]);
    const [digest] = await bank.sink.list();
    expect((await bank.sink.show(digest?.id ?? ""))?.text.match(/Booked/g)).toHaveLength(3);
    expect(await bank.sink.handedOver()).toBe(1);
    expect((await bank.toldInLog("galina")).filter((each) => each === "NotificationSent email")).toHaveLength(3);
  });
});

describe("nothing is sent", () => {
  test("to or about somebody who has left since", async () => {
    await bank.tell(approvedLeave);
    await bank.leave("galina", "2026-11-15");
    await bank.caughtUp();
    bank.start();
    await bank.settled();
    expect((await bank.ended()).map(({ recipient, status, reason }) => [recipient, status, reason])).toEqual([
      ["anna", "suppressed", "no-longer-concerned"],
      ["galina", "suppressed", "person-left"],
      ["galina", "suppressed", "person-left"],
    ]);
    expect(await bank.sink.count()).toBe(0);
  });

  test("to or about somebody whose key is destroyed", async () => {
    await bank.tell(approvedLeave);
    await bank.pool.query("update vault.subject_key set wrapped_key = null where subject = 'galina'");
    await bank.pool.query(
      "update views.employee set last_name = null, first_name = null, email = null where employee_id = 'galina'",
    );
    const other = bank.start({
      vault: { keysOf: async (ids) => new Map(ids.filter((id) => id !== "galina").map((id) => [id, Buffer.alloc(0)])) },
    });
    await bank.settled();
    void other;
    expect((await bank.ended()).map(({ status }) => status)).toEqual(["suppressed", "suppressed", "suppressed"]);
    expect(await bank.sink.count()).toBe(0);
  });

  test("by a channel that is off, and the history says so", async () => {
    await bank.tell(approvedLeave);
    bank.start({ channels: {} });
    await bank.settled();
    expect(await bank.ended()).toContainEqual({
      recipient: "galina",
      channel: "email",
      status: "suppressed",
      reason: "channel-off",
    });
  });

  test("by mail to whoever has no address", async () => {
    await bank.pool.query("update views.employee set email = null where employee_id = 'galina'");
    await bank.tell(approvedLeave);
    bank.start();
    await bank.settled();
    expect(await bank.ended()).toContainEqual({
      recipient: "galina",
      channel: "email",
      status: "suppressed",
      reason: "no-address",
    });
  });
});

test("a mail can be unsubscribed with one click where it may be, and says nothing in its subject", async () => {
  await bank.tell(approvedLeave);
  await bank.tell({ is: "recall-proposed", employeeId: "egor", requestId: "r2", from: "2026-12-07", to: "2026-12-20" });
  bank.start();
  await bank.settled();
  const shown = await Promise.all((await bank.sink.list()).map(({ id }) => bank.sink.show(id)));
  const of = (to: string) => shown.find((mail) => mail?.to[0] === to);
  const header = (mail: (typeof shown)[number], name: string) =>
    mail?.headers.find((each) => each.name === name)?.value;
  expect(header(of("galina@example.org"), "list-unsubscribe")).toBe("<http://localhost:8080/u/galina/leave-approved>");
  expect(header(of("galina@example.org"), "list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
  expect(header(of("egor@example.org"), "list-unsubscribe")).toBeUndefined(); // has to arrive
  expect(of("galina@example.org")?.subject).toBe("Заявка согласована");
});

test("several workers at once send each message once", async () => {
  for (let request = 0; request < 30; request += 1) await bank.tell({ ...approvedLeave, requestId: `r${request}` });
  for (let worker = 0; worker < 3; worker += 1) bank.start();
  await bank.settled();
  expect(await bank.sink.count()).toBe(30);
  expect(await bank.sink.handedOver()).toBe(30);
});
