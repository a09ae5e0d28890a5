// Why PostgreSQL could not be started, in one sentence for the person at the terminal.

import { isNativeError } from "node:util/types";

/** The message is complete and readable as it is: what was wrong, where, and what would be right. */
export class PostgresError extends Error {
  override readonly name = "PostgresError";
}

const systemFaults: readonly (readonly [RegExp, (place: string) => string])[] = [
  [
    /ENOSPC|EDQUOT|No space left on device|Disk quota exceeded/i,
    (place) => `The disk that holds ${place} is full: free some space and start again.`,
  ],
  [
    /EROFS|Read-only file system/i,
    (place) => `The data folder ${place} cannot be written: its file system is read-only.`,
  ],
  [
    /lock file ".*" already exists|shared memory block .* is still in use/i,
    (place) => `Another running process uses the PostgreSQL data in ${place}: stop it, or choose another data folder.`,
  ],
  [
    /EACCES|EPERM|Permission denied|Operation not permitted|has wrong ownership/i,
    (place) =>
      `The data folder ${place} cannot be written by this user: give write permission or choose another folder.`,
  ],
  [
    /ENOTDIR|EEXIST|Not a directory/i,
    (place) => `The data folder ${place} cannot be made because a file of that name is in the way.`,
  ],
  [
    /database files are incompatible with server|initialized by PostgreSQL version/i,
    (place) => `The PostgreSQL data in ${place} was written by another version: move the folder away and start again.`,
  ],
];

/**
 * Turns a system error or the server's own last words into a PostgresError.
 * @param place the data folder as the person knows it
 * @param words an error code, message or log excerpt; only its last line is shown when nothing known matches
 */
export const explainFault = (place: string, words: string): PostgresError => {
  for (const [pattern, sentence] of systemFaults) if (pattern.test(words)) return new PostgresError(sentence(place));
  const lastLine = words.trim().split("\n").at(-1) ?? "";
  return new PostgresError(`PostgreSQL did not start in ${place}: ${lastLine || "it ended without a message"}.`);
};

/** The code and message of whatever was thrown, for {@link explainFault}. */
export const wordsOf = (thrown: unknown): string => {
  if (!isNativeError(thrown)) return String(thrown);
  const code = "code" in thrown && typeof thrown.code === "string" ? `${thrown.code} ` : "";
  const stderr = "stderr" in thrown && typeof thrown.stderr === "string" ? thrown.stderr : "";
  return stderr || `${code}${thrown.message}`;
};
