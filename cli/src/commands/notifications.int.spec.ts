// `tabel notifications` and `tabel mail` as a person types them: what failed, sending it again, the mail that the sink keeps.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { startMailSink } from "@tabel/embedded";
import { migrateNotifications } from "@tabel/process-managers";
import { testDatabase, testEventStore, testFolder } from "@tabel/test-infra";
import { once } from "node:events";
import { connect } from "node:net";
import pg from "pg";
import { type Typed, typed } from "../testing/typed.js";

const failed = "00000000-0000-4000-8000-000000000001";
const unknown = "00000000-0000-4000-8000-000000000002";
const undo: (() => unknown)[] = [];
let pool: pg.Pool;
let tabel: (...commandLine: string[]) => Promise<Typed>;

/** A mail as a server hands it over. */
const handOver = async (url: string): Promise<void> => {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  const lines = [
    "EHLO spec",
    "MAIL FROM:<tabel@localhost>",
    "RCPT TO:<galina@example.org>",
    "DATA",
    "From: tabel@localhost\r\nTo: galina@example.org\r\nSubject: Approved\r\nMessage-ID: <m1@tabel>\r\n\r\nYour leave.\r\n.",
    "QUIT",
  ];
  socket.setEncoding("utf8").on("data", (text: string) => {
    // The last line of an answer has a space after its code.
    if (/^\d{3} /m.test(text)) socket.write(`${lines.shift() ?? "QUIT"}\r\n`);
  });
  await once(socket, "close");
};

beforeAll(async () => {
  const [database, server, folder] = await Promise.all([testDatabase(), testEventStore(), testFolder()]);
  undo.push(
    () => folder.remove(),
    () => database.drop(),
    () => server.stop(),
  );
  tabel = typed({
    TABEL_DATA: `${folder.path}/data`,
    EVENTSTORE_URL: server.connectionString,
    DATABASE_URL: database.connectionString,
    TABEL_MASTER_KEY: Buffer.alloc(32, 3).toString("base64"),
  });
  await migrateNotifications(database.connectionString);
  pool = new pg.Pool({ connectionString: database.connectionString });
  pool.on("error", () => undefined); // the database is dropped under it
  undo.push(() => pool.end());
  await pool.query(
    `insert into notifications.delivery (id, fact_id, fact, recipient, role, channel, may_know, about, correlation_id, after_position,
       status, reason, attempts, made_at, next_at, ended_at, recorded)
     values ($1, 'f1', '{"is": "leave-approved"}', 'galina', 'subject', 'email', '{}', '{}', 'c1', 1, 'failed', 'provider-refused', 1,
       '2026-05-20T06:00:00Z', '2026-05-20T06:00:00Z', '2026-05-20T06:00:01Z', true)`,
    [failed],
  );
  const sink = await startMailSink({ folder: `${folder.path}/data/mail` });
  await handOver(sink.url);
  await sink.stop();
});
afterAll(async () => {
  for (const step of undo.toReversed()) await step();
});

test("what failed is listed for people and for programs, and sent again once", async () => {
  const { code, out } = await tabel("notifications", "failed");
  expect({ code, out }).toEqual({
    code: 0,
    out: expect.stringContaining(`${failed}  2026-05-20T06:00:01.000Z  email  leave-approved to galina: failed`),
  });
  expect(JSON.parse((await tabel("notifications", "failed", "--json")).out)).toMatchObject([
    { id: failed, channel: "email", reason: "provider-refused" },
  ]);
  expect(await tabel("notifications", "failed", "--channel", "push")).toMatchObject({
    code: 0,
    out: "Nothing failed.\n",
  });
  expect(await tabel("notifications", "redrive", failed)).toMatchObject({ code: 0, out: "1 will be sent again.\n" });
  expect((await pool.query("select status, attempts from notifications.delivery")).rows).toEqual([
    { status: "waiting", attempts: 0 },
  ]);
  expect(await tabel("notifications", "redrive", failed)).toMatchObject({ code: 1 });
  expect(await tabel("notifications", "redrive", "--all")).toMatchObject({ code: 0 });
});

test("the mail of the sink is listed and shown, by the beginning of its id too", async () => {
  const [mail] = JSON.parse((await tabel("mail", "list", "--json")).out) as { id: string; subject: string }[];
  expect(mail?.subject).toBe("Approved");
  expect((await tabel("mail", "list")).out).toContain("galina@example.org  Approved");
  const shown = await tabel("mail", "show", mail?.id.slice(0, 8) ?? "");
  expect(shown).toMatchObject({ code: 0, out: expect.stringMatching(/Message-ID: <m1@tabel>[^]*Your leave\./) });
  expect(JSON.parse((await tabel("mail", "show", mail?.id ?? "", "--json")).out)).toMatchObject({
    subject: "Approved",
  });
});

test.each([
  [["notifications", "redrive"], /^Name a message by its id/],
  [["notifications", "redrive", "no"], /^"no" is no id of a message/],
  [["notifications", "redrive", unknown], /^$/],
  [["notifications", "failed", "--channel", "pigeon"], /^There is no channel "pigeon"; there are /],
  [["notifications", "preview", "no"], /^There is no fact "no"; there are /],
  [["notifications", "preview", "leave-approved", "--language", "fr"], /^There is no language "fr"/],
  [["mail", "show", "abcdef123456"], /^There is no message "abcdef123456", or more than one/],
  [["mail", "show", "../../etc/passwd"], /^There is no message /],
  [["mail", "list", "--limit", "0"], /^--limit is a whole number from 1 to 500/],
])("%j is a mistake: said in a sentence, with an exit code", async (commandLine, says) => {
  const { code, err } = await tabel(...commandLine);
  expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(says) });
});

test.each([["notifications"], ["mail"], ["processes"]])("%s --help says what there is", async (group) => {
  const { code, out } = await tabel(group, "--help");
  expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/Commands:[^]* (list|failed)/) });
});
