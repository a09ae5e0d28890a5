// A folder is made where the system allows it, and where it does not, that is said at once.
import { statSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { startEventStore } from "./event-store/start.js";
import { makeFolder } from "./make-folder.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "make-folder-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const onLinux = process.platform === "linux" ? test : test.skip;

test("a folder is made with its parents, and left alone where it is there", () => {
  const deep = join(folder, "one", "two", "three");
  makeFolder(deep, 0o700);
  makeFolder(deep, 0o700);
  expect(statSync(deep).isDirectory()).toBe(true);
});

test("a file in the way is an error", () => {
  writeFileSync(join(folder, "file"), "");
  expect(() => makeFolder(join(folder, "file"))).toThrow("EEXIST");
  expect(() => makeFolder(join(folder, "file", "below"))).toThrow();
});

onLinux("an event store in a place where no folder can be is refused at once", async () => {
  await expect(startEventStore({ dataFolder: "/proc/nope/store" })).rejects.toThrow("ENOENT");
  await expect(startEventStore({ dataFolder: "/proc/nope" })).rejects.toThrow("ENOENT");
});
