// `tabel publish` and `tabel webhooks` as a person types them, on a real broker: what they do, their help, and wrong input.
import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { migrateIntegration } from "@tabel/integration";
import { kafkaIsHere, testDatabase, testEventStore, testFolder, testKafka } from "@tabel/test-infra";
import pg from "pg";
import { type Typed, typed } from "../testing/typed.js";

const topic = "tabel.absence.v1";
/** For a test that starts the program many times, on a machine that does other work. */
const manyStartsMs = 300_000;
const undo: (() => unknown)[] = [];
let pool: pg.Pool;
let environment: Record<string, string>;
let tabel: (...commandLine: string[]) => Promise<Typed>;

const absence = { employeeId: "e1", absenceId: "a", state: "holds", spans: [] };

beforeAll(async () => {
  const [database, server, folder] = await Promise.all([testDatabase(), testEventStore(), testFolder()]);
  undo.push(
    () => folder.remove(),
    () => database.drop(),
    () => server.stop(),
  );
  environment = {
    TABEL_DATA: join(folder.path, "data"),
    EVENTSTORE_URL: server.connectionString,
    DATABASE_URL: database.connectionString,
    TABEL_MASTER_KEY: Buffer.alloc(32, 3).toString("base64"),
  };
  tabel = typed(environment);
  await migrateIntegration(database.connectionString);
  pool = new pg.Pool({ connectionString: database.connectionString });
  pool.on("error", () => undefined); // the database is dropped under it
  undo.push(() => pool.end());
  // As the writer of the feed leaves it: five records, a day each.
  for (let number = 1; number <= 5; number += 1)
    await pool.query(
      `insert into integration.record (number, type, key, sequence, id, time, position, data)
       values ($1, $2, 'e1', $1, $3, $4, $5, $6)`,
      [number, topic, randomUUID(), `2026-10-0${number}T10:00:00Z`, number * 10, JSON.stringify(absence)],
    );
  await pool.query("update integration.feed set number = 5, position = 50");
  await pool.query("insert into integration.topic values ($1, 4)", [topic]);
});
afterAll(async () => {
  for (const step of undo.toReversed()) await step();
});

test("publish without options tells how each topic stands", async () => {
  const { code, out } = await tabel("publish");
  expect(code).toBe(0);
  expect(out).toContain("The feed has 5 records, up to position 50 of the log; 0 events are parked.");
  expect(out).toMatch(/tabel\.absence\.v1: 1 wait \(\d+ s\), 0 parked/);
});

test.each([
  [["--from", "yesterday", "--topic", topic], /neither a position of the log nor a date such as 2026-10-01/],
  [["--from", "2026-13-41", "--topic", topic], /neither a position/],
  [["--from", "1", "--topic", "tabel.gossip.v1"], /There is no topic "tabel.gossip.v1"; there are tabel.absence.v1/],
  [["--from", "1"], /Say both: --from POSITION\|DATE --topic TOPIC/],
  [["--topic", topic], /Say both/],
  [["--from", "1", "--topic", topic, "--to-topic", "a b"], /cannot be the name of a topic/],
  [["--from", "1", "--topic", topic], /No brokers are configured: set KAFKA_BROKERS/],
  [["--form", "1"], /unknown option '--form'/],
])("publish %j says what is wrong", async (options, says) => {
  const { code, err, out } = await tabel("publish", ...options);
  expect({ code, out, err }).toEqual({ code: 1, out: "", err: expect.stringMatching(says) });
});

test("a broker that is away is said in a sentence", async () => {
  const line = ["publish", "--from", "1", "--topic", topic];
  const { code, err } = await typed({ ...environment, KAFKA_BROKERS: "127.0.0.1:1" })(...line);
  expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(/^Not sent.*ECONNREFUSED.*KAFKA_BROKERS/) });
});

test.each([
  [
    ["publish", "--help"],
    ["--from <place>", "--to-topic <topic>", "parked", "redrive"],
  ],
  [
    ["webhooks", "--help"],
    ["list", "add", "enable", "remove"],
  ],
])("%j helps", async (line, words) => {
  const { code, out } = await tabel(...line);
  expect(code).toBe(0);
  for (const word of words) expect(out).toContain(word);
});

test(
  "what is parked is listed; without a broker records wait, and that is no success",
  async () => {
    expect(await tabel("publish", "parked")).toMatchObject({ code: 0, out: "Nothing is parked.\n" });
    await pool.query("insert into integration.parked_record values ($1, 2, 'MESSAGE_TOO_LARGE')", [topic]);
    expect((await tabel("publish", "parked")).out).toBe(`record 2  ${topic}  MESSAGE_TOO_LARGE\n`);
    const { code, out } = await tabel("publish", "redrive");
    expect({ code, out }).toEqual({
      code: 1,
      out: expect.stringContaining("1 record wait for a broker: set KAFKA_BROKERS."),
    });
  },
  manyStartsMs,
);

