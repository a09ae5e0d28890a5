// Everything that is read of one scan, brought together: print reading, the model where one is configured and may be asked, grounding, the
// marked copy. What comes out is evidence and a record of how it came about; the rules decide elsewhere.
import { setTimeout as pause } from "node:timers/promises";
import type { LetterEvidence, ModelAsked, SecondReading } from "@tabel/domain";
import { type ReadApart, readApart } from "./apart/read-apart.js";
import type { Writer } from "./grounding/extract.js";
import { askModel, type ModelAsking, type ModelFailure, type ModelSettings, storable } from "./model/ask-model.js";
import { SCHEMA_VERSION } from "./model/extraction.js";
import { groundExtraction, type GroundedReading } from "./model/ground.js";
import type { NotAsked } from "./model/model-limits.js";
import { withSecondReading } from "./model/second-reading.js";
import type { Language } from "./ocr/reader.js";
import { READING_VERSION } from "./read-letter.js";

/** Whether the model may be asked now, and what became of it: counted where every program sees it. */
export interface ModelGate {
  enter(): Promise<{ readonly leave: (asked: ModelAsked) => Promise<void> } | NotAsked>;
}

export interface AskedModel {
  readonly settings: ModelSettings;
  readonly gate: ModelGate;
  /** Minor units of money for a million tokens. */
  readonly price: { readonly in: number; readonly out: number };
  /** Askings of one letter, and how long is waited between two, or for a place among others. */
  readonly tries?: number;
  readonly waitMs?: number;
}

export interface CheckedScan {
  readonly version: string;
  readonly language: Language;
  readonly milliseconds: number;
  readonly evidence: LetterEvidence;
  /** The words in the order in which they stand on the page. */
  readonly text: string;
  readonly secondReading: SecondReading | null;
  readonly asked: readonly ModelAsked[];
  readonly notAsked: NotAsked | null;
  /** A model is configured and no reading of it came: away, too slow, or over a limit. */
  readonly secondReadingMissing: boolean;
  /** PNG. */
  readonly marked: Buffer;
}

/** Of the letter, and of what a model wrote: both go into one command, which may travel over HTTP. */
const MOST_SIGNS = 16_000;

/** The provider did not read. Every other failure is an answer that says nothing, and changes nothing. */
const didNotRead: ReadonlySet<ModelFailure> = new Set(["unreachable", "too-slow", "refused"]);

export const costOf = (tokens: { readonly in: number; readonly out: number }, price: AskedModel["price"]): number =>
  Math.ceil((tokens.in * price.in + tokens.out * price.out) / 1_000_000);

const recordOf = (
  { model, promptHash, tokens, milliseconds, failure }: ModelAsking,
  { price }: AskedModel,
): ModelAsked => ({
  model: model.slice(0, 200),
  promptHash,
  schema: SCHEMA_VERSION,
  tokensIn: tokens.in,
  tokensOut: tokens.out,
  milliseconds,
  cost: costOf(tokens, price),
  failure,
});

interface Second {
  readonly reading: GroundedReading | null;
  readonly secondReading: SecondReading | null;
  readonly asked: readonly ModelAsked[];
  readonly notAsked: NotAsked | null;
  readonly secondReadingMissing: boolean;
}
const nothingAsked: Second = {
  reading: null,
  secondReading: null,
  asked: [],
  notAsked: null,
  secondReadingMissing: false,
};

const askTwice = async (
  model: AskedModel,
  letter: { readonly picture: Uint8Array; readonly text: string },
  ground: (asking: ModelAsking) => GroundedReading | null,
): Promise<Second> => {
  const { settings, gate, tries = 2, waitMs = 1_000 } = model;
  const asked: ModelAsked[] = [];
  let notAsked: NotAsked | null = null;
  // Places among others are waited for a little longer than the provider itself.
  for (let [attempt, waits] = [0, 0]; attempt < tries && waits < tries * 5;) {
    const entered = await gate.enter();
    if (typeof entered === "string") {
      notAsked = entered;
      if (entered !== "busy") break;
      waits += 1;
      await pause(waitMs);
      continue;
    }
    notAsked = null;
    const asking = await askModel(settings, letter);
    const record = recordOf(asking, model);
    asked.push(record);
    await entered.leave(record);
    if (asking.failure === null || !didNotRead.has(asking.failure)) {
      const reading = ground(asking);
      const raw = {
        fields: [...(reading?.fields ?? [])],
        dropped: [...(reading?.dropped ?? [])],
        raw: storable(asking.raw.slice(0, MOST_SIGNS)),
      };
      return { reading, secondReading: raw, asked, notAsked: null, secondReadingMissing: false };
    }
    attempt += 1;
    if (attempt < tries) await pause(waitMs);
  }
  return { ...nothingAsked, asked, notAsked, secondReadingMissing: true };
};

interface Letter {
  readonly picture: Uint8Array;
  readonly writer: Writer;
  /** The language that is likely: of the employee's record. */
  readonly likely: Language;
}

/** With print reading done elsewhere. */
export const checkWith = async (
  apart: Pick<ReadApart, "read" | "mark">,
  { picture, writer, likely }: Letter,
  model?: AskedModel,
): Promise<CheckedScan> => {
  const began = performance.now();
  const { evidence: print, language, words } = await apart.read(picture, writer, likely);
  const read = words.map((word) => word.text).join(" ");
  const text = storable(read.slice(0, MOST_SIGNS));
  const second =
    model === undefined
      ? nothingAsked
      : await askTwice(model, { picture, text }, ({ answer }) =>
          answer === null ? null : groundExtraction(answer, words, language, writer),
        );
  const evidence = withSecondReading(print, second.reading);
  return {
    version: READING_VERSION,
    language,
    evidence,
    text,
    secondReading: second.secondReading,
    asked: second.asked,
    notAsked: second.notAsked,
    secondReadingMissing: second.secondReadingMissing,
    marked: await apart.mark(evidence),
    milliseconds: Math.round(performance.now() - began),
  };
};

/** @param signal aborts it: the letter is not read, and may be again */
export const checkScan = async (letter: Letter, signal: AbortSignal, model?: AskedModel): Promise<CheckedScan> => {
  const apart = readApart({ signal });
  try {
    return await checkWith(apart, letter, model);
  } finally {
    apart.end();
  }
};
