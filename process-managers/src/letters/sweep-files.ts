// Files that no event names: of an upload whose receipt was never recorded, of a marked copy that another attempt overtook. Looked for
// now and then; a file is younger than its event by less than a day, so nothing is taken that is still on its way.
import { EmployeeId, resignation, ResignationNumber, resignationStream } from "@tabel/domain";
import type { EventStore } from "@tabel/event-store";
import type { FileStore, Logger } from "@tabel/platform";
import { describeError } from "@tabel/read-models";

const ON_ITS_WAY_MS = 86_400_000;

/** `letters/e00042/1/<letter>.<command>`, with `.marked-2` behind it for a copy. */
const nameOfLetterFile = /^letters\/([^/]+)\/(\d{1,2})\/[^/]+$/;

interface Sweeping {
  readonly store: Pick<EventStore, "load">;
  readonly files: Pick<FileStore, "list" | "remove">;
  readonly clock: () => Date;
}

/** Answers how many were removed. */
export const sweepLetterFiles = async ({ store, files, clock }: Sweeping, signal?: AbortSignal): Promise<number> => {
  let removed = 0;
  for await (const { name, writtenAt } of files.list("letters/")) {
    if (signal?.aborted === true) return removed;
    if (clock().getTime() - writtenAt.getTime() < ON_ITS_WAY_MS) continue;
    const [, who, which] = nameOfLetterFile.exec(name) ?? [];
    const employeeId = EmployeeId.safeParse(who);
    const number = ResignationNumber.safeParse(Number(which));
    if (!employeeId.success || !number.success) continue; // not of an upload: whoever put it there knows why
    const stream = resignationStream(employeeId.data, number.data);
    const { state } = await store.load(stream, resignation, { fresh: true });
    if (state?.letters.some(({ picture, markedCopy }) => name === picture || name === markedCopy) === true) continue;
    await files.remove(name);
    removed += 1;
  }
  return removed;
};

/** Every so many hours until it is stopped. */
export const keepSweeping = (
  sweeping: Sweeping,
  log: Pick<Logger, "info" | "warn">,
  everyMs = 6 * 3_600_000,
): { stop(): Promise<void> } => {
  const stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();
  const once = async (): Promise<void> => {
    try {
      const removed = await sweepLetterFiles(sweeping, stopping.signal);
      if (removed > 0) log.info({ removed }, "files that no letter names were removed");
    } catch (error) {
      log.warn(describeError(error), "files could not be looked through; they are the next time");
    }
  };
  const timer = setInterval(() => {
    running = running.then(once);
  }, everyMs);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      stopping.abort();
      await running;
    },
  };
};
