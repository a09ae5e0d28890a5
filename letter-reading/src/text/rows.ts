// Rows of a page: words that stand beside each other, from left to right, whatever blocks the reader saw in them.
import { boxOf, type Word } from "./words.js";
import type { Box } from "../picture/ink.js";

export interface Row {
  readonly words: readonly Word[];
  readonly box: Box;
}

const middle = ({ y0, y1 }: Box): number => (y0 + y1) / 2;

export const rowsOf = (words: readonly Word[], letterHeight: number): Row[] => {
  const rows: { words: Word[]; at: number }[] = [];
  for (const word of words.toSorted((a, b) => middle(a.box) - middle(b.box))) {
    const row = rows.at(-1);
    if (row !== undefined && middle(word.box) - row.at < letterHeight * 0.85) {
      row.words.push(word);
      row.at += (middle(word.box) - row.at) / row.words.length;
    } else rows.push({ words: [word], at: middle(word.box) });
  }
  return rows.map((row) => {
    const ordered = row.words.toSorted((a, b) => a.box.x0 - b.box.x0);
    return { words: ordered, box: boxOf(ordered) };
  });
};

export const textOf = (row: Row): string => row.words.map(({ plain }) => plain).join("");
