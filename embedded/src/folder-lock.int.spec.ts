// A folder belongs to a living owner and to nobody else: one that was killed, whose number another process has by now, or
// which cannot be seen from here and has not been heard of, is not one.
import { readFileSync, utimesSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { FolderInUse, lockFolder, ownerOfFolder } from "./folder-lock.js";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "folder-lock-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const ownerFile = () => join(folder, "owner.json");

/** The lock of this process, left behind with something changed. */
const left = (changes: object, secondsAgo = 0): void => {
  const lock = lockFolder(folder);
  const owner = JSON.parse(readFileSync(ownerFile(), "utf8")) as object;
  lock.release();
  writeFileSync(ownerFile(), JSON.stringify({ ...owner, ...changes }));
  const then = new Date(Date.now() - secondsAgo * 1_000);
  utimesSync(ownerFile(), then, then);
};

const taken = (): void => lockFolder(folder).release();

test("a living owner keeps the folder, and gives it free", () => {
  const lock = lockFolder(folder);
  expect(ownerOfFolder(folder)?.pid).toBe(process.pid);
  expect(taken).toThrow(FolderInUse);
  expect(taken).toThrow(
    `The folder ${folder} is in use by process ${process.pid}: stop that one, or name another folder.`,
  );
  lock.release();
  expect(ownerOfFolder(folder)).toBeUndefined();
  taken();
});

test("a living process that only has the number of the owner does not keep it", () => {
  left({ started: "1" });
  expect(ownerOfFolder(folder)).toBeUndefined();
  taken();
});

test("an owner of another machine or container keeps it while it is heard of, and no longer", () => {
  left({ where: "elsewhere" }, 5);
  expect(taken).toThrow(FolderInUse);
  const longAgo = new Date(Date.now() - 30_000);
  utimesSync(ownerFile(), longAgo, longAgo);
  taken();
});

test("a file of the owner that a full disk left empty is no owner", () => {
  writeFileSync(ownerFile(), "");
  taken();
});
