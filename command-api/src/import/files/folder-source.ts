// The files of an organisation from a folder. Nothing but its own CSV files is read, and none that is too large.
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { isNativeError } from "node:util/types";
import { MOST_FILE_BYTES } from "./decode-text.js";
import type { FaultList, ImportFaultCode } from "./import-fault.js";
import { fileNames } from "./organisation-files.js";
import type { OrganisationSource } from "./read-tables.js";

const MEBIBYTE = 1024 * 1024;

const explained: Readonly<Record<string, string>> = {
  ENOENT: "there is no such folder",
  ENOTDIR: "this is not a folder; name the folder that holds the files",
  EACCES: "it may not be read by this user; give the right to read it",
  EPERM: "it may not be read by this user; give the right to read it",
};

const reason = (error: unknown): string => {
  const code = isNativeError(error) && "code" in error ? String(error.code) : "";
  return explained[code] ?? `it cannot be read (${code || String(error)})`;
};

export interface FolderSource {
  readonly source: OrganisationSource;
  /** Files that are there and cannot be read; each has its fault. */
  readonly unreadable: ReadonlySet<string>;
}

/** Reads the CSV files of a folder. Undefined, with a fault, when there is no such folder. */
export const readFolder = async (folder: string, faults: FaultList): Promise<FolderSource | undefined> => {
  const unreadable = new Set<string>();
  const fault = (file: string, code: ImportFaultCode, right: string) => {
    faults.add({ file, line: null, column: null, code, found: "", right });
    unreadable.add(file);
  };
  let names: string[];
  try {
    names = (await readdir(folder)).filter((name) => name.toLowerCase().endsWith(".csv")).sort();
  } catch (error) {
    fault(folder, "file-unreadable", reason(error));
    return undefined;
  }
  const source = new Map<string, Uint8Array>();
  for (const name of names) {
    // An unknown name is reported where the files are read; its content is not needed for that.
    if (!fileNames.includes(name)) {
      source.set(name, new Uint8Array());
      continue;
    }
    try {
      const entry = await stat(join(folder, name));
      const size = Math.ceil(entry.size / MEBIBYTE);
      if (!entry.isFile()) fault(name, "file-unreadable", "this is not a file; put a file here");
      else if (entry.size > MOST_FILE_BYTES)
        fault(
          name,
          "file-too-large",
          `it has ${size} MiB; a file may have ${MOST_FILE_BYTES / MEBIBYTE}: split the import`,
        );
      else source.set(name, await readFile(join(folder, name)));
    } catch (error) {
      fault(name, "file-unreadable", reason(error));
    }
  }
  return { source, unreadable };
};
