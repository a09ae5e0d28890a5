// `tabel streams` as a person types it, against a store with a few events, one of them with personal data in it.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { connectEventStore, type Event, type EventSchema, type KeyVault } from "@tabel/event-store";
import { testEventStore, testFolder, type TestEventStore, type TestFolder } from "@tabel/test-infra";

jest.setTimeout(120_000);

const catalogue: EventSchema[] = [
  { type: "LeaveRequested", version: 1, personal: [], subject: undefined, upcasters: [] },
  { type: "LeaveApproved", version: 1, personal: [], subject: undefined, upcasters: [] },
  { type: "EmployeeHired", version: 1, personal: ["name"], subject: "employeeId", upcasters: [] },
];
const keys = (subjects: readonly string[]) =>
  Promise.resolve(new Map(subjects.map((subject) => [subject, Buffer.alloc(32, 7)])));
const vault: KeyVault = { keysOf: keys, ensureKeys: keys, derivedKey: () => Buffer.alloc(32, 8) };

let server: TestEventStore;
let folder: TestFolder;
/** Lies between the recording of the first three events and that of the last. */
let between: string;

const write = async (stream: string, ...events: Event[]): Promise<void> => {
  const store = connectEventStore({ connectionString: server.connectionString, catalogue, vault });
  const metadata = { $correlationId: stream, $causationId: stream, commandId: stream, commandHash: "h", actor: "e1" };
  await store.append(stream, events, { expected: "no-stream", metadata });
  await store.dispose();
};
const pause = () => new Promise((resolve) => setTimeout(resolve, 20));

beforeAll(async () => {
  [server, folder] = await Promise.all([testEventStore(), testFolder()]);
  await write("leave-1", { type: "LeaveRequested", data: { days: 3 } }, { type: "LeaveApproved", data: {} });
  await write("employee-1", { type: "EmployeeHired", data: { employeeId: "e1", name: "Ottilie Geheim" } });
  await pause();
  between = new Date().toISOString();
  await pause();
  await write("leave-2", { type: "LeaveRequested", data: { days: 4 } });
});
afterAll(async () => {
  await server.stop();
  folder.remove();
});

const start = (...commandLine: string[]): ChildProcess => {
  const script = `import { run } from ${JSON.stringify(new URL("../index.js", import.meta.url).href)};
    await run(${JSON.stringify(["streams", ...commandLine])});`;
  return spawn(process.execPath, ["--input-type=module", "-e", script], {
    env: { PATH: process.env["PATH"], TABEL_DATA: folder.path, EVENTSTORE_URL: server.connectionString },
    stdio: ["ignore", "pipe", "pipe"],
  });
};

const streams = async (...commandLine: string[]) => {
  const child = start(...commandLine);
  const output = { out: "", err: "" };
  child.stdout?.on("data", (text: Buffer) => (output.out += String(text)));
  child.stderr?.on("data", (text: Buffer) => (output.err += String(text)));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, ...output };
};

/** Of each printed event where it stands and what it is. */
const shown = (out: string): string[] =>
  out
    .trimEnd()
    .split("\n")
    .map((line) => line.split("  ").slice(1, 3).join(" "));

test("list shows the streams of one category, or all, with what came last", async () => {
  const leave = await streams("list", "leave");
  expect(leave).toMatchObject({ code: 0, err: "" });
  expect(leave.out).toMatch(
    /^leave-1 {2}2 events {2}last LeaveApproved {2}\S+Z\nleave-2 {2}1 events {2}last LeaveRequested {2}\S+Z\n$/,
  );
  expect((await streams("list")).out.match(/^\S+/gm)).toEqual(["employee-1", "leave-1", "leave-2"]);
  expect((await streams("list", "lea")).out).toBe("");
});

test("cat shows one stream, or all, in order, and no more than asked for", async () => {
  expect(shown((await streams("cat", "leave-1")).out)).toEqual(["leave-1@0 LeaveRequested", "leave-1@1 LeaveApproved"]);
  expect(shown((await streams("cat", "--limit", "3")).out)).toEqual([
    "leave-1@0 LeaveRequested",
    "leave-1@1 LeaveApproved",
    "employee-1@0 EmployeeHired",
  ]);
});

test("cat selects by type and by date", async () => {
  expect(shown((await streams("cat", "--type", "LeaveRequested")).out)).toEqual([
    "leave-1@0 LeaveRequested",
    "leave-2@0 LeaveRequested",
  ]);
  expect(shown((await streams("cat", "--since", between)).out)).toEqual(["leave-2@0 LeaveRequested"]);
  expect(shown((await streams("cat", "--until", between, "--type", "LeaveRequested")).out)).toEqual([
    "leave-1@0 LeaveRequested",
  ]);
});

test("an unknown stream and a date that is none are one sentence", async () => {
  const unknown = await streams("cat", "leave-99");
  expect(unknown).toEqual({
    code: 1,
    out: "",
    err: 'There is no stream "leave-99"; "tabel streams list" shows those there are.\n',
  });
  expect((await streams("cat", "--since", "yesterday")).err).toContain("Write a date as 2026-10-31");
});

test("personal data stays sealed", async () => {
  const { out } = await streams("cat", "employee-1");
  expect(out).toContain("EmployeeHired");
  expect(out).toContain('"employeeId":"e1"');
  expect(out).not.toMatch(/Ottilie|Geheim/);
});

test("tail shows what is appended from then on, and ends on Ctrl-C", async () => {
  const child = start("tail", "--type", "LeaveRequested");
  let out = "";
  child.stdout?.on("data", (text: Buffer) => (out += String(text)));
  // Until it is connected it misses what is appended; so append until it shows something.
  for (let number = 100; out === ""; number += 1) {
    await write(`tailed-${number}`, { type: "LeaveApproved", data: {} }, { type: "LeaveRequested", data: {} });
    await pause();
  }
  child.kill("SIGINT");
  const [code] = (await once(child, "close")) as [number | null];
  expect(code).toBe(0);
  for (const line of shown(out)) expect(line).toMatch(/^tailed-\d+@1 LeaveRequested$/);
});

test("where there is no store none is made, and the person is told where one was looked for", async () => {
  const nowhere = `${folder.path}/nowhere`;
  const { code, out, err } = await streams("list", "--data", nowhere);
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toContain(`There is no event store in ${nowhere}: name its folder by --data`);
  expect(existsSync(nowhere)).toBe(false);
});

test("a server that does not answer is named, without what else its address holds", async () => {
  const { code, err } = await streams("list", "--url", "esdb://admin:secret@127.0.0.1:1?tls=false");
  expect({ code, err }).toEqual({
    code: 1,
    err: "No event store answers at 127.0.0.1:1: start it, or name another by --url or EVENTSTORE_URL.\n",
  });
});
