// tabel access: what has to be done from the machine itself, because nobody can log in yet.
import { createAdministrator, givePassword } from "@tabel/command-api";
import { UserId } from "@tabel/domain";
import type { Command } from "commander";
import { StartFault } from "../composition/start-fault.js";
import { withParts } from "../composition/with-parts.js";
import { askPassword } from "../terminal/ask-password.js";

const userOf = (text: string): string => {
  const parsed = UserId.safeParse(text);
  if (!parsed.success) throw new StartFault(`${JSON.stringify(text)} ${parsed.error.issues[0]?.message}, as e00017.`);
  return parsed.data;
};

const setPasswordOf = async (login: string): Promise<void> => {
  const user = userOf(login);
  const password = await askPassword(`Password for ${user}`);
  await withParts(
    async ({ store }) => void (await givePassword({ store, userId: user, password, at: new Date().toISOString() })),
  );
  process.stdout.write(`${user} can log in with the new password.\n`);
};

const makeAdministrator = async (login: string): Promise<void> => {
  const userId = userOf(login);
  const password = await askPassword(`Password for ${userId}`);
  await withParts(async ({ store }) => createAdministrator({ store, userId, password, at: new Date().toISOString() }));
  process.stdout.write(`${userId} is an administrator and can log in.\n`);
};

export const register = (program: Command): void => {
  const access = program.command("access").description("log-ins that are made from this machine");
  access
    .command("set-password")
    .argument("<login>", "a personnel number")
    .description("set a password; it is asked for, or read from standard input")
    .action(setPasswordOf);
  access
    .command("create-administrator")
    .argument("<login>", "a personnel number, or a name such as administrator")
    .description("make the first administrator")
    .action(makeAdministrator);
};
