// tabel webhooks: where integration events are sent over HTTP, and how each of them stands.
import { addWebhook, enableWebhook, listWebhooks, removeWebhook, WebhookRefused } from "@tabel/integration";
import type { Command } from "commander";
import { StartFault } from "../composition/start-fault.js";
import { withParts } from "../composition/with-parts.js";

const say = (text: string): void => void process.stdout.write(text);

const list = (): Promise<void> =>
  withParts(async ({ pool }) => {
    const webhooks = await listWebhooks(pool);
    if (webhooks.length === 0) return say("There are no webhooks.\n");
    for (const { id, url, types, failures, failingSince, disabledBecause } of webhooks) {
      const state =
        disabledBecause !== null
          ? `SWITCHED OFF: ${disabledBecause}; tabel webhooks enable ${id}`
          : failures === 0
            ? "delivers"
            : `has failed ${failures} times since ${failingSince}`;
      say(`${id}  ${url}  ${types.join(",")}  ${state}\n`);
    }
  });

const add = (url: string, { types }: { types: string }): Promise<void> =>
  withParts(async ({ pool, vault }) => {
    try {
      const { id, secret } = await addWebhook(pool, vault, { url, types: types.split(",") });
      say(`${id}\nIts secret, shown this once: ${secret}\n`);
    } catch (error) {
      throw error instanceof WebhookRefused ? new StartFault(error.message, { cause: error }) : error;
    }
  });

const change = (does: typeof removeWebhook) => (id: string) =>
  withParts(async ({ pool }) => {
    if (!(await does(pool, id))) throw new StartFault(`There is no webhook ${JSON.stringify(id)}.`);
  });

export const register = (program: Command): void => {
  const webhooks = program
    .command("webhooks")
    .description("integration events sent over HTTP, and how each receiver stands");
  webhooks.command("list").description("each webhook, and whether it was switched off").action(list);
  webhooks
    .command("add <url>")
    .description("send signed events (Standard Webhooks) there, from now on")
    .requiredOption("--types <contracts>", "such as tabel.absence.v1,tabel.employment.v1")
    .action(add);
  webhooks.command("remove <id>").description("send nothing more there").action(change(removeWebhook));
  webhooks.command("enable <id>").description("go on where it was switched off").action(change(enableWebhook));
};
