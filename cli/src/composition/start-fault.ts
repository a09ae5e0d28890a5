// What keeps Tabel from starting, in one sentence for the person at the terminal.
import { isNativeError } from "node:util/types";

/** The message is for a person; no stack is shown. */
export class StartFault extends Error {
  override readonly name = "StartFault";
}

const codeOf = (error: unknown): unknown => (isNativeError(error) && "code" in error ? error.code : undefined);

const systemSentences: Readonly<Record<string, (folder: string) => string>> = {
  ENOSPC: (folder) => `The disk that holds the data folder ${folder} is full; make space and start again.`,
  EDQUOT: (folder) => `The disk quota for the data folder ${folder} is used up; make space and start again.`,
  EACCES: (folder) =>
    `The data folder ${folder} cannot be written; give this user the right to, or name another by TABEL_DATA.`,
  EPERM: (folder) =>
    `The data folder ${folder} cannot be written; give this user the right to, or name another by TABEL_DATA.`,
  EROFS: (folder) => `The data folder ${folder} lies on a read-only disk; name another by TABEL_DATA.`,
  ENOENT: (folder) => `The data folder ${folder} cannot be made there; name another by TABEL_DATA.`,
  ENOTDIR: (folder) => `The data folder ${folder} cannot be made, because a part of its path is a file.`,
  EEXIST: (folder) => `The data folder ${folder} cannot be made, because there is a file of that name.`,
};

/** The system's own refusals as a StartFault; every other error stays what it is. */
export const sentenceFor = (error: unknown, folder: string): unknown => {
  const sentence = systemSentences[String(codeOf(error))];
  return sentence === undefined ? error : new StartFault(sentence(folder), { cause: error });
};

/** Errors whose message is a sentence for the person who started Tabel. */
const spoken: ReadonlySet<string> = new Set([
  "StartFault",
  "FolderInUse",
  "ConfigurationError",
  "PostgresError",
  "DamagedStore",
  "EventStoreFault",
  "NoSuchStream",
  "ListenError",
  "FaultyTemplates",
]);

/** What to print when a command fails. */
export const words = (error: unknown): string => {
  if (!isNativeError(error)) return String(error);
  if (spoken.has(error.name)) return error.message;
  return `Something unforeseen happened; please report it with these lines:\n${error.stack ?? error.message}`;
};
