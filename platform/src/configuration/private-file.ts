// A secret that is made once and kept in a file which only its owner can read.
import { randomBytes } from "node:crypto";
import { chmod, link, mkdir, open, readFile, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { isNativeError } from "node:util/types";

const codeOf = (fault: unknown) => (isNativeError(fault) && "code" in fault ? fault.code : undefined);

const readIfThere = async (path: string): Promise<string | undefined> => {
  try {
    const text = await readFile(path, "utf8");
    await chmod(path, 0o600).catch(() => undefined); // not ours, or a file system without modes
    return text;
  } catch (fault) {
    if (codeOf(fault) === "ENOENT") return undefined;
    throw fault;
  }
};

/**
 * The file's text; made first where there is none. Processes that start at the same moment all get the same text, and
 * a file is there either whole and on disk, or not at all.
 */
export const privateFile = async (path: string, make: () => Promise<string> | string): Promise<string> => {
  const found = await readIfThere(path);
  if (found !== undefined) return found;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const unfinished = `${path}.${randomBytes(6).toString("hex")}.new`;
  try {
    const file = await open(unfinished, "wx", 0o600);
    try {
      await file.writeFile(await make());
      await file.sync();
    } finally {
      await file.close();
    }
    await link(unfinished, path); // unlike a rename, this never replaces what another process made meanwhile
  } catch (fault) {
    if (codeOf(fault) !== "EEXIST") throw fault;
  } finally {
    await rm(unfinished, { force: true });
  }
  return readFile(path, "utf8");
};
