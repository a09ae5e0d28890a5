// Takes an uploaded file in: looked at, opened in a process of its own within a time and a memory, given back as one picture with its
// fingerprint, by which the same scan is known again. Nothing is written anywhere.
import { fork } from "node:child_process";
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { FileRefused, inspectFile } from "./file-kind.js";
import type { IntakeAnswer, IntakeTask } from "./intake-worker.js";

export interface TakenFile {
  /** PNG. */
  readonly picture: Buffer;
  /** Of the picture, not of the file: the same page saved anew with other metadata is the same. */
  readonly fingerprint: string;
}

export interface TakeOptions {
  readonly longestMs?: number;
  /** Of the process that opens it: its heap, and everything. A page of A3 at 600 dots an inch inside a PDF takes 950. */
  readonly heapMegabytes?: number;
  readonly megabytes?: number;
}

const opened = (task: IntakeTask, longestMs: number, heapMegabytes: number): Promise<IntakeAnswer> =>
  new Promise((resolve) => {
    const worker = fork(fileURLToPath(new URL("./intake-worker.js", import.meta.url)), [], {
      serialization: "advanced",
      execArgv: [`--max-old-space-size=${heapMegabytes}`],
      // Of the surroundings only what a process needs to start: no keys, no addresses.
      env: { PATH: process.env["PATH"] },
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    const finish = (answer: IntakeAnswer): void => {
      clearTimeout(timer);
      worker.kill("SIGKILL");
      resolve(answer);
    };
    const timer = setTimeout(() => finish({ refused: "letter-file-too-slow" }), longestMs);
    worker.once("message", (said) => finish(said as IntakeAnswer)); // the only message that our own worker sends
    worker.once("error", () => finish({ refused: "letter-file-broken" }));
    worker.once("exit", () => finish({ refused: "letter-file-broken" }));
    worker.send(task, () => undefined); // a worker that is gone already answers by its exit
  });

/** Throws FileRefused. */
export const takeFile = async (
  file: Uint8Array,
  { longestMs = 30_000, heapMegabytes = 256, megabytes = 1_280 }: TakeOptions = {},
): Promise<TakenFile> => {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const answer = await opened({ bytes, kind: inspectFile(bytes), megabytes }, longestMs, heapMegabytes);
  if ("refused" in answer) throw new FileRefused(answer.refused);
  const picture = Buffer.from(answer.picture);
  return { picture, fingerprint: createHash("sha256").update(picture).digest("hex") };
};
