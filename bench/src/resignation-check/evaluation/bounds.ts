// How certain a share is that was counted: the 95 % interval after Wilson, which holds for few letters and for none as well.

export interface Share {
  readonly of: number;
  readonly count: number;
  readonly share: number | null;
  /** Between 0 and 1; both null where nothing was counted. */
  readonly low: number | null;
  readonly high: number | null;
}

const Z = 1.959964;

export const shareOf = (count: number, of: number): Share => {
  if (of === 0) return { of, count, share: null, low: null, high: null };
  const share = count / of;
  const middle = (share + Z ** 2 / (2 * of)) / (1 + Z ** 2 / of);
  const half = (Z / (1 + Z ** 2 / of)) * Math.sqrt((share * (1 - share)) / of + Z ** 2 / (4 * of ** 2));
  return { of, count, share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
};

export const percent = (value: number | null): string => (value === null ? "–" : `${(value * 100).toFixed(1)} %`);
export const shown = ({ count, of, share, low, high }: Share): string =>
  of === 0 ? "none" : `${count} of ${of}, ${percent(share)} (${percent(low)} to ${percent(high)})`;
