// Why a commit failed, as a sentence for whoever wanted to append. LMDB reports a full disk as an input/output error
// when the last write that fitted was a short one, so the free space is looked at too.
import { statfs } from "node:fs/promises";

/** Less than this counts as full: a commit needs some pages more than its events, in bytes. */
const FULL = 4 * 1024 * 1024;

export class CommitFailed extends Error {
  readonly fullDisk: boolean;

  constructor(reason: string, cause: unknown, fullDisk = false) {
    super(`Nothing was appended: ${reason}`, { cause });
    this.name = "CommitFailed";
    this.fullDisk = fullDisk;
  }
}

/** Whether a failure was a full disk that is full still: LMDB writes lines to the log for every commit that it tries. */
export const isStillFull = async (folder: string, failure: CommitFailed | undefined): Promise<boolean> =>
  failure?.fullDisk === true && (await isFull(folder));

const isFull = async (folder: string): Promise<boolean> => {
  const { bavail, bsize } = await statfs(folder).catch(() => ({ bavail: Number.MAX_SAFE_INTEGER, bsize: 1 }));
  return bavail * bsize < FULL;
};

export const writtenByAnother = (): CommitFailed =>
  new CommitFailed(
    "another process has written to this event store, which is for one alone. Stop one of the two and restart the other.",
    undefined,
  );

/** `failure` is what lmdb-js rejected with: the system's error stands in a promise of its own. */
export const commitFailed = async (folder: string, failure: unknown): Promise<CommitFailed> => {
  const cause = await systemError(failure);
  if ((await isFull(folder)) || codeOf(cause) === "ENOSPC")
    return new CommitFailed(
      "the disk that holds the event store is full. It continues when there is space.",
      cause,
      true,
    );
  const detail = cause instanceof Error ? cause.message : String(cause);
  return new CommitFailed(`the event store could not write to its disk (${detail}).`, cause);
};

const systemError = async (failure: unknown): Promise<unknown> => {
  if (!(failure instanceof Error) || !("commitError" in failure)) return failure;
  try {
    await Promise.race([failure.commitError, new Promise((resolve) => setTimeout(resolve, 100))]);
    return failure;
  } catch (error) {
    return error;
  }
};

const codeOf = (error: unknown): unknown => (error instanceof Error && "code" in error ? error.code : undefined);
