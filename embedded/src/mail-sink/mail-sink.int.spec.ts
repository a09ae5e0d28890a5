// The sink over its real protocol: what is acknowledged is on disk, once by its Message-ID, and can be read as it was sent.
import { createConnection } from "node:net";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { once } from "node:events";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { listMail, showMail } from "./read-mail.js";
import { type MailSink, startMailSink } from "./start-mail-sink.js";

let folder: string;
let sink: MailSink;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tabel-mail-"));
  sink = await startMailSink({ folder });
});
afterEach(async () => {
  await sink.stop();
  await rm(folder, { recursive: true });
});

/** Speaks SMTP line by line, and answers the codes it heard. */
const speak = async (lines: readonly string[]): Promise<string[]> => {
  const socket = createConnection(Number(new URL(sink.url).port), "127.0.0.1");
  const codes: string[] = [];
  let heard = "";
  const answer = async (): Promise<void> => {
    for (;;) {
      const [, whole] = /^((?:\d{3}-.*\r\n)*\d{3} .*\r\n)/.exec(heard) ?? [];
      if (whole !== undefined) {
        heard = heard.slice(whole.length);
        codes.push(whole.slice(0, 3));
        return;
      }
      const [data] = (await once(socket, "data")) as [Buffer];
      heard += data.toString();
    }
  };
  await answer();
  for (const line of lines) {
    socket.write(`${line}\r\n`);
    await answer();
  }
  socket.destroy();
  return codes;
};

const message = (id: string, subject: string): string =>
  [
    "From: tabel@localhost",
    "To: anna@example.org",
    `Message-ID: <${id}@tabel>`,
    `Subject: =?utf-8?B?${Buffer.from(subject).toString("base64")}?=`,
    "Content-Type: text/plain; charset=utf-8",
    "",
    "Заявка согласована",
    ".",
  ].join("\r\n");
const sending = (text: string) => [
  "EHLO spec",
  "MAIL FROM:<tabel@localhost>",
  "RCPT TO:<anna@example.org>",
  "DATA",
  text,
];

test("keeps a message once, however often it is handed over", async () => {
  expect((await speak(sending(message("1", "Заявка")))).at(-1)).toBe("250");
  expect((await speak(sending(message("1", "Заявка")))).at(-1)).toBe("250");
  expect((await speak(sending(message("2", "Другая")))).at(-1)).toBe("250");
  expect(await sink.messages.count()).toBe(2);
  const received = (await readFile(join(folder, "received.log"), "utf8")).trim().split("\n");
  expect(received.map((line) => line.split(" ")[2])).toEqual(["first", "again", "first"]);
  const [latest, first] = await listMail(sink.messages, 10);
  expect(new Set([latest?.subject, first?.subject])).toEqual(new Set(["Другая", "Заявка"]));
  const shown = await showMail(sink.messages, (first?.id ?? "").slice(0, 12));
  expect(shown).toMatchObject({ to: ["anna@example.org"], text: "Заявка согласована\n" });
});

test("has what it acknowledged after it was started anew", async () => {
  await speak(sending(message("1", "Заявка")));
  await sink.stop();
  sink = await startMailSink({ folder });
  expect(await sink.messages.count()).toBe(1);
});

test("refuses what is too large, and shows no file for a name that is none", async () => {
  const codes = await speak(sending(`Subject: x\r\n\r\n${"a".repeat(1_100_000)}\r\n.`));
  expect(codes.at(-1)).toBe("552");
  expect(await sink.messages.count()).toBe(0);
  expect(await sink.messages.read("../../etc/passwd")).toBeUndefined();
  expect(await showMail(sink.messages, "f")).toBeUndefined();
});
