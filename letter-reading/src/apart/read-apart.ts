// Has a letter read in a process of its own, within a time and a memory; ended when it takes longer, or when nobody waits any more. That it
// took too long is told apart from every other failure: another attempt would take as long.
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { LetterEvidence } from "@tabel/domain";
import type { Writer } from "../grounding/extract.js";
import { type Language, LONGEST_MS, ReadingTookTooLong } from "../ocr/reader.js";
import type { PrintRead, ReadingAnswer, ReadingTask } from "./reading-process.js";

export interface ReadApart {
  read(picture: Uint8Array, writer: Writer, likely: Language): Promise<PrintRead>;
  /** Of the letter that was read: a PNG. */
  mark(evidence: LetterEvidence): Promise<Buffer>;
  end(): void;
}

export interface ApartOptions {
  readonly signal: AbortSignal;
  readonly longestMs?: number;
  readonly heapMegabytes?: number;
}

export class NotReadApart extends Error {
  override readonly name = "NotReadApart";
}

export const readApart = ({ signal, longestMs = 180_000, heapMegabytes = 768 }: ApartOptions): ReadApart => {
  const child = fork(fileURLToPath(new URL("./reading-process.js", import.meta.url)), [], {
    serialization: "advanced",
    execArgv: [`--max-old-space-size=${heapMegabytes}`],
    // Of the surroundings only what a process needs to start: no keys, no addresses.
    env: { PATH: process.env["PATH"] },
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  const ended = new AbortController();
  const late = AbortSignal.timeout(longestMs);
  const ending = AbortSignal.any([signal, ended.signal, late]);
  const kill = (): void => void child.kill("SIGKILL");
  ending.addEventListener("abort", kill, { once: true });
  child.once("exit", () => ended.abort());
  child.once("error", () => ended.abort());
  if (ending.aborted) kill();

  const ask = (task: ReadingTask): Promise<ReadingAnswer> =>
    new Promise((resolve, reject) => {
      const gone = (): void => {
        child.removeListener("message", answered);
        const itself = ending.reason === late.reason;
        reject(
          itself ? new ReadingTookTooLong(longestMs) : new NotReadApart("the process that read a letter was ended"),
        );
      };
      const answered = (answer: unknown): void => {
        ending.removeEventListener("abort", gone);
        resolve(answer as ReadingAnswer); // the only messages that our own process sends
      };
      if (ending.aborted) return gone();
      ending.addEventListener("abort", gone, { once: true });
      child.once("message", answered);
      child.send(task, () => undefined); // a process that is gone already answers by its exit
    });

  const failed = (answer: ReadingAnswer): Error => {
    if (!("failed" in answer)) return new NotReadApart("another answer than was asked for");
    return answer.failed === "ReadingTookTooLong"
      ? new ReadingTookTooLong(LONGEST_MS)
      : new NotReadApart(answer.failed);
  };

  return {
    read: async (picture, writer, likely) => {
      const answer = await ask({ do: "read", picture, writer, likely });
      if ("read" in answer) return answer.read;
      throw failed(answer);
    },
    mark: async (evidence) => {
      const answer = await ask({ do: "mark", evidence });
      if ("marked" in answer) return Buffer.from(answer.marked);
      throw failed(answer);
    },
    end: () => {
      ended.abort();
      kill();
    },
  };
};
