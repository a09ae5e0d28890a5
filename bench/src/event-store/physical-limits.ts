// What the machine can do at most, measured beside the store in the same run: durable commits and scans of bare LMDB.
import { type Database, open } from "lmdb";

const VALUE = Buffer.alloc(400, "x");

/** Commits a second, each flushed to the disk before the next, of so many values of 400 bytes. */
export const durableCommits = async (folder: string, values: number, seconds: number): Promise<number> => {
  const root = open(folder, { overlappingSync: false, eventTurnBatching: false, noSubdir: false, encoding: "binary" });
  let key = 0;
  let commits = 0;
  const began = performance.now();
  while (performance.now() - began < seconds * 1000) {
    await root.batch(() => {
      for (let index = 0; index < values; index += 1) void root.put((key += 1), VALUE);
    });
    commits += 1;
  }
  const rate = commits / ((performance.now() - began) / 1000);
  await root.close();
  return rate;
};

/** Events a second when the store's own table of events is read in order and nothing is done with them. */
export const scan = async (logFolder: string): Promise<number> => {
  const root = open(logFolder, { readOnly: true, noSubdir: false, maxDbs: 8 });
  const events: Database<Buffer, number> = root.openDB("events", { encoding: "binary", keyEncoding: "uint32" });
  const began = performance.now();
  let [count, bytes] = [0, 0];
  for (const { value } of events.getRange()) {
    count += 1;
    bytes += value.length;
  }
  const rate = count / ((performance.now() - began) / 1000);
  await root.close();
  if (bytes === 0) throw new Error("There was nothing to scan.");
  return rate;
};
