// The process that opens one file and ends: what it opens cannot take the server with it.
import { FileRefused, type FileKind, type IntakeCode } from "./file-kind.js";
import { boundMemory } from "./memory-bound.js";
import { normaliseFile } from "./normalise-file.js";

export interface IntakeTask {
  readonly bytes: Uint8Array;
  readonly kind: FileKind;
  readonly megabytes: number;
}
export type IntakeAnswer = { readonly picture: Uint8Array } | { readonly refused: IntakeCode };

const answer = (said: IntakeAnswer): void => {
  process.send?.(said, () => process.disconnect());
};

process.once("message", (task: IntakeTask) => {
  boundMemory(task.megabytes)
    .then(() => normaliseFile(Buffer.from(task.bytes), task.kind))
    .then(
      (picture) => answer({ picture }),
      (error: unknown) => answer({ refused: error instanceof FileRefused ? error.code : "letter-file-broken" }),
    );
});
