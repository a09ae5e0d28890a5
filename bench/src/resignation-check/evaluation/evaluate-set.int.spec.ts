// The check on letters of a fixed seed: a change that accepts wrongly, sends back wrongly or hands over more fails here. In a process of
// its own, as the product reads: a test's own context makes the loops over a picture many times slower. The larger measurement is
// npm run eval:resignation.
import { beforeAll, expect, test } from "@jest/globals";
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Figures } from "./measure.js";

const [SEED, LETTERS] = ["77", 20];
let figures: Figures;

beforeAll(async () => {
  const report = await mkdtemp(join(tmpdir(), "letters-"));
  try {
    const program = fileURLToPath(new URL("../evaluate.js", import.meta.url));
    const options = ["--json", "--seed", SEED, "--count", String(LETTERS), "--report", report];
    const { stdout } = await promisify(execFile)(process.execPath, [program, ...options], { maxBuffer: 16 << 20 });
    figures = JSON.parse(stdout) as Figures; // written by the same build
  } finally {
    await rm(report, { recursive: true, force: true });
  }
}, 600_000);

test("nothing is accepted that should not be, and nobody is asked for what stands there", () => {
  expect(figures.letters).toBe(LETTERS);
  expect([figures.wrongAcceptance.count, figures.wrongChangesNeeded.count]).toEqual([0, 0]);
});

test("most print that needs nobody is handled", () =>
  expect(figures.handled.printedThatNeedsNobody.share).toBeGreaterThanOrEqual(0.7));

test("what is read of a field is right", () => {
  for (const name of ["fromName", "intent", "ground", "lastDay"] as const)
    expect([name, figures.fields[name].precision.share]).toEqual([name, 1]);
  expect(figures.signature.present.share).toBe(1);
});
