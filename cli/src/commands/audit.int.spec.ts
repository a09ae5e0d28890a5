// `tabel audit` as a person types it: the key, the proof of the log, and an export that proves itself.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { runAudit } from "@tabel/audit";
import { PeriodOpened, payrollPeriodStream, period } from "@tabel/domain";
import { readConfiguration } from "@tabel/platform";
import { auditParts } from "../composition/audit-trail.js";
import { type ServersBeside, serversBeside } from "../testing/servers-beside.js";

jest.setTimeout(120_000);

let beside: ServersBeside;
let folder: string;
const tabel = (...commandLine: string[]) => beside.tabel(...commandLine);

beforeAll(async () => {
  beside = await serversBeside((place) => ({ AUDIT_CHECKPOINTS: join(place, "elsewhere", "checkpoints.jsonl") }));
  ({ folder } = beside);
  const store = await beside.openStore();
  const commandId = "00000000-0000-4000-8000-000000000001";
  const metadata = { $correlationId: commandId, $causationId: commandId, commandId, commandHash: "", actor: "e1" };
  const month = period("2026-10");
  const opened = [PeriodOpened({ period: month })];
  const { position } = await store.append(payrollPeriodStream(month), opened, { expected: "no-stream", metadata });
  const log = { warn: () => undefined, error: () => undefined };
  const trail = runAudit({
    ...(await auditParts(readConfiguration(beside.environment))),
    store,
    log,
    clock: () => "2026-11-16T09:00:00.000Z",
    withinMs: 10,
  });
  await trail.reached(position);
  await trail.stop();
});
afterAll(() => beside.stop());

test("proves the log, exports what proves itself, and names an event that was edited", async () => {
  expect(await tabel("audit", "verify")).toEqual({
    code: 0,
    out: "Sound: 1 events, 1 of them signed, 0 after the last checkpoint.\n",
    err: "",
  });
  const key = join(folder, "public.pem");
  writeFileSync(key, (await tabel("audit", "key")).out);
  const target = join(folder, "export");
  expect((await tabel("audit", "export", target)).out).toMatch(/^Exported 1 events to /);
  expect((await tabel("audit", "export", target)).err).toMatch(/^The export could not be written/);
  const prove = () => spawnSync(process.execPath, [join(target, "verify.mjs"), target, key], { encoding: "utf8" });
  expect(prove()).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Sound: 1 events/) });
  const events = join(target, "events.jsonl");
  writeFileSync(events, readFileSync(events, "utf8").replaceAll('"period":"2026-10"', '"period":"2026-11"'));
  expect(prove()).toMatchObject({
    status: 1,
    stdout: expect.stringMatching(/^event 1 was edited: position \d+, payrollPeriod-2026-10@0, PeriodOpened\n/),
  });
});
