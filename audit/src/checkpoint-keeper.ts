// Where checkpoints are kept: a port, because it should lie elsewhere than the log. Here: a file that is only ever appended to.
import { mkdir, open, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { isNativeError } from "node:util/types";

export interface CheckpointKeeper {
  /** All lines, in their order. */
  lines(): Promise<readonly string[]>;
  /** Resolves when it would survive a power cut. Throws when somebody else has written since `lines`. */
  append(line: string): Promise<void>;
}

const isMissing = (error: unknown): boolean => isNativeError(error) && "code" in error && error.code === "ENOENT";

export const checkpointFile = (path: string): CheckpointKeeper => {
  /** How long the file is, as far as this process knows. */
  let bytes = 0;
  let torn = false;
  return {
    lines: async () => {
      const text = await readFile(path).catch((error: unknown) => {
        if (isMissing(error)) return Buffer.alloc(0);
        throw error;
      });
      bytes = text.length;
      torn = text.length > 0 && text.at(-1) !== 0x0a;
      return text
        .toString("utf8")
        .split("\n")
        .filter((line) => line !== "");
    },
    append: async (line) => {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const file = await open(path, "a", 0o600);
      try {
        if ((await file.stat()).size !== bytes)
          throw new Error(`somebody else writes checkpoints to ${path}; only one process may sign a log`);
        const written = Buffer.from(`${torn ? "\n" : ""}${line}\n`);
        await file.writeFile(written);
        await file.sync();
        bytes += written.length;
        torn = false;
      } finally {
        await file.close();
      }
    },
  };
};
