// Slack and a push service that take a message and answer only after we have given up, over a real connection: whoever gives up, the
// channel or the guard around it, the late answer changes nothing, and the message is handed over again as the same one.
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { NotificationPreferenceSet } from "@tabel/domain";
import { createECDH, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import { slackChannel } from "../channels/slack.js";
import { makeVapidKeys, webPushChannel } from "../channels/web-push.js";
import { approvedLeave, smallBank, telling, type Telling } from "../testing/telling.js";

let bank: Telling;
let provider: Server;
let url: string;
/** What each message was known by to the provider, in the order of their coming. */
let taken: string[];
/** Answers that are not given yet. */
let held: ServerResponse[];
let late: boolean;

beforeEach(async () => {
  [taken, held, late] = [[], [], true];
  bank = await telling();
  await smallBank(bank);
  provider = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("error", () => undefined);
    response.on("error", () => undefined); // its client has gone
    request.on("end", () => {
      taken.push(String(request.headers["topic"] ?? Buffer.concat(parts).toString("utf8")));
      if (late) held.push(response);
      else response.writeHead(200).end("ok");
    });
  });
  await once(provider.listen(0, "127.0.0.1"), "listening");
  const address = provider.address();
  url = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
});
afterEach(async () => {
  await bank.close();
  provider.closeAllConnections();
  provider.close();
  await once(provider, "close");
});

const wishForPush = async (): Promise<void> => {
  const wish = { fact: "leave-approved", channel: "push", wanted: true };
  await bank.append(
    "notifications-galina",
    NotificationPreferenceSet({ userId: "galina", ...wish, by: "application" }),
  );
  await bank.rows("insert into views.notification_settings (user_id, choices) values ('galina', $1)", [
    JSON.stringify([wish]),
  ]);
  const key = createECDH("prime256v1");
  key.generateKeys();
  const browser = {
    endpoint: `${url}/push/1`,
    p256dh: key.getPublicKey("base64url"),
    auth: randomBytes(16).toString("base64url"),
  };
  await bank.rows("insert into views.push_subscription values ($1, 'galina', $2, '2026-11-01')", [
    "1".repeat(64),
    JSON.stringify(browser),
  ]);
};

const providers = {
  slack: {
    tell: () => bank.tell({ is: "period-closed", period: "2026-10" }),
    opened: (silenceMs: number) => slackChannel({ url, silenceMs }),
  },
  push: {
    tell: async () => {
      await wishForPush();
      return bank.tell(approvedLeave);
    },
    opened: (silenceMs: number) =>
      webPushChannel({ keys: makeVapidKeys(), contact: "mailto:admin@example.org", silenceMs }),
  },
};
/** Longer than anything is waited for here: only the other one can have given up. */
const patient = 120_000;
const impatient = 300;

test.each([
  ["slack", "the channel", impatient, patient],
  ["slack", "the guard", patient, impatient],
  ["push", "the channel", impatient, patient],
  ["push", "the guard", patient, impatient],
] as const)("%s answers after %s has given up", async (channel, _, silenceMs, attemptMs) => {
  const { tell, opened } = providers[channel];
  const row = async () =>
    (
      await bank.rows<{ status: string; attempts: number; free: boolean; next_at: Date }>(
        `select status, attempts, lease_until is null as free, next_at from notifications.delivery where channel = $1`,
        [channel],
      )
    )[0];
  await tell();
  bank.start({
    channels: { [channel]: opened(silenceMs) },
    limits: { [channel]: { attemptMs, failures: 1_000, perSecond: 1_000 } },
  });
  await bank.until("there was an attempt", async () => {
    const { attempts, free } = (await row()) ?? {};
    return attempts === 1 && free === true;
  });
  const given = await row();
  expect(given).toMatchObject({ status: "waiting", attempts: 1 });
  expect([taken.length, held.length]).toEqual([1, 1]);

  for (const response of held) {
    const ended = response.closed ? undefined : once(response, "close"); // whoever gave up may have hung up
    response.writeHead(200).end("ok");
    await ended;
  }
  late = false;
  expect(await row()).toEqual(given);
  bank.setClock(new Date((given?.next_at.getTime() ?? 0) + 1).toISOString());
  await bank.settled();
  expect(taken).toHaveLength(2);
  expect(new Set(taken).size).toBe(1); // the same topic, or the same text: Slack's webhook knows no ids
  expect((await bank.ended()).filter((each) => each.channel === channel)).toMatchObject([{ status: "sent" }]);
});
