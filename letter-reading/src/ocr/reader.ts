// Reads print off pictures with Tesseract, offline with the trained data of this package. A few readers, each reading one picture at
// a time in a thread of its own, within a time; a reader that takes longer is ended and replaced.
import { createWorker, OEM, type Page, type Worker } from "tesseract.js";
import { fileURLToPath } from "node:url";
import type { Box } from "../picture/ink.js";

export type Language = "ru" | "en";
const trained: Readonly<Record<Language, string>> = { ru: "rus", en: "eng" };

export interface ReadWord {
  readonly text: string;
  /** 0 to 100, as the reader trusts itself. */
  readonly confidence: number;
  readonly box: Box;
}

/** One picture, where nobody says otherwise. */
export const LONGEST_MS = 60_000;

/** Known by its name, which also crosses from one process to another. */
export class ReadingTookTooLong extends Error {
  override readonly name = "ReadingTookTooLong";

  constructor(milliseconds: number) {
    super(`a picture was not read within ${milliseconds} ms`);
  }
}

export interface PrintReader {
  read(picture: Uint8Array, language: Language): Promise<readonly ReadWord[]>;
  close(): Promise<void>;
}

export interface PrintReaderOptions {
  /** Pictures read at the same time; further ones wait. */
  readonly atOnce?: number;
  readonly longestMs?: number;
}

const wordsOf = (page: Page): ReadWord[] =>
  (page.blocks ?? []).flatMap(({ paragraphs }) =>
    paragraphs.flatMap(({ lines }) =>
      lines.flatMap(({ words }) =>
        words.map(({ text, confidence, bbox }): ReadWord => ({ text, confidence, box: { ...bbox } })),
      ),
    ),
  );

const start = async (language: Language): Promise<Worker> => {
  const worker = await createWorker(trained[language], OEM.LSTM_ONLY, {
    langPath: fileURLToPath(new URL("../../trained", import.meta.url)),
    gzip: true,
    cacheMethod: "none",
    errorHandler: () => undefined, // the same error rejects the call that asked
  });
  // Pictures come without a resolution; letters are brought to the height of this one.
  await worker.setParameters({ user_defined_dpi: "250" });
  return worker;
};

export const startPrintReader = ({ atOnce = 1, longestMs = LONGEST_MS }: PrintReaderOptions = {}): PrintReader => {
  const idle: Record<Language, Worker[]> = { ru: [], en: [] };
  const waiting: (() => void)[] = [];
  let [busy, closed] = [0, false];

  const enter = async (): Promise<void> => {
    if (busy >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    else busy += 1;
  };
  const leave = (): void => {
    const next = waiting.shift();
    if (next === undefined) busy -= 1;
    else next();
  };

  const within = async <Result>(work: Promise<Result>): Promise<Result> => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new ReadingTookTooLong(longestMs)), longestMs);
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      clearTimeout(timer);
    }
  };

  return {
    read: async (picture, language) => {
      await enter();
      let worker: Worker | undefined;
      try {
        if (closed) throw new Error("the reader is closed");
        worker = idle[language].pop() ?? (await start(language));
        const { data } = await within(worker.recognize(Buffer.from(picture), {}, { text: false, blocks: true }));
        idle[language].push(worker);
        worker = undefined;
        return wordsOf(data);
      } finally {
        // Still held: it failed or took too long, and may be reading yet.
        if (worker !== undefined) await worker.terminate();
        leave();
      }
    },
    close: async () => {
      closed = true;
      await Promise.all([...idle.ru.splice(0), ...idle.en.splice(0)].map((worker) => worker.terminate()));
    },
  };
};