(kafkaIsHere ? describe : describe.skip)("on a real broker", () => {
  const read = async (brokers: string, from: string): Promise<string[]> => {
    const args = ["-b", brokers, "-C", "-t", from, "-e", "-q", "-o", "beginning", "-f", "%k %h\n"];
    const { stdout } = await promisify(execFile)("kcat", args);
    return stdout.split("\n").filter((line) => line !== "");
  };

  test.each([
    ["a position", "30", 3],
    ["a date", "2026-10-02", 4],
    ["an instant", "2026-10-05T10:00:00Z", 1],
    ["a position that is not there yet", "999", 0],
  ])("records are sent again from %s, to a topic of one's own, and no place moves", async (_, from, count) => {
    const brokers = await testKafka();
    const mine = `archive-${randomUUID()}`;
    const run = typed({ ...environment, KAFKA_BROKERS: brokers, KAFKA_PARTITIONS: "1" });
    const { code, out } = await run("publish", "--from", from, "--topic", topic, "--to-topic", mine);
    expect({ code, out }).toEqual({ code: 0, out: `${count} records of ${topic} were sent to ${mine}.\n` });
    const records = await read(brokers, mine);
    expect(records.map((line) => /^e1 .*ce_sequence=(\d)/.exec(line)?.[1])).toEqual(
      ["1", "2", "3", "4", "5"].slice(5 - count),
    );
    expect((await pool.query("select number from integration.topic where topic = $1", [topic])).rows).toEqual([
      { number: "4" },
    ]);
  });

  test("a record that was parked is sent, and nothing is parked any more", async () => {
    const run = typed({ ...environment, KAFKA_BROKERS: await testKafka(), KAFKA_PARTITIONS: "1" });
    const { code, out } = await run("publish", "redrive");
    expect({ code, out }).toEqual({ code: 0, out: "0 events told after all.\n1 record sent after all.\n" });
    expect(await run("publish", "parked")).toMatchObject({ out: "Nothing is parked.\n" });
  });

  test("a broker that is away is told, and it is a failure", async () => {
    const run = typed({ ...environment, KAFKA_BROKERS: "127.0.0.1:1" });
    const { code, err } = await run("publish", "--from", "1", "--topic", topic);
    expect(code).toBe(1);
    expect(err).toMatch(/ECONNREFUSED|Connection error/);
  });
});

test(
  "webhooks are added, listed, switched on again and removed",
  async () => {
    expect((await tabel("webhooks", "list")).out).toBe("There are no webhooks.\n");
    const added = await tabel("webhooks", "add", "https://example.com/hook", "--types", `${topic},tabel.employment.v1`);
    expect(added).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^[0-9a-f-]{36}\nIts secret, shown this once: whsec_\S+\n$/),
    });
    const id = added.out.slice(0, 36);
    const list = await tabel("webhooks", "list");
    expect(list.out).toBe(`${id}  https://example.com/hook  ${topic},tabel.employment.v1  delivers\n`);
    expect(list.out).not.toContain("whsec_");
    await pool.query("update integration.webhook set disabled_because = 'it failed for three days'");
    expect((await tabel("webhooks", "list")).out).toContain(
      `SWITCHED OFF: it failed for three days; tabel webhooks enable ${id}`,
    );
    expect((await tabel("webhooks", "enable", id)).code).toBe(0);
    expect((await tabel("webhooks", "list")).out).toContain("delivers");
    expect((await tabel("webhooks", "remove", id)).code).toBe(0);
    expect((await tabel("webhooks", "list")).out).toBe("There are no webhooks.\n");
  },
  manyStartsMs,
);

test.each([
  [["add", "nowhere", "--types", topic], /A webhook is an address such as/],
  [["add", "https://user:secret@example.com/", "--types", topic], /without a password in it/],
  [["add", "https://example.com/", "--types", "tabel.gossip.v1"], /"tabel.gossip.v1" is no contract/],
  [["add", "https://example.com/"], /required option '--types/],
  [["remove", randomUUID()], /There is no webhook/],
  [["enable", "7"], /There is no webhook "7"/],
])("webhooks %j says what is wrong, and changes nothing", async (line, says) => {
  const { code, err } = await tabel("webhooks", ...line);
  expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(says) });
  expect(err).not.toContain("secret@");
  expect((await pool.query("select from integration.webhook")).rowCount).toBe(0);
});
