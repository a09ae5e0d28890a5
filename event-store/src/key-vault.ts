// The keys of persons. Each subject has one data key; it is kept wrapped by the master key, apart from the log, so that
// erasing it erases the person from everything the log was ever copied to.
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import { LRUCache } from "lru-cache";
import type pg from "pg";
import { VaultUnavailable } from "./errors.js";

export interface KeyVault {
  /** The keys that exist; subjects without one (never created, or erased) are absent. Throws VaultUnavailable. */
  keysOf(subjects: readonly string[]): Promise<ReadonlyMap<string, Buffer>>;
  /** Creates the keys that are missing and answers all of them. Never brings back an erased key: those are absent. */
  ensureKeys(subjects: readonly string[]): Promise<ReadonlyMap<string, Buffer>>;
  /** 32 bytes that follow from the master key and never stand in the log, the same in every process; one key a purpose. */
  derivedKey(purpose: string): Buffer;
}

const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

const wrap = (key: Buffer, masterKey: Buffer, subject: string): Buffer => {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", masterKey, iv).setAAD(Buffer.from(subject));
  const wrapped = Buffer.concat([cipher.update(key), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), wrapped]);
};

const unwrap = (wrapped: Buffer, masterKey: Buffer, subject: string): Buffer => {
  const decipher = createDecipheriv("aes-256-gcm", masterKey, wrapped.subarray(0, IV_BYTES))
    .setAAD(Buffer.from(subject))
    .setAuthTag(wrapped.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(wrapped.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
};

/** Names a master key without revealing it, so that a key wrapped by another one is recognised. */
export const masterKeyId = (masterKey: Buffer): string =>
  createHash("sha256").update("tabel master key").update(masterKey).digest("hex").slice(0, 16);

interface KeyRow {
  readonly subject: string;
  readonly wrapped_key: Buffer | null;
  readonly master_key_id: string;
}

/**
 * Opens the vault in schema `vault` of PostgreSQL (see migrateKeyVault).
 * @param options.masterKey 32 bytes.
 * @param options.cached How many unwrapped keys are kept in memory.
 */
export const openKeyVault = (options: { pool: pg.Pool; masterKey: Buffer; cached?: number }): KeyVault => {
  const { pool, masterKey } = options;
  if (masterKey.length !== KEY_BYTES)
    throw new RangeError(`the master key has ${masterKey.length} bytes; it must have 32`);
  const keyId = masterKeyId(masterKey);
  const cache = new LRUCache<string, Buffer>({ max: options.cached ?? 50_000 });

  const ask = async <Row extends pg.QueryResultRow>(text: string, values: unknown[]): Promise<pg.QueryResult<Row>> => {
    try {
      return await pool.query<Row>(text, values);
    } catch (error) {
      throw new VaultUnavailable("the vault of keys did not answer", { cause: error });
    }
  };

  const open = (row: KeyRow): Buffer | undefined => {
    if (row.wrapped_key === null) return undefined;
    if (row.master_key_id !== keyId)
      throw new Error(`personal data was sealed under master key ${row.master_key_id}, the configured one is ${keyId}`);
    const key = unwrap(row.wrapped_key, masterKey, row.subject);
    cache.set(row.subject, key);
    return key;
  };

  const keysOf = async (subjects: readonly string[]): Promise<Map<string, Buffer>> => {
    const keys = new Map<string, Buffer>();
    const missing = new Set<string>();
    for (const subject of subjects) {
      const cached = cache.get(subject);
      if (cached === undefined) missing.add(subject);
      else keys.set(subject, cached);
    }
    if (missing.size === 0) return keys;
    const { rows } = await ask<KeyRow>(
      "select subject, wrapped_key, master_key_id from vault.subject_key where subject = any($1)",
      [[...missing]],
    );
    for (const row of rows) {
      const key = open(row);
      if (key !== undefined) keys.set(row.subject, key);
    }
    return keys;
  };

  const ensureKeys = async (subjects: readonly string[]): Promise<Map<string, Buffer>> => {
    const keys = await keysOf(subjects);
    const missing = [...new Set(subjects)].filter((subject) => !keys.has(subject));
    if (missing.length === 0) return keys;
    const wrapped = missing.map((subject) => wrap(randomBytes(KEY_BYTES), masterKey, subject));
    await ask(
      `insert into vault.subject_key (subject, wrapped_key, master_key_id)
       select subject, wrapped_key, $3 from unnest($1::text[], $2::bytea[]) as new (subject, wrapped_key)
       order by subject
       on conflict (subject) do nothing`,
      [missing, wrapped, keyId],
    );
    // Read back: where two writers created a key at once, the first one stands for both.
    for (const [subject, key] of await keysOf(missing)) keys.set(subject, key);
    return keys;
  };

  const derivedKey = (purpose: string): Buffer =>
    Buffer.from(hkdfSync("sha256", masterKey, Buffer.alloc(0), `tabel ${purpose}`, KEY_BYTES));

  return { keysOf, ensureKeys, derivedKey };
};
