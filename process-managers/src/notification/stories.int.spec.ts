// The two stories that must not happen again, each with what keeps it from happening.
// The first: an approved leave was mailed to a whole department. Recipients are worked out by one function of the fact; the views,
// in which the department stands, are not asked for them.
// The second: a worker was scaled away in the middle of a bulk mail and its successor mailed everyone again. Each message is marked
// by itself, and a claim that was overtaken sends nothing.
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { announcementStream, AnnouncementId, AnnouncementPublished } from "@tabel/domain";
import type { Delivery } from "./storage/delivery-rows.js";
import { approvedLeave, smallBank, telling, type Telling } from "./testing/telling.js";

let bank: Telling;
beforeEach(async () => {
  bank = await telling();
  await smallBank(bank);
});
afterEach(() => bank.close());

const mails = async () => (await bank.sink.list()).flatMap(({ to }) => to).toSorted();

describe("an approved leave", () => {
  test("reaches the employee by mail and in the application, the head in the application, and nobody else", async () => {
    await bank.tell(approvedLeave);
    bank.start();
    await bank.settled();
    expect(await mails()).toEqual(["galina@example.org"]);
    expect(await bank.ended()).toEqual([
      { recipient: "anna", channel: "in-app", status: "sent", reason: null },
      { recipient: "galina", channel: "email", status: "sent", reason: null },
      { recipient: "galina", channel: "in-app", status: "sent", reason: null },
    ]);
    expect(await bank.toldInLog("egor")).toEqual([]);
    expect((await bank.toldInLog("galina")).toSorted()).toEqual(["NotificationSent email", "NotificationSent in-app"]);
  });

  test("that came to deliveries of a whole department by whatever fault is sent to none of them", async () => {
    await bank.tell(approvedLeave, "0b4e9f0e-6c0f-4b38-8a0f-4e7f0f6f2a10");
    // What a list that was read too widely would have left in the table.
    for (const colleague of ["egor", "zoya", "boris"])
      await bank.pool.query(
        `insert into notifications.delivery (id, fact_id, fact, recipient, role, channel, may_know, about, correlation_id,
           after_position, made_at, next_at)
         select gen_random_uuid(), fact_id, fact, $1, 'subject', channel, may_know, about, correlation_id, after_position, made_at, next_at
         from notifications.delivery where recipient = 'galina'`,
        [colleague],
      );
    bank.start();
    await bank.settled();
    expect(await mails()).toEqual(["galina@example.org"]);
    const others = (await bank.ended()).filter(({ recipient }) => ["egor", "zoya", "boris"].includes(recipient));
    expect(new Set(others.map(({ status, reason }) => `${status} ${reason}`))).toEqual(
      new Set(["suppressed no-longer-concerned"]),
    );
  });

  test("is told once, however often the fact is handed over", async () => {
    const intent = "0b4e9f0e-6c0f-4b38-8a0f-4e7f0f6f2a10";
    expect(await bank.tell(approvedLeave, intent)).toBe(3);
    expect(await bank.tell(approvedLeave, intent)).toBe(0);
    bank.start();
    await bank.settled();
    expect(await bank.sink.handedOver()).toBe(1);
  });
});

const announce = async (): Promise<void> => {
  const announcementId = AnnouncementId.parse("a1");
  const words = { ru: "Столовая закрыта", en: "The canteen is closed" };
  const published = { announcementId, audience: { of: "all" as const }, title: words, text: words, publishedBy: "lev" };
  await bank.append(announcementStream(announcementId), AnnouncementPublished(published));
  await bank.pool.query("insert into views.announcement values ('a1', '{}', $1, $1, 'lev', '2026-11-16T09:00:00Z')", [
    JSON.stringify(words),
  ]);
  await bank.tell({ is: "announcement", announcementId });
};

describe("a bulk mail", () => {
  test("whose worker is scaled away in the middle goes on where it ended: nobody is mailed twice", async () => {
    await announce();
    let mailed = 0;
    let halfway: () => void = () => undefined;
    const reached = new Promise<void>((resolve) => (halfway = resolve));
    // Dies, as far as the others can see, after the third mail: it does nothing more, and marks nothing more.
    let die: () => void = () => undefined;
    const dead = new Promise<void>((resolve) => (die = resolve));
    bank.start({
      atOnce: 1,
      seam: async (step, { channel }) => {
        if (channel !== "email" || step !== "marked") return;
        mailed += 1;
        if (mailed < 3) return;
        halfway();
        await dead;
      },
    });
    await reached;
    bank.start();
    await bank.settled();
    expect(await bank.sink.count()).toBe(6);
    expect(await bank.sink.handedOver()).toBe(6);
    expect((await mails()).length).toBe(6);
    die();
  });

  test("whose worker is paused before a mail for longer than its lease sends that mail no more", async () => {
    await announce();
    let paused: Delivery | undefined;
    let goOn: () => void = () => undefined;
    bank.start({
      atOnce: 1,
      seam: async (step, delivery) => {
        if (delivery.channel !== "email" || step !== "worded" || paused !== undefined) return;
        paused = delivery;
        await new Promise<void>((resolve) => (goOn = resolve));
      },
    });
    await bank.until("a worker has a mail in hand", () => Promise.resolve(paused !== undefined));
    await bank.pool.query(
      "update notifications.delivery set lease_until = clock_timestamp() - interval '1 s' where id = $1",
      [paused?.id],
    );
    bank.start();
    await bank.settled();
    expect(await bank.sink.handedOver()).toBe(6);
    goOn();
    // The paused worker comes to its end, and has handed over nothing.
    await bank.tell(approvedLeave);
    await bank.settled();
    expect(await bank.sink.handedOver()).toBe(7);
  });
});
