// Each command once, whatever dies: instances killed at any moment, the store, the database or the broker away for a while.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import type { CommandTaker } from "@tabel/integration";
import {
  kafkaIsHere,
  testBroker,
  type TestBroker,
  testInterruptibleStore,
  type TestInterruptibleStore,
} from "@tabel/test-infra";
import pg from "pg";
import { newcomer, type PreparedBank, prepareBank } from "./testing/bank-over-kafka.js";
import { openCommandSide, sourcesFrom } from "./testing/command-side.js";
import { type OtherSystem, otherSystem, recordOf, until } from "./testing/other-system.js";

const topic = "hr.commands";
const sources = JSON.stringify([
  { source: "hr", topic, account: "master-hr", commands: ["hire-employee", "transfer-employee", "set-salary"] },
]);
/** How often instances are killed; INBOUND_KILLS=50 is the long run. */
const kills = Number(process.env["INBOUND_KILLS"] ?? 2);
const killsTakeMs = 120_000 + kills * 30_000;
const program = fileURLToPath(new URL("./testing/inbound-process.js", import.meta.url));

(kafkaIsHere ? describe : describe.skip)("commands over a real Kafka, in a hostile world", () => {
  let broker: TestBroker;
  let server: TestInterruptibleStore;
  let bank: PreparedBank;
  let hr: OtherSystem;
  const undo: (() => unknown)[] = [];
  const instances = new Set<ChildProcess>();

  const start = (): ChildProcess => {
    const args = [program, bank.connectionString, bank.eventStoreUrl, broker.brokers, sources];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit", "ipc"] });
    instances.add(child);
    child.once("exit", () => instances.delete(child));
    return child;
  };
  const kill = async (child: ChildProcess): Promise<void> => {
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  };
  /** Takes commands in this process, beside what tests do to its surroundings. */
  const take = (more: Parameters<typeof bank.side.take>[2] = {}): CommandTaker => {
    const side = openCommandSide(bank);
    const taker = side.take({ brokers: [broker.brokers], clientId: "spec" }, sourcesFrom(sources, side.api), more);
    undo.push(async () => {
      await taker.stop();
      await side.close();
    });
    return taker;
  };

  beforeAll(async () => {
    [broker, server] = await Promise.all([testBroker(), testInterruptibleStore()]);
    bank = await prepareBank(server.connectionString);
    const first = start();
    hr = await otherSystem(broker.brokers, topic);
    await kill(first);
  });
  afterEach(async () => {
    for (const step of undo.splice(0).toReversed()) await step();
  });
  afterAll(async () => {
    for (const child of instances) child.kill("SIGKILL");
    await hr?.stop();
    await bank?.close();
    await server?.stop();
    await broker?.kill();
  });

  test(
    "instances killed at any moment, two of them at once, carry each command out once and in order",
    async () => {
      const people = Array.from({ length: 9 }, (_, at) => `p${at}`);
      await hr.sendAll(people.map((id) => recordOf("hire-employee", newcomer(id))));
      const wanted: string[] = [];
      let month = 0;
      const sendSome = async (): Promise<void> => {
        for (let each = 0; each < 8; each += 1, month += 1) {
          const from = `${2026 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}-01`;
          wanted.push(from);
          const body = (employeeId: string) => ({ employeeId, from, unitId: "office", position: `P ${from}` });
          await hr.sendAll(people.map((id) => recordOf("transfer-employee", body(id))));
        }
      };
      for (let round = 0; round < kills; round += 1) {
        const pair = [start(), start()];
        await sendSome();
        // One of them has begun to answer; where it then is, nobody knows.
        await Promise.race(pair.map((each) => once(each.stdout as NonNullable<ChildProcess["stdout"]>, "data"))); // it is piped
        for (const each of pair) await kill(each);
      }
      const last = start();
      const count = people.length * (wanted.length + 1);
      const answeredIds = (): Set<string | null> => new Set(hr.replies.map(({ commandId }) => commandId));
      await until("every command is answered", () => answeredIds().size >= count, 120_000);
      await kill(last);
      for (const id of people) {
        const events = await bank.events(`employee-${id}`);
        expect(events.slice(1).map(({ data }) => data["from"])).toEqual(wanted);
        expect(new Set(events.map(({ commandId }) => commandId)).size).toBe(events.length);
      }
      const texts = new Map<string | null, Set<string>>();
      for (const { commandId, text, outcome } of hr.replies) {
        expect(outcome).toBe("accepted");
        texts.set(commandId, (texts.get(commandId) ?? new Set()).add(text));
      }
      expect([...texts.values()].every(({ size }) => size === 1)).toBe(true);
    },
    killsTakeMs,
  );

  test("while the store is away a command waits, and is carried out once when it is back", async () => {
    const taker = take();
    await hr.answered(await hr.send("hire-employee", newcomer("before")));
    await server.interrupt();
    const id = await hr.send("hire-employee", newcomer("meanwhile"));
    await until("it is known that a command waits", () => [...taker.failing().keys()].includes("commands of hr"));
    expect(hr.replies.some(({ commandId }) => commandId === id)).toBe(false);
    await server.resume();
    const [reply] = await hr.answered(id);
    expect(reply?.outcome).toBe("accepted");
    await until("nothing waits any more", () => taker.failing().size === 0);
    await until("the reader of events is back", () =>
      bank.events("employee-meanwhile").then(
        ({ length }) => length === 1,
        () => false,
      ),
    );
  });

  test("while the database is away a command waits, and is carried out once when it is back", async () => {
    const taker = take();
    await hr.answered(await hr.send("hire-employee", newcomer("before-2")));
    const name = new URL(bank.connectionString).pathname.slice(1);
    const elsewhere = new URL(bank.connectionString);
    elsewhere.pathname = "/postgres";
    const administrator = new pg.Client({ connectionString: elsewhere.href });
    await administrator.connect();
    await administrator.query(`alter database ${name} with allow_connections false`);
    await administrator.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", [name]);
    const id = await hr.send("hire-employee", newcomer("meanwhile-2"));
    await until("it is known that a command waits", () => [...taker.failing().keys()].includes("commands of hr"));
    expect(hr.replies.some(({ commandId }) => commandId === id)).toBe(false);
    await administrator.query(`alter database ${name} with allow_connections true`);
    await administrator.end();
    const [reply] = await hr.answered(id);
    expect(reply?.outcome).toBe("accepted");
    expect(await bank.events("employee-meanwhile-2")).toHaveLength(1);
  });

  test("an answer that the broker did not take is sent when it is back, and the command is not carried out again", async () => {
    let carried = 0;
    const side = openCommandSide(bank);
    let killed = false;
    const taker = side.take({ brokers: [broker.brokers], clientId: "spec" }, sourcesFrom(sources, side.api), {
      carryOut: async (command) => {
        const outcome = await side.api.forAccounts.carryOut(command);
        carried += 1;
        if (command.name === "set-salary") {
          await broker.kill();
          killed = true;
        }
        return outcome;
      },
    });
    undo.push(async () => {
      await taker.stop();
      await side.close();
    });
    await hr.answered(await hr.send("hire-employee", newcomer("paid")));
    const pay = { employeeId: "paid", from: "2026-01-01", monthly: { minor: 100, currency: "RUB" } };
    const id = await hr.send("set-salary", pay);
    await until("the broker was killed between the command and its answer", () => killed);
    const before = carried;
    await broker.resume();
    const [reply] = await hr.answered(id);
    expect(reply?.outcome).toBe("accepted");
    expect(carried).toBe(before);
    expect((await bank.events("employee-paid")).map(({ type }) => type)).toEqual(["EmployeeHired", "SalarySet"]);
  });

  test("a command that meets a fault of ours is buried after some tries, and those after it are carried out", async () => {
    const side = openCommandSide(bank);
    let tries = 0;
    const taker = side.take({ brokers: [broker.brokers], clientId: "spec" }, sourcesFrom(sources, side.api), {
      carryOut: async (command) => {
        if (command.name !== "set-salary") return side.api.forAccounts.carryOut(command);
        tries += 1;
        throw new TypeError("a decision that throws, about Смирнова");
      },
    });
    undo.push(async () => {
      await taker.stop();
      await side.close();
    });
    const poison = recordOf("set-salary", { employeeId: "q1" });
    const good = recordOf("hire-employee", newcomer("q1"));
    await hr.sendAll([poison, good]);
    const [reply] = await hr.answered(String(poison.headers["ce_id"]));
    expect(reply?.problem).toMatchObject({ code: "internal-error", status: 500 });
    expect(reply?.text).not.toContain("Смирнова");
    expect(tries).toBe(8);
    await until("it is buried", () => hr.letters.some(({ headers }) => headers["tabel_error"] === "internal-error"));
    const [next] = await hr.answered(String(good.headers["ce_id"]));
    expect(next?.outcome).toBe("accepted");
  });
});
