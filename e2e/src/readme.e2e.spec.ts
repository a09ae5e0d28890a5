// The README's five minutes with curl, run as they stand there: a tour that no longer works is a failing test.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { root, startTabel, type RunningTabel } from "./running-tabel.js";

let base: string;
let running: RunningTabel;
beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), "tabel readme "));
  running = await startTabel(join(base, "data"), { demo: true });
}, 120_000);
afterAll(async () => {
  await running.kill();
  rmSync(base, { recursive: true, force: true });
});

test("the tour of the README works, command by command, and shows what it says it shows", () => {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const steps = [...readme.matchAll(/```bash tour\n([\s\S]*?)```/g)].map((match) => match[1] ?? "");
  expect(steps.length).toBeGreaterThan(3);
  const script = ["set -euo pipefail", ...steps].join("\n");
  const { status, stdout, stderr } = spawnSync("bash", ["-c", script], {
    env: { ...process.env, NODE_OPTIONS: "", TABEL: running.url },
    encoding: "utf8",
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toContain("AbsenceRequested");
  expect(stdout).toContain('"allowedActions":["approve-request","reject-request"]');
  expect(stdout).toContain("own-request");
  expect(stdout).toContain('"kind":"sick-leave"');
  expect(stdout.match(/"code":"Б"/g)?.length).toBeGreaterThanOrEqual(5); // others of the unit may have been ill too
  expect(stdout).toContain('"absentMinutes":{"Б":2400}');
  expect(stdout).toContain("AbsenceApproved");
}, 60_000);
