// tabel notifications: how messages read, and those that could not be delivered. tabel mail: what the embedded sink keeps.
import {
  channels,
  type Channel,
  exampleValues,
  exampleWordings,
  isFactName,
  factNames,
  type Language,
  languages,
  mailHtml,
  mailText,
  renderMessage,
} from "@tabel/domain";
import { readConfiguration } from "@tabel/platform";
import { failedMessages, redriveMessages } from "@tabel/process-managers";
import type { Command } from "commander";
import { keptMail } from "../composition/notifications.js";
import { StartFault } from "../composition/start-fault.js";
import { withParts } from "../composition/with-parts.js";
import { jsonText } from "../terminal/json-text.js";

const say = (text: string): void => void process.stdout.write(`${text}\n`);

const oneOf = <Word extends string>(words: readonly Word[], given: string, what: string): Word => {
  const word = words.find((each) => each === given);
  if (word === undefined)
    throw new StartFault(`There is no ${what} ${JSON.stringify(given)}; there are ${words.join(", ")}.`);
  return word;
};

interface PreviewOptions {
  readonly language: string;
  readonly channel: string;
  readonly html?: boolean;
}

const preview = (given: string, options: PreviewOptions): void => {
  if (!isFactName(given))
    throw new StartFault(`There is no fact ${JSON.stringify(given)}; there are ${factNames.join(", ")}.`);
  const language: Language = oneOf(languages, options.language, "language");
  const channel: Channel = oneOf(channels, options.channel, "channel");
  const reader = { language, timeZone: "Europe/Moscow", country: "RU" };
  const links = { home: "https://tabel.example", unsubscribe: "https://tabel.example/api/notifications/unsubscribe/…" };
  for (const { fact, role } of exampleWordings.filter((wording) => wording.fact === given)) {
    const message = renderMessage({ fact, role, values: exampleValues(fact) }, reader);
    say(`— ${role === "subject" ? "to the person whom it is about" : "to others"} —`);
    say(message.subject);
    if (channel === "push") continue;
    if (channel === "email") say(`\n${(options.html === true ? mailHtml : mailText)([message], reader, links)}`);
    else say(`${message.paragraphs.join("\n")}\n`);
  }
};

interface Output {
  readonly json?: boolean;
}
const sayJson = (value: unknown): void => void process.stdout.write(jsonText(value));

const failed = (options: Output & { readonly channel?: string }): Promise<void> => {
  const channel = options.channel === undefined ? undefined : oneOf(channels, options.channel, "channel");
  return withParts(async ({ pool }) => {
    const letters = await failedMessages(pool, channel);
    if (options.json === true) return sayJson(letters);
    if (letters.length === 0) say("Nothing failed.");
    for (const { id, endedAt, channel: by, fact, recipient, status, reason, attempts } of letters)
      say(`${id}  ${endedAt}  ${by}  ${fact} to ${recipient}: ${status}, ${reason}, after ${attempts} attempts`);
  });
};

const redrive = (
  id: string | undefined,
  options: { readonly channel?: string; readonly all?: boolean },
): Promise<void> => {
  if (id === undefined && options.channel === undefined && options.all !== true)
    throw new StartFault("Name a message by its id (tabel notifications failed), or say --channel or --all.");
  if (id !== undefined && !/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(id))
    throw new StartFault(`${JSON.stringify(id)} is no id of a message; tabel notifications failed shows them.`);
  const channel = options.channel === undefined ? undefined : oneOf(channels, options.channel, "channel");
  return withParts(async ({ pool }) => {
    const count = await redriveMessages(pool, {
      ...(id === undefined ? {} : { id }),
      ...(channel === undefined ? {} : { channel }),
    });
    say(count === 0 ? "There was nothing to send again." : `${count} will be sent again.`);
    if (count === 0 && id !== undefined) process.exitCode = 1; // it was named, and is none that failed
  });
};

const MOST_LISTED = 500;

const list = async (options: Output & { readonly limit: string }): Promise<void> => {
  const limit = Number(options.limit);
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_LISTED)
    throw new StartFault(`--limit is a whole number from 1 to ${MOST_LISTED}.`);
  const mail = await (await keptMail(readConfiguration().dataFolder)).list(limit);
  if (options.json === true) return sayJson(mail);
  if (mail.length === 0) say("No mail was kept.");
  for (const { id, at, to, subject } of mail) say(`${id.slice(0, 12)}  ${at}  ${to.join(", ")}  ${subject}`);
};

const show = async (id: string, options: Output & { readonly html?: boolean }): Promise<void> => {
  const mail = /^[0-9a-f]{4,64}$/.test(id)
    ? await (await keptMail(readConfiguration().dataFolder)).show(id)
    : undefined;
  if (mail === undefined)
    throw new StartFault(`There is no message ${JSON.stringify(id)}, or more than one; tabel mail list shows them.`);
  if (options.json === true) return sayJson(mail);
  say(
    `From: ${mail.from}\nTo: ${mail.to.join(", ")}\nSubject: ${mail.subject}\nMessage-ID: ${mail.messageId}\nKept: ${mail.at}\n`,
  );
  say(options.html === true ? mail.html : mail.text);
};

const asJson = ["--json", "JSON, for other programs"] as const;

export const register = (program: Command): void => {
  const notifications = program
    .command("notifications")
    .description("how messages read, and those that could not be delivered");
  notifications
    .command("preview <fact>")
    .description("a message with made-up values, in each of its wordings")
    .option("--language <language>", "ru or en", "ru")
    .option("--channel <channel>", "email, in-app, push or slack", "email")
    .option("--html", "of a mail, the HTML")
    .action(preview);
  notifications
    .command("failed")
    .description("messages that bounced, were refused or could not be sent, the latest first")
    .option("--channel <channel>", "of one channel")
    .option(...asJson)
    .action(failed);
  notifications
    .command("redrive [id]")
    .description("send again what failed, after the cause was mended")
    .option("--channel <channel>", "all of one channel")
    .option("--all", "all")
    .action(redrive);
  const mail = program.command("mail").description("the messages that the embedded mail sink keeps");
  mail
    .command("list")
    .description("the latest first")
    .option("--limit <number>", "how many", "50")
    .option(...asJson)
    .action(list);
  mail
    .command("show <id>")
    .description("one message, by its id or the beginning of it")
    .option("--html", "the HTML")
    .option(...asJson)
    .action(show);
};
