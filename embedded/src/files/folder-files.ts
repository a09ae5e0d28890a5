// Files of one machine, in a folder that only its owner reads: written beside, flushed, then given their name, so that a file is whole
// or not there.
import { randomUUID } from "node:crypto";
import { open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { isNativeError } from "node:util/types";
import { makeFolder } from "../make-folder.js";

export interface FolderFiles {
  put(name: string, bytes: Uint8Array): Promise<void>;
  get(name: string): Promise<Buffer | undefined>;
  remove(name: string): Promise<void>;
  list(prefix: string): AsyncIterable<{ readonly name: string; readonly writtenAt: Date; readonly bytes: number }>;
}

/** Listed like any other, so that what a death in the middle left behind is found by whoever sweeps. */
const UNFINISHED = "unfinished-";
const part = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

const isMissing = (error: unknown): boolean => isNativeError(error) && "code" in error && error.code === "ENOENT";

/** Flushes a folder's own entries. */
const flushFolder = async (path: string): Promise<void> => {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
};

export const openFolderFiles = (root: string): FolderFiles => {
  makeFolder(root, 0o700);
  const pathOf = (name: string): string => {
    if (name.length > 200 || !name.split("/").every((each) => part.test(each)))
      throw new RangeError("a file's name is made of plain parts between slashes");
    return join(root, ...name.split("/"));
  };
  return {
    put: async (name, bytes) => {
      const path = pathOf(name);
      const folder = dirname(path);
      makeFolder(folder, 0o700);
      const unfinished = join(folder, `${UNFINISHED}${randomUUID()}`);
      const file = await open(unfinished, "wx", 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } catch (error) {
        await file.close();
        await rm(unfinished, { force: true });
        throw error;
      }
      await file.close();
      await rename(unfinished, path);
      await flushFolder(folder);
    },
    get: async (name) => {
      try {
        return await readFile(pathOf(name));
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    remove: (name) => rm(pathOf(name), { force: true }),
    list: async function* (prefix) {
      const entries = await readdir(root, { recursive: true, withFileTypes: true });
      for (const entry of entries) {
        if (!entry.isFile()) continue;
        const path = join(entry.parentPath, entry.name);
        const name = relative(root, path).split(sep).join("/");
        if (!name.startsWith(prefix)) continue;
        try {
          const { mtime, size } = await stat(path);
          yield { name, writtenAt: mtime, bytes: size };
        } catch (error) {
          if (!isMissing(error)) throw error; // removed meanwhile
        }
      }
    },
  };
};
