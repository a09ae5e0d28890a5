// Makes a folder with its parents. Not by Node's `recursive`: that one never returns where the file system denies that
// a parent exists, below /proc for example.
import { mkdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";

/**
 * Does nothing where the folder is there already, also when another process makes it at the same moment. `mode` is for
 * what is made here. Throws what the system says otherwise.
 */
export const makeFolder = (path: string, mode?: number): void => {
  const folder = resolve(path);
  if (isFolder(folder)) return;
  const parent = dirname(folder);
  if (parent !== folder) makeFolder(parent, mode);
  try {
    mkdirSync(folder, mode);
  } catch (error) {
    if (!isFolder(folder)) throw error;
  }
};

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
