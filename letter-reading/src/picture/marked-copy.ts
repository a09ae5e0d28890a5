// A copy of the sheet with what the check rests on marked in it: a box around each quote, and a dashed one where something is missing.
// Lines only: no word of anybody's is written into the picture.
import type { LetterEvidence } from "@tabel/domain";
import { align } from "../model/align.js";
import type { ReadWord } from "../ocr/reader.js";
import { boxOf } from "../text/words.js";
import type { Box } from "./ink.js";
import { asPicture, type Sheet } from "./sheet.js";

type Kind = "found" | "unsure" | "missing";
interface Mark {
  readonly kind: Kind;
  readonly box: Box;
}

const stroke: Readonly<Record<Kind, string>> = {
  found: 'stroke="#1a7f37"',
  unsure: 'stroke="#b35900"',
  missing: 'stroke="#c1121f" stroke-dasharray="18 10"',
};

const kindOf = (is: string): Kind =>
  is === "unsure" ? "unsure" : is === "other" || is === "absent" ? "missing" : "found";

const boxed = (quote: string, words: readonly ReadWord[]): Box | undefined => {
  const place = align(quote, words);
  if (place === undefined) return undefined;
  const there = words.slice(place.from, place.to);
  return there.length === 0 ? undefined : boxOf(there);
};

/** Below the text, where people sign; the whole text, where a wish should be; above it, where people say who they are. */
const placesOf = (words: readonly ReadWord[], { grey, letterHeight }: Sheet) => {
  const whole: Box =
    words.length === 0
      ? { x0: grey.width * 0.1, y0: grey.height * 0.1, x1: grey.width * 0.9, y1: grey.height * 0.6 }
      : boxOf(words);
  const third = (whole.y1 - whole.y0) / 3;
  return {
    head: { ...whole, y1: whole.y0 + third },
    body: { ...whole, y0: whole.y0 + third, y1: whole.y1 },
    signature: { ...whole, y0: whole.y1 + letterHeight, y1: Math.min(grey.height - 1, whole.y1 + letterHeight * 6) },
  };
};

export const marksOf = (evidence: LetterEvidence, words: readonly ReadWord[], sheet: Sheet): readonly Mark[] => {
  const places = placesOf(words, sheet);
  const said = [
    { is: evidence.writer.is, quote: evidence.writer.quote, place: places.head },
    { is: evidence.intent.is, quote: evidence.intent.quote, place: places.body },
    { is: evidence.ground.is, quote: evidence.ground.quote, place: undefined },
    { is: evidence.end.says, quote: evidence.end.quote, place: undefined },
    { is: evidence.position.is, quote: evidence.position.quote, place: undefined },
    { is: evidence.addressee.is, quote: evidence.addressee.quote, place: undefined },
    { is: evidence.writtenOn.is, quote: evidence.writtenOn.quote, place: undefined },
  ];
  const marks = said.flatMap(({ is, quote, place }): Mark[] => {
    const kind = kindOf(is);
    const box = boxed(quote, words) ?? (kind === "missing" ? place : undefined);
    return box === undefined ? [] : [{ kind, box }];
  });
  if (evidence.signature !== "present") marks.push({ kind: kindOf(evidence.signature), box: places.signature });
  return marks;
};

const drawn = ({ kind, box }: Mark, room: number): string => {
  const [x, y] = [Math.max(0, box.x0 - room), Math.max(0, box.y0 - room)];
  const [width, height] = [Math.max(1, box.x1 - box.x0 + 2 * room), Math.max(1, box.y1 - box.y0 + 2 * room)];
  return `<rect x="${Math.round(x)}" y="${Math.round(y)}" width="${Math.round(width)}" height="${Math.round(height)}" fill="none" stroke-width="4" ${stroke[kind]}/>`;
};

/** A PNG of the sheet as it was read: upright and level. */
export const markedCopy = async (
  evidence: LetterEvidence,
  words: readonly ReadWord[],
  sheet: Sheet,
): Promise<Buffer> => {
  const { width, height } = sheet.grey;
  const room = Math.round(sheet.letterHeight / 3);
  const boxes = marksOf(evidence, words, sheet).map((mark) => drawn(mark, room));
  const overlay = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${boxes.join("")}</svg>`;
  return asPicture(sheet.grey)
    .toColourspace("srgb")
    .composite([{ input: Buffer.from(overlay) }])
    .png({ compressionLevel: 6 })
    .toBuffer();
};
