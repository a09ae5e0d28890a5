// What an auditor takes away: every event as it is sealed, the checkpoints, and the program that compares them.
import { createWriteStream } from "node:fs";
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import type { EventStore } from "@tabel/event-store";
import type { CheckpointKeeper } from "./checkpoint-keeper.js";
import { sealedLine } from "./sealed-line.js";

/** The events of the log, a line each, as they are hashed. */
export const sealedLines = async function* (store: Pick<EventStore, "readSealed">): AsyncGenerator<string> {
  for await (const event of store.readSealed()) yield sealedLine(event);
};

const ended = async function* (lines: AsyncIterable<string>, counted: () => void): AsyncGenerator<string> {
  for await (const line of lines) {
    counted();
    yield `${line}\n`;
  }
};

/** Into a folder that is not there yet. Answers with how many events it holds. */
export const exportAudit = async (
  store: Pick<EventStore, "readSealed">,
  keeper: CheckpointKeeper,
  folder: string,
): Promise<number> => {
  await mkdir(folder, { recursive: false, mode: 0o700 });
  // Before the events: every event that they cover is then in the export.
  const checkpoints = await keeper.lines();
  await writeFile(join(folder, "checkpoints.jsonl"), checkpoints.map((line) => `${line}\n`).join(""), { mode: 0o600 });
  let count = 0;
  const lines = ended(sealedLines(store), () => (count += 1));
  await pipeline(Readable.from(lines), createWriteStream(join(folder, "events.jsonl"), { mode: 0o600 }));
  await copyFile(fileURLToPath(new URL("verifier.js", import.meta.url)), join(folder, "verify.mjs"));
  return count;
};
