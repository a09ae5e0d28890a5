// Files of persons: opened by the person's own key under their own name alone, and by nobody once the key is gone.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { testDatabase, testFiles, type TestDatabase, type TestFiles } from "@tabel/test-infra";
import pg from "pg";
import { migrateKeyVault } from "./key-vault-migrations.js";
import { openKeyVault } from "./key-vault.js";
import { sealedFiles } from "./sealed-files.js";

let database: TestDatabase;
let files: TestFiles;
let pool: pg.Pool;
beforeAll(async () => {
  [database, files] = await Promise.all([testDatabase(), testFiles()]);
  await migrateKeyVault(database.connectionString);
  pool = new pg.Pool({ connectionString: database.connectionString });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
  files.drop();
});

const opened = () => sealedFiles(openKeyVault({ pool, masterKey: Buffer.alloc(32, 3) }), files);
const picture = Buffer.from("a picture of a letter");

test("a file comes back as it was, and lies sealed", async () => {
  await opened().put("galina", "letters/1", picture);
  expect(await opened().get("galina", "letters/1")).toEqual(picture);
  expect((await files.get("letters/1"))?.includes("picture")).toBe(false);
  expect(await opened().get("galina", "letters/none")).toBeUndefined();
});

test("a file is nobody else's, and no other file", async () => {
  const sealed = (await files.get("letters/1")) ?? Buffer.alloc(0);
  await opened().put("vera", "letters/2", picture);
  await files.put("letters/2", sealed);
  await expect(opened().get("vera", "letters/2")).rejects.toThrow();
  await files.put("letters/3", sealed);
  await expect(opened().get("galina", "letters/3")).rejects.toThrow();
  await files.put("letters/1", Buffer.concat([sealed.subarray(0, -1), Buffer.of((sealed.at(-1) ?? 0) ^ 1)]));
  await expect(opened().get("galina", "letters/1")).rejects.toThrow();
});

test("when the key is destroyed, what lies there opens no more and nothing new is kept", async () => {
  await opened().put("boris", "letters/4", picture);
  await pool.query("update vault.subject_key set wrapped_key = null where subject = 'boris'");
  expect(await opened().get("boris", "letters/4")).toBeUndefined();
  await expect(opened().put("boris", "letters/5", picture)).rejects.toMatchObject({ name: "PersonErased" });
  expect(await files.get("letters/5")).toBeUndefined();
});
