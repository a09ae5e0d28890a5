// Random appends, deletes, metadata, reads and subscriptions, compared step by step with a model in memory. A failure
// prints its seed and path; EVENT_STORE_MODEL_RUNS=1000 is the long form, EVENT_STORE_MODEL_SEED replays one.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, test } from "@jest/globals";
import fc from "fast-check";
import { ModelServer, runSteps } from "./testing/model/harness.js";
import { run } from "./testing/model/steps.js";

const runs = Number(process.env["EVENT_STORE_MODEL_RUNS"] ?? 150);
const seed = process.env["EVENT_STORE_MODEL_SEED"];

let dataFolder: string;
let server: ModelServer;
beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), "event-store-model-"));
  server = new ModelServer(dataFolder);
  await server.start();
});
afterAll(async () => {
  await server.stop();
  await rm(dataFolder, { recursive: true, force: true });
});

test(
  "the server answers every step as a model in memory does",
  async () => {
    const property = fc.asyncProperty(run, (steps) => runSteps(server, steps));
    await fc.assert(property, { numRuns: runs, ...(seed !== undefined && { seed: Number(seed) }) });
  },
  runs * 5_000 + 60_000,
);
