// The same sheet read twice, prepared in two ways. Both are one detector: what both miss may still stand there.
import { asPicture, type Sheet } from "../picture/sheet.js";
import type { Language, PrintReader, ReadWord } from "./reader.js";

/** Heights to which letters are brought before reading, in dots. */
const HEIGHTS = { soft: 26, sharp: 36 } as const;
const WIDEST = 3_600;

const scaleFor = (sheet: Sheet, height: number): number =>
  Math.min(4, WIDEST / Math.max(sheet.grey.width, sheet.grey.height), Math.max(0.4, height / sheet.letterHeight));

const scaledBack = (words: readonly ReadWord[], scale: number): ReadWord[] =>
  words
    .filter(({ text }) => text.trim() !== "")
    .map(({ box, ...word }) => ({
      ...word,
      box: {
        x0: Math.round(box.x0 / scale),
        y0: Math.round(box.y0 / scale),
        x1: Math.round(box.x1 / scale),
        y1: Math.round(box.y1 / scale),
      },
    }));

/** Grey as it is, letters of a moderate height. */
export const readSoft = async (sheet: Sheet, language: Language, reader: PrintReader): Promise<ReadWord[]> => {
  const scale = scaleFor(sheet, HEIGHTS.soft);
  const picture = asPicture(sheet.grey).resize({ width: Math.round(sheet.grey.width * scale), kernel: "lanczos3" });
  return scaledBack(await reader.read(await picture.png({ compressionLevel: 1 }).toBuffer(), language), scale);
};

/** Letters larger, edges sharpened and pale dots blanked out. */
export const readSharp = async (sheet: Sheet, language: Language, reader: PrintReader): Promise<ReadWord[]> => {
  const scale = scaleFor(sheet, HEIGHTS.sharp);
  const picture = asPicture(sheet.grey)
    .resize({ width: Math.round(sheet.grey.width * scale), kernel: "cubic" })
    .sharpen({ sigma: 1.6 })
    .linear(1.6, -90);
  return scaledBack(await reader.read(await picture.png({ compressionLevel: 1 }).toBuffer(), language), scale);
};
