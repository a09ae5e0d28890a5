// Messages in a folder, each once: a message that is handed over again under the same Message-ID is the same message. A file is
// there whole and on disk, or not at all.
import { createHash, randomBytes } from "node:crypto";
import { appendFile, link, mkdir, open, readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { isNativeError } from "node:util/types";

export interface StoredMessage {
  /** Names it in the folder. */
  readonly id: string;
  /** ISO 8601 instant. */
  readonly at: string;
}

export interface MessageFolder {
  /** Resolves when it is on disk: to its id, and whether it was there before. */
  keep(messageId: string, raw: Buffer): Promise<{ readonly id: string; readonly again: boolean }>;
  /** The latest first. */
  list(limit: number): Promise<readonly StoredMessage[]>;
  /** As it came; undefined where there is none. */
  read(id: string): Promise<Buffer | undefined>;
  count(): Promise<number>;
}

const codeOf = (fault: unknown) => (isNativeError(fault) && "code" in fault ? fault.code : undefined);
const ID = /^[0-9a-f]{64}$/;
const ENDING = ".eml";

export const openMessageFolder = async (folder: string): Promise<MessageFolder> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  /** 256 folders, so that none holds a hundred thousand files. */
  const shelf = (id: string): string => join(folder, id.slice(0, 2));
  const pathOf = (id: string): string => join(shelf(id), `${id}${ENDING}`);

  const all = async (): Promise<string[]> => {
    const shelves = (await readdir(folder)).filter((name) => /^[0-9a-f]{2}$/.test(name));
    const files = await Promise.all(shelves.map((name) => readdir(join(folder, name))));
    return files.flat().flatMap((name) => (name.endsWith(ENDING) ? [name.slice(0, -ENDING.length)] : []));
  };

  return {
    keep: async (messageId, raw) => {
      const id = createHash("sha256").update(messageId).digest("hex");
      await mkdir(shelf(id), { recursive: true, mode: 0o700 });
      const unfinished = join(shelf(id), `${id}.${randomBytes(6).toString("hex")}.new`);
      let again = false;
      try {
        const file = await open(unfinished, "wx", 0o600);
        try {
          await file.writeFile(raw);
          await file.sync();
        } finally {
          await file.close();
        }
        await link(unfinished, pathOf(id)); // unlike a rename, this never replaces the first one
      } catch (fault) {
        if (codeOf(fault) !== "EEXIST") throw fault;
        again = true;
      } finally {
        await rm(unfinished, { force: true });
      }
      // How often each was handed over: what a sender did twice is seen here.
      await appendFile(
        join(folder, "received.log"),
        `${new Date().toISOString()} ${id} ${again ? "again" : "first"}\n`,
      );
      return { id, again };
    },
    list: async (limit) => {
      const dated = await Promise.all(
        (await all()).map(async (id) => ({ id, at: (await stat(pathOf(id))).mtime.toISOString() })),
      );
      return dated.toSorted((a, b) => (a.at < b.at || (a.at === b.at && a.id < b.id) ? 1 : -1)).slice(0, limit);
    },
    read: async (id) => {
      if (!ID.test(id)) return undefined;
      try {
        return await readFile(pathOf(id));
      } catch (fault) {
        if (codeOf(fault) === "ENOENT") return undefined;
        throw fault;
      }
    },
    count: async () => (await all()).length,
  };
};
