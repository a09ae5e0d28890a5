// Finds a quote in what was read, a few signs amiss: the cheapest place of the quote in the text (Sellers, 1980). A quote that stands
// nowhere was made up.

/** A part of the quote's length that may differ, for what a reader misreads. */
const MOST_AMISS = 0.15;

const plain = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll("ё", "е")
    .replaceAll(/[^\p{L}\p{N}]+/gu, "");

export interface Alignment {
  /** Signs that differ. */
  readonly amiss: number;
  /** Places in the given words: from … up to, not including. */
  readonly from: number;
  readonly to: number;
}

/** Where a quote stands among words; undefined where it does not. Quotes of fewer than four signs are found nowhere. */
export const align = (quote: string, words: readonly { readonly text: string }[]): Alignment | undefined => {
  const pattern = plain(quote);
  if (pattern.length < 4 || pattern.length > 600) return undefined;
  // Each sign of the text with the word it is of.
  const signs: { readonly sign: string; readonly word: number }[] = words.flatMap(({ text }, word) =>
    plain(text)
      .split("")
      .map((sign) => ({ sign, word })),
  );
  let costs = Array.from({ length: pattern.length + 1 }, (_, row) => row);
  let begins = Array.from({ length: pattern.length + 1 }, () => 0);
  let best: { cost: number; begin: number; end: number } | undefined;
  for (const [column, { sign }] of signs.entries()) {
    const [nextCosts, nextBegins] = [[0], [column + 1]];
    for (let row = 1; row <= pattern.length; row += 1) {
      const replaced = (costs[row - 1] ?? 0) + (pattern[row - 1] === sign ? 0 : 1);
      const skipped = (costs[row] ?? 0) + 1;
      const missed = (nextCosts[row - 1] ?? 0) + 1;
      const least = Math.min(replaced, skipped, missed);
      nextCosts.push(least);
      nextBegins.push(
        (least === replaced ? begins[row - 1] : least === skipped ? begins[row] : nextBegins[row - 1]) ?? column,
      );
    }
    [costs, begins] = [nextCosts, nextBegins];
    const cost = costs[pattern.length] ?? Infinity;
    if (best === undefined || cost < best.cost) best = { cost, begin: begins[pattern.length] ?? 0, end: column };
  }
  if (best === undefined || best.cost > pattern.length * MOST_AMISS) return undefined;
  return { amiss: best.cost, from: signs[best.begin]?.word ?? 0, to: (signs[best.end]?.word ?? 0) + 1 };
};
