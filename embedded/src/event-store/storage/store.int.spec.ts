// The store below its server: what every reader relies on, whatever the machine does.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import { createdOf } from "./event-record.js";
import { Store } from "./store.js";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "event-store-storage-"));
});
afterEach(async () => {
  jest.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

let id = 0;
const write = async (store: Store): Promise<void> => {
  const event = { id: Buffer.alloc(16, (id += 1)), type: "Noted", isJson: false };
  const [data, customMetadata] = [Buffer.alloc(0), Buffer.alloc(0)];
  const events = [{ ...event, data, customMetadata }];
  const outcome = await store.write({ kind: "append", streamName: "clock", expected: { kind: "any" }, events });
  expect(outcome.kind).toBe("written");
};

test("a clock that is set back does not set the times of events back, also after a restart", async () => {
  const noon = Date.UTC(2026, 9, 31, 12);
  const clock = jest.spyOn(Date, "now");
  let store = new Store(folder);
  for (const hours of [0, -1, 1]) {
    clock.mockReturnValue(noon + hours * 3_600_000);
    await write(store);
  }
  await store.close();
  store = new Store(folder);
  clock.mockReturnValue(noon);
  await write(store);
  expect([1, 2, 3, 4].map((position) => (createdOf(store.record(position)) - noon) / 3_600_000)).toEqual([0, 0, 1, 1]);
  await store.close();
});
