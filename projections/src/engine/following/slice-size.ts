// How many events go into one transaction: few while the reader keeps up, so that a write is visible at once; many while
// it is behind, so that each key is written once for many events; never so many that a transaction takes long.

const fewest = 50;
const most = 5_000;
const startWith = 1_000;
const wantedMs = 500;

export interface SliceSize {
  current(): number;
  /** Tells how long a slice of that many events took. */
  took(events: number, milliseconds: number): void;
}

export const createSliceSize = (): SliceSize => {
  let size = startWith;
  return {
    current: () => size,
    took: (events, milliseconds) => {
      // A slice that was not full says nothing about a full one, unless it was slow already.
      if (events < size && milliseconds < wantedMs) return;
      const ideal = (events * wantedMs) / Math.max(milliseconds, 1);
      size = Math.round(Math.min(most, Math.max(fewest, Math.min(size * 2, Math.max(size / 2, ideal)))));
    },
  };
};
