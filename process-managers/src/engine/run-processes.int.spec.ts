// Processes on the real store and database: what comes of a fact, once, in which order, and what stays behind when one fails.
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { localDate } from "@tabel/domain";
import { deputyStory } from "../testing/deputy-story.js";
import { PermanentFailure } from "../process/ports.js";
import { runningProcesses, type RunningProcesses } from "../testing/running-processes.js";

let running: RunningProcesses;
beforeEach(async () => {
  running = await runningProcesses();
});
afterEach(() => running.close());

/** Runs until the processes have begun to work, so that what follows lies after their start mark. */
const begun = async (): Promise<void> => {
  running.start();
  await running.until("the process has begun", async () => {
    const [row] = await running.rows<{ version: number }>("select version from processes.process");
    return row?.version === 1;
  });
};

const statuses = async (userId: string) =>
  (
    await running.rows<{ line: string }>(
      "select does || ' ' || key || ' ' || status as line from processes.intent where instance = $1 order by seq",
      [userId],
    )
  ).map(({ line }) => line);

describe("a fact", () => {
  test("leads to its intents, each carried out once; the command's id follows from it and says where it comes from", async () => {
    await begun();
    await running.appoint("e1", "e2");
    await running.settled();
    expect(await statuses("e1")).toEqual(["command dismiss done", "notify appointed done", "wait later set"]);
    expect(await running.dismissals("e1")).toBe(1);
    expect(await running.told()).toEqual([{ what: "e1", key: "appointed" }]);
    const events = [];
    for await (const event of running.store.readStream("access-e1")) events.push(event);
    const [first, second] = events;
    expect(second?.metadata).toMatchObject({
      $correlationId: "conversation-of-e1",
      $causationId: first?.id,
      actor: "process:when-a-deputy-is-appointed-then-dismiss",
    });
    const [intent] = await running.rows<{ id: string }>("select id from processes.intent where does = 'command'");
    expect(second?.metadata.commandId).toBe(intent?.id);
  });

  test("before the first start of a process is folded, and nothing comes of it", async () => {
    await running.appoint("e1", "e2");
    await running.appoint("e1", "e3");
    await begun();
    await running.appoint("e4", "e2");
    await running.settled();
    expect(await running.told()).toEqual([{ what: "e4", key: "appointed" }]);
    expect(await running.dismissals("e1")).toBe(0);
    expect(await running.rows("select state from processes.instance where instance = 'e1'")).toEqual([
      { state: { appointed: 2, dismissed: 0 } },
    ]);
  });

  test("that the domain refuses a command for comes back to the process, and is not tried again", async () => {
    await begun();
    await running.appoint("e1", "refuse");
    await running.settled();
    expect(await statuses("e1")).toEqual([
      "command dismiss refused",
      "notify appointed done",
      "wait later set",
      "notify refused done",
    ]);
    expect(await running.told()).toContainEqual({ what: "deputy-not-appointed", key: "refused" });
    expect(await running.rows("select attempts from processes.intent where status = 'refused'")).toEqual([
      { attempts: 1 },
    ]);
  });
});

