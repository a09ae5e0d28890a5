// `tabel store` as a person types it: serve, look at it, back it up, bring it back; and what is said when it cannot be.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import { testFolder, type TestFolder } from "@tabel/test-infra";

jest.setTimeout(120_000);

let folder: TestFolder;
beforeEach(async () => {
  folder = await testFolder();
});
afterEach(() => folder.remove());

const start = (...commandLine: string[]): ChildProcess => {
  const script = `import { run } from ${JSON.stringify(new URL("../index.js", import.meta.url).href)};
    await run(${JSON.stringify(commandLine)});`;
  return spawn(process.execPath, ["--input-type=module", "-e", script], {
    env: { PATH: process.env["PATH"], TABEL_DATA: folder.path },
    stdio: ["ignore", "pipe", "pipe"],
  });
};

const tabel = async (...commandLine: string[]) => {
  const child = start(...commandLine);
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (text: Buffer) => (said += String(text)));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, said: said.trim() };
};

const served = async (...options: string[]) => {
  const server = start("store", "serve", "--port", "0", ...options);
  const [line] = (await once(server.stdout as NodeJS.ReadableStream, "data")) as [Buffer];
  return { server, line: String(line) };
};

const stopped = async (server: ChildProcess): Promise<unknown> => {
  const exited = once(server, "exit");
  const patience = setTimeout(() => server.kill("SIGKILL"), 5_000);
  server.kill("SIGTERM");
  const [code] = (await exited) as [number | null];
  clearTimeout(patience);
  return code;
};

test("a store is served on loopback, ends on SIGTERM, is verified, backed up while it runs, and restored", async () => {
  const [backup, restored] = [join(folder.path, "backup"), join(folder.path, "restored")];
  const { server, line } = await served();
  expect(line).toMatch(/^Event store ready: esdb:\/\/127\.0\.0\.1:\d+\?tls=false\n$/);
  expect(await tabel("store", "verify")).toEqual({
    code: 1,
    said: `The folder ${join(folder.path, "event-store")} is in use by process ${server.pid}: stop that one, or name another folder.`,
  });
  expect(await tabel("store", "backup", backup)).toEqual({
    code: 0,
    said: `Backed up 2 events in 2 streams to ${backup}.`,
  });
  expect(await stopped(server)).toBe(0);
  expect(await tabel("store", "verify")).toEqual({ code: 0, said: "Sound: 2 events in 2 streams." });
  expect(await tabel("store", "restore", backup, "--data", restored)).toEqual({
    code: 0,
    said: `Restored 2 events in 2 streams to ${restored}.`,
  });
  expect((await tabel("store", "restore", backup, "--data", restored)).said).toContain("holds an event store already");
  expect((await tabel("store", "backup", backup)).said).toContain("is not empty: name a new folder");
});

test("a damaged store, and a damaged backup, end with 1 and say where", async () => {
  const backup = join(folder.path, "backup");
  const { server } = await served();
  await stopped(server);
  await tabel("store", "backup", backup);
  for (const log of [join(folder.path, "event-store", "log", "data.mdb"), join(backup, "log", "data.mdb")]) {
    const bytes = readFileSync(log);
    // In a name of a system event, which every store has.
    for (let at = bytes.indexOf("$maxAge"); at >= 0; at = bytes.indexOf("$maxAge")) bytes.write("X", at);
    writeFileSync(log, bytes);
  }
  const verified = await tabel("store", "verify");
  expect(verified.code).toBe(1);
  expect(verified.said).toMatch(/damaged at position 1: its checksum does not match.*\n[^]*2 faults in /);
  const restored = await tabel("store", "restore", backup, "--data", join(folder.path, "restored"));
  expect(restored.code).toBe(1);
  expect(restored.said).toContain(`The backup in ${backup} is damaged: The event store is damaged at position 1`);
});

test("what is not there, and what is no port, is said in a sentence", async () => {
  const nowhere = join(folder.path, "nowhere");
  expect(await tabel("store", "verify")).toEqual({
    code: 1,
    said: `There is no event store in ${join(folder.path, "event-store")}.`,
  });
  expect(await tabel("store", "restore", nowhere)).toEqual({ code: 1, said: `There is no backup in ${nowhere}.` });
  expect((await tabel("store", "serve", "--port", "99999")).said).toContain("A port is a whole number from 0");
});
