import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { FolderInUse, lockFolder, ownerOf } from "./folder-lock.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tabel lock "));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a folder that a living process has is refused, naming the process", () => {
  const release = lockFolder(folder);
  expect(ownerOf(folder)).toBe(process.pid);
  expect(() => lockFolder(folder)).toThrow(FolderInUse);
  expect(() => lockFolder(folder)).toThrow(new RegExp(`process ${process.pid}`));
  release();
  expect(ownerOf(folder)).toBeUndefined();
  expect(readdirSync(folder)).toEqual([]);
});

test("a lock left by a process that is gone, by a reused process number, or damaged, does not block", () => {
  const gone = spawnSync(process.execPath, ["-e", ""]).pid;
  for (const left of [
    JSON.stringify({ pid: gone, started: "1" }),
    JSON.stringify({ pid: process.pid, started: "0" }),
    "{",
  ]) {
    writeFileSync(join(folder, "lock"), left);
    lockFolder(folder)();
    expect(readdirSync(folder)).toEqual([]);
  }
});
