// One temporary folder for a whole test run; whatever a failed spec leaves in it goes with it.
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isNativeError } from "node:util/types";

const prefix = "tabel-test-";

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (fault) {
    return isNativeError(fault) && "code" in fault && fault.code === "EPERM";
  }
};

export const removeFolder = (path: string) =>
  rmSync(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });

/** A run that was killed could not clean up after itself: the next one does. */
const sweep = () => {
  for (const name of readdirSync(tmpdir())) {
    const pid = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1];
    if (pid && !isAlive(Number(pid))) removeFolder(join(tmpdir(), name));
  }
};

export const makeRunFolder = (): string => {
  sweep();
  return mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
};
