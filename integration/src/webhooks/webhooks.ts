// The registered webhooks: where they go, what they want, how far each is, and whether it was switched off.
import { seal, unseal, type KeyVault } from "@tabel/event-store";
import { contractOf } from "@tabel/integration-contracts";
import { randomBytes, randomUUID } from "node:crypto";
import type pg from "pg";
import { feedHead } from "../feed/read-feed.js";

export interface Webhook {
  readonly id: string;
  readonly url: string;
  readonly types: readonly string[];
  /** Of the last record that was taken. */
  readonly number: bigint;
  readonly failures: number;
  readonly failingSince: string | null;
  readonly disabledBecause: string | null;
}

export class WebhookRefused extends Error {
  override readonly name = "WebhookRefused";
}

interface Row {
  readonly id: string;
  readonly url: string;
  readonly types: string[];
  readonly number: string;
  readonly failures: number;
  readonly failing_since: Date | null;
  readonly disabled_because: string | null;
  readonly secret: string;
}

const purpose = "webhooks";
const secretBytes = 32;
const mostWebhooks = 100;
const longestUrl = 2_000;

const webhookOf = (row: Row): Webhook => ({
  id: row.id,
  url: row.url,
  types: row.types,
  number: BigInt(row.number),
  failures: row.failures,
  failingSince: row.failing_since?.toISOString() ?? null,
  disabledBecause: row.disabled_because,
});

const checkedUrl = (text: string): string => {
  const url = URL.canParse(text) && text.length <= longestUrl ? new URL(text) : undefined;
  if (url === undefined || !["https:", "http:"].includes(url.protocol) || url.username !== "" || url.password !== "")
    throw new WebhookRefused("A webhook is an address such as https://example.com/hook, without a password in it.");
  return url.href;
};

/** Begins with what happens from now on. The secret is shown this once. Throws WebhookRefused. */
export const addWebhook = async (
  pool: pg.Pool,
  vault: KeyVault,
  wish: { readonly url: string; readonly types: readonly string[] },
): Promise<{ readonly id: string; readonly secret: string }> => {
  const url = checkedUrl(wish.url);
  const unknown = wish.types.find((type) => contractOf(type) === undefined);
  if (unknown !== undefined || wish.types.length === 0)
    throw new WebhookRefused(`${JSON.stringify(unknown ?? "")} is no contract; /docs/events describes them.`);
  const id = randomUUID();
  const secret = randomBytes(secretBytes);
  const sealed = seal({ secret: secret.toString("base64") }, vault.derivedKey(purpose), `webhook/${id}`);
  const { number } = await feedHead(pool);
  const { rowCount } = await pool.query(
    `insert into integration.webhook (id, url, types, secret, number)
     select $1, $2, $3, $4, $5 where (select count(*) from integration.webhook) < $6`,
    [id, url, wish.types, sealed, number, mostWebhooks],
  );
  if (rowCount !== 1) throw new WebhookRefused(`There are ${mostWebhooks} webhooks already.`);
  return { id, secret: `whsec_${secret.toString("base64")}` };
};

export const listWebhooks = async (pool: pg.Pool): Promise<readonly Webhook[]> => {
  const { rows } = await pool.query<Row>("select * from integration.webhook order by created_at, id");
  return rows.map(webhookOf);
};

/** False where there is none of that id. */
export const removeWebhook = async (pool: pg.Pool, id: string): Promise<boolean> =>
  (await pool.query("delete from integration.webhook where id::text = $1", [id])).rowCount === 1;

/** Goes on where it stopped. False where there is none of that id. */
export const enableWebhook = async (pool: pg.Pool, id: string): Promise<boolean> =>
  (
    await pool.query(
      `update integration.webhook set disabled_because = null, failures = 0, failing_since = null, next_try = now()
       where id::text = $1`,
      [id],
    )
  ).rowCount === 1;

export interface DueWebhook extends Webhook {
  readonly secret: Buffer;
}

export const dueWebhooks = async (pool: pg.Pool, vault: KeyVault): Promise<readonly DueWebhook[]> => {
  const { rows } = await pool.query<Row>(
    "select * from integration.webhook where disabled_because is null and next_try <= now() order by next_try",
  );
  const key = vault.derivedKey(purpose);
  return rows.map((row) => {
    const { secret } = unseal(row.secret, key, `webhook/${row.id}`) as { secret: string }; // sealed above
    return { ...webhookOf(row), secret: Buffer.from(secret, "base64") };
  });
};

/** Fenced: of two that deliver, one moves it. */
export const taken = async (pool: pg.Pool, { id, number }: Webhook, to: bigint): Promise<boolean> =>
  (
    await pool.query(
      `update integration.webhook set number = $3, failures = 0, failing_since = null, next_try = now()
       where id = $1 and number = $2`,
      [id, number, to],
    )
  ).rowCount === 1;

/** Tries again later; switched off when it has failed for too long, or says that it is gone. Answers why, once it is off. */
export const failed = async (
  pool: pg.Pool,
  { id, number }: Webhook,
  failure: {
    readonly waitMs: number;
    readonly gone: boolean;
    readonly reason: string;
    readonly disableAfterMs: number;
  },
): Promise<string | undefined> => {
  const { rows } = await pool.query<{ disabled_because: string | null }>(
    `update integration.webhook set failures = failures + 1, failing_since = coalesce(failing_since, now()),
       next_try = now() + $3 * interval '1 millisecond',
       disabled_because = case when $4 or coalesce(failing_since, now()) <= now() - $5 * interval '1 millisecond'
         then $6 end
     where id = $1 and number = $2 returning disabled_because`,
    [id, number, failure.waitMs, failure.gone, failure.disableAfterMs, failure.reason.slice(0, 500)],
  );
  return rows[0]?.disabled_because ?? undefined;
};