describe("a timer", () => {
  const due = "2026-03-16T09:00:00.000Z";

  test("comes due by the clock, once", async () => {
    await begun();
    await running.appoint("e1", "e2");
    await running.settled();
    running.setClock("2026-03-16T08:59:59.999Z");
    await running.appoint("e2", "e3");
    await running.settled();
    expect(await statuses("e1")).toContain("wait later set");
    running.setClock(due);
    await running.settled();
    expect((await running.told()).filter(({ key }) => key === "later")).toHaveLength(2);
    expect(await statuses("e1")).toContain("wait later fired");
    running.setClock("2026-03-01T00:00:00.000Z");
    running.setClock("2026-12-01T00:00:00.000Z");
    await running.appoint("e3", "e4", "2026-12-01");
    await running.settled();
    expect((await running.told()).filter(({ key }) => key === "later")).toHaveLength(2);
  });

  test("that is stopped does not come due", async () => {
    await begun();
    await running.appoint("e1", "stops");
    await running.settled();
    expect(await statuses("e1")).toContain("wait later stopped");
    running.setClock("2026-12-01T00:00:00.000Z");
    await running.appoint("e2", "e3", "2026-12-01");
    await running.settled();
    expect((await running.told()).filter(({ key }) => key === "later")).toEqual([]);
  });

  test("those missed during a standstill are handed over afterwards in the order of their due time", async () => {
    const runner = running.start();
    await running.settled();
    // Set in another order than they come due.
    for (const [user, from] of [
      ["e3", "2026-03-05"],
      ["e1", "2026-03-03"],
      ["e2", "2026-03-04"],
    ] as const)
      await running.appoint(user, "e9", from);
    await running.settled();
    await runner.stop();
    running.setClock("2026-06-01T00:00:00.000Z");
    running.start();
    await running.settled();
    const order = await running.rows<{ instance: string }>(
      "select instance from processes.fact where kind = 'timer' order by seq",
    );
    expect(order.map(({ instance }) => instance)).toEqual(["e1", "e2", "e3"]);
  });

  test("that what happened during a standstill has made void is not handed over", async () => {
    const runner = running.start();
    await running.settled();
    await running.appoint("e1", "e9");
    await running.settled();
    await runner.stop();
    // Of its own accord: what the command side would append when somebody dismisses.
    await running.carryOutCommand({
      name: "dismiss-deputy",
      data: { userId: "e1", deputy: "stops", on: "2026-03-03" },
      commandId: "10000000-0000-4000-8000-000000000001",
      actor: "e1",
      correlationId: "c",
      causationId: "c",
    });
    running.setClock("2026-06-01T00:00:00.000Z");
    running.start();
    await running.settled();
    expect((await running.told()).filter(({ key }) => key === "later")).toEqual([]);
  });

  test("sets an alarm that goes off when it is due", async () => {
    // Alarms go by the database's clock, which no test sets: this timer is due in two seconds of it.
    const at = new Date(Date.now() + 2_000).toISOString();
    const due = { date: localDate(at.slice(0, 10)), time: at.slice(11, 19), zone: "UTC" };
    const story = deputyStory();
    running.start({
      clock: () => new Date().toISOString(),
      processes: [
        {
          ...story,
          react: (state, fact, known) =>
            fact.is === "event"
              ? [{ do: "wait", key: "soon", timer: "soon", at: due }]
              : story.react(state, fact, known),
        },
      ],
    });
    await running.until(
      "the process has begun",
      async () => (await running.rows("select from processes.process where version = 1")).length === 1,
    );
    await running.appoint("e1", "e2");
    await running.until("the timer came due", async () => (await running.told()).length === 1);
    await running.until(
      "its alarm has gone off",
      async () => (await running.rows("select from alarms.job where state = 'completed'")).length === 1,
    );
  });
});

describe("a failure", () => {
  test("of a process parks the fact, holds back what follows for the instance, and stops nobody else", async () => {
    await begun();
    await running.appoint("e1", "poison");
    await running.appoint("e1", "e2");
    await running.appoint("e3", "e4");
    await running.settled();
    const facts = await running.rows(
      "select instance, status, attempts, error_class from processes.fact where instance = 'e1' order by seq",
    );
    expect(facts).toEqual([
      { instance: "e1", status: "parked", attempts: 3, error_class: "TypeError" },
      { instance: "e1", status: "waits", attempts: 0, error_class: null },
    ]);
    expect(await running.told()).toEqual([{ what: "e3", key: "appointed" }]);
    expect(running.errors).toEqual([expect.objectContaining({ instance: "e1", errorClass: "TypeError" })]);
    expect(JSON.stringify(running.errors)).not.toContain("cannot take this in");
  });

  test("that passes is tried again later; one that does not ends on the dead-letter list, and others go on", async () => {
    let calls = 0;
    running.start({
      limits: { attempts: 3, wait: { first: 1, most: 2, factor: 1 } },
      carryOutCommand: async (command) => {
        const { userId } = command.data as { userId: string }; // as the spec's process sends it
        if (userId === "e1" || (userId === "e2" && (calls += 1) < 3)) throw new Error("no answer");
        if (userId === "e3") throw new PermanentFailure("never");
        return running.carryOutCommand(command);
      },
    });
    await running.settled();
    for (const user of ["e1", "e2", "e3", "e4"]) await running.appoint(user, "e9");
    await running.settled();
    const ended = await running.rows(
      "select instance, status, attempts from processes.intent where does = 'command' order by instance",
    );
    expect(ended).toEqual([
      { instance: "e1", status: "dead", attempts: 3 },
      { instance: "e2", status: "done", attempts: 3 },
      { instance: "e3", status: "dead", attempts: 1 },
      { instance: "e4", status: "done", attempts: 1 },
    ]);
    expect(running.errors).toHaveLength(2);
  });

  test("of what tells people leaves nothing of its attempt behind", async () => {
    let calls = 0;
    running.start({
      limits: { wait: { first: 1, most: 2, factor: 1 } },
      tellAbout: async (_, __, transaction) => {
        await transaction.query("insert into told (what, key) values ('somebody', 'attempt')");
        if ((calls += 1) < 3) throw new Error("no answer");
        return { is: "done" };
      },
    });
    await running.settled();
    await running.appoint("e1", "e2");
    await running.settled();
    expect(await running.told()).toHaveLength(1);
  });
});
