// Writing that no reader read: pieces of ink of a letter's size outside every word that was read with certainty. It is how "nothing
// stands there" is told from "nothing was read there".
import type { ReadWord } from "../ocr/reader.js";
import { grown, heightOf, overlap, widthOf, type Box, type Piece } from "./ink.js";

/** How many letter-like pieces of a region belong to no word that was read well. */
export const unreadIn = (
  region: Box,
  pieces: readonly Piece[],
  letter: number,
  readings: readonly (readonly ReadWord[])[],
): number => {
  const sure = readings
    .flat()
    .filter(({ confidence }) => confidence >= 60)
    .map(({ box }) => grown(box, letter * 0.3));
  return pieces.filter(
    (piece) =>
      overlap(piece, region) &&
      heightOf(piece) >= letter * 0.6 &&
      heightOf(piece) <= letter * 3 &&
      widthOf(piece) >= letter * 0.2 &&
      widthOf(piece) <= letter * 6 &&
      !sure.some((box) => overlap(piece, box)),
  ).length;
};
