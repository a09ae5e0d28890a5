// The process that reads one letter and ends: what it costs in time and memory is not the server's.
import type { LetterEvidence } from "@tabel/domain";
import type { Writer } from "../grounding/extract.js";
import { startPrintReader, type Language, type ReadWord } from "../ocr/reader.js";
import { markedCopy } from "../picture/marked-copy.js";
import { readLetter, type ReadLetter, wordsInOrder } from "../read-letter.js";

export type ReadingTask =
  | { readonly do: "read"; readonly picture: Uint8Array; readonly writer: Writer; readonly likely: Language }
  | { readonly do: "mark"; readonly evidence: LetterEvidence };

/** What print reading makes of a letter; words in the order in which they stand on the page. */
export interface PrintRead {
  readonly evidence: LetterEvidence;
  readonly language: Language;
  readonly words: readonly ReadWord[];
}
export type ReadingAnswer =
  { readonly read: PrintRead } | { readonly marked: Uint8Array } | { readonly failed: string };

let letter: { readonly sheet: ReadLetter["sheet"]; readonly words: readonly ReadWord[] } | undefined;

const answerTo = async (task: ReadingTask): Promise<ReadingAnswer> => {
  if (task.do === "mark")
    return letter === undefined
      ? { failed: "nothing was read" }
      : { marked: await markedCopy(task.evidence, letter.words, letter.sheet) };
  const reader = startPrintReader();
  try {
    const read = await readLetter(task.picture, task.writer, task.likely, reader);
    const words = wordsInOrder(read);
    letter = { sheet: read.sheet, words };
    return { read: { evidence: read.evidence, language: read.language, words } };
  } finally {
    await reader.close();
  }
};

// Whoever asked is gone: nothing is left to do.
process.on("disconnect", () => process.exit());
process.on("message", (task: ReadingTask) => {
  answerTo(task).then(
    (answer) => process.send?.(answer),
    // The kind of error alone: its message may hold words of the letter.
    (error: unknown) => process.send?.({ failed: error instanceof Error ? error.name : "unknown" }),
  );
});
