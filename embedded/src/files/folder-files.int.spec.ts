// Files in a folder: whole or not there, and nowhere outside of it.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FolderFiles, openFolderFiles } from "./folder-files.js";

let root: string;
let files: FolderFiles;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "tabel-files-"));
  files = openFolderFiles(join(root, "files"));
});
afterAll(() => rmSync(root, { recursive: true }));

test("a file is put, replaced, listed, got and removed", async () => {
  await files.put("letters/e1/a", Buffer.from("one"));
  await files.put("letters/e1/a", Buffer.from("two"));
  await files.put("other/b", Buffer.from("three"));
  expect((await files.get("letters/e1/a"))?.toString()).toBe("two");
  const names: string[] = [];
  for await (const { name, bytes } of files.list("letters/")) names.push(`${name} ${bytes}`);
  expect(names).toEqual(["letters/e1/a 3"]);
  expect(statSync(join(root, "files/letters/e1/a")).mode & 0o077).toBe(0);
  await files.remove("letters/e1/a");
  await files.remove("letters/e1/a");
  expect(await files.get("letters/e1/a")).toBeUndefined();
});

test.each(["../outside", "/etc/passwd", "a/../../b", "a//b", ".hidden", "a/.b", "a\\b", "", "a\0b", "x".repeat(201)])(
  "%j is no name",
  async (name) => {
    await expect(files.put(name, Buffer.from("x"))).rejects.toThrow(RangeError);
    await expect(files.get(name)).rejects.toThrow(RangeError);
    expect(readdirSync(root)).toEqual(["files"]);
  },
);

test("what could not be given its name is listed like any other, so that whoever sweeps finds it", async () => {
  await files.put("left/a/b", Buffer.from("whole"));
  // A folder has the name already: as a death before the last step leaves it.
  await expect(files.put("left/a", Buffer.from("half"))).rejects.toThrow();
  const names: string[] = [];
  for await (const { name } of files.list("left/")) names.push(name);
  const [unfinished = "", ...more] = names.filter((name) => name !== "left/a/b");
  expect(more).toEqual([]);
  await files.remove(unfinished);
  expect(readdirSync(join(root, "files/left"))).toEqual(["a"]);
});
