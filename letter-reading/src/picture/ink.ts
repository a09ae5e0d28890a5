// Ink on paper: a grey picture made even in its light, what of it is ink, and the connected pieces of ink.

export interface Grey {
  readonly width: number;
  readonly height: number;
  /** One byte a dot: 0 is black, 255 is paper. */
  readonly dots: Uint8Array;
}

export interface Box {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

export const widthOf = ({ x0, x1 }: Box): number => x1 - x0 + 1;
export const heightOf = ({ y0, y1 }: Box): number => y1 - y0 + 1;
export const around = (a: Box, b: Box): Box => ({
  x0: Math.min(a.x0, b.x0),
  y0: Math.min(a.y0, b.y0),
  x1: Math.max(a.x1, b.x1),
  y1: Math.max(a.y1, b.y1),
});
export const grown = ({ x0, y0, x1, y1 }: Box, by: number): Box => ({
  x0: x0 - by,
  y0: y0 - by,
  x1: x1 + by,
  y1: y1 + by,
});
export const overlap = (a: Box, b: Box): boolean => a.x0 <= b.x1 && b.x0 <= a.x1 && a.y0 <= b.y1 && b.y0 <= a.y1;
export const within = (inner: Box, outer: Box): boolean =>
  inner.x0 >= outer.x0 && inner.x1 <= outer.x1 && inner.y0 >= outer.y0 && inner.y1 <= outer.y1;

const TILE = 24;

/** Divides by the light of the paper, so that a shadow is no ink: the brightest dots of each tile, smoothed, are the paper. */
export const evenLight = ({ width, height, dots }: Grey): Grey => {
  const [across, down] = [Math.ceil(width / TILE), Math.ceil(height / TILE)];
  const tiles = new Float32Array(across * down);
  for (let ty = 0; ty < down; ty += 1)
    for (let tx = 0; tx < across; tx += 1) {
      const counts = new Uint32Array(256);
      let seen = 0;
      for (let y = ty * TILE; y < Math.min(height, (ty + 1) * TILE); y += 2)
        for (let x = tx * TILE; x < Math.min(width, (tx + 1) * TILE); x += 2) {
          const dot = dots[y * width + x] ?? 255;
          counts[dot] = (counts[dot] ?? 0) + 1;
          seen += 1;
        }
      let [left, level] = [seen * 0.2, 255];
      while (level > 0 && left >= (counts[level] ?? 0)) {
        left -= counts[level] ?? 0;
        level -= 1;
      }
      tiles[ty * across + tx] = Math.max(40, level);
    }
  const tile = (tx: number, ty: number): number =>
    tiles[Math.min(down - 1, Math.max(0, ty)) * across + Math.min(across - 1, Math.max(0, tx))] ?? 255;
  const even = new Uint8Array(dots.length);
  for (let y = 0; y < height; y += 1) {
    const [fy, ty] = [y / TILE - 0.5, Math.floor(y / TILE - 0.5)];
    for (let x = 0; x < width; x += 1) {
      const [fx, tx] = [x / TILE - 0.5, Math.floor(x / TILE - 0.5)];
      const [dx, dy] = [fx - tx, fy - ty];
      const upper = tile(tx, ty) * (1 - dx) + tile(tx + 1, ty) * dx;
      const lower = tile(tx, ty + 1) * (1 - dx) + tile(tx + 1, ty + 1) * dx;
      const paper = upper * (1 - dy) + lower * dy;
      even[y * width + x] = Math.min(255, Math.round(((dots[y * width + x] ?? 255) * 250) / paper));
    }
  }
  return { width, height, dots: even };
};

/** Otsu's threshold, kept where ink can be. */
export const inkLevel = ({ dots }: Grey): number => {
  const counts = new Uint32Array(256);
  for (const dot of dots) counts[dot] = (counts[dot] ?? 0) + 1;
  const total = counts.reduce((sum, count, level) => sum + count * level, 0);
  let [below, sumBelow, best, level] = [0, 0, -1, 160];
  for (let at = 0; at < 255; at += 1) {
    below += counts[at] ?? 0;
    sumBelow += at * (counts[at] ?? 0);
    const above = dots.length - below;
    if (below === 0 || above === 0) continue;
    const between = below * above * (sumBelow / below - (total - sumBelow) / above) ** 2;
    if (between > best) [best, level] = [between, at];
  }
  return Math.min(205, Math.max(120, level));
};

export interface Ink {
  readonly width: number;
  readonly height: number;
  /** 1 is ink. */
  readonly dots: Uint8Array;
}

export const inkOf = (grey: Grey): Ink => {
  const level = inkLevel(grey);
  return { ...grey, dots: grey.dots.map((dot) => (dot <= level ? 1 : 0)) };
};

export interface Piece extends Box {
  readonly area: number;
  /** Number of the piece in `labels`, from 1. */
  readonly label: number;
}

/** Pieces of ink that hang together, also by their corners; specks under `least` dots are dust. */
export const piecesOf = ({ width, height, dots }: Ink, least = 6): { pieces: Piece[]; labels: Int32Array } => {
  const labels = new Int32Array(dots.length);
  const pieces: Piece[] = [];
  const stack: number[] = [];
  for (let start = 0; start < dots.length; start += 1) {
    if (dots[start] !== 1 || labels[start] !== 0) continue;
    const label = pieces.length + 1;
    let [area, x0, y0, x1, y1] = [0, width, height, 0, 0];
    labels[start] = label;
    stack.push(start);
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const [x, y] = [at % width, Math.floor(at / width)];
      area += 1;
      if (x < x0) x0 = x;
      if (x > x1) x1 = x;
      if (y < y0) y0 = y;
      if (y > y1) y1 = y;
      for (let dy = -1; dy <= 1; dy += 1)
        for (let dx = -1; dx <= 1; dx += 1) {
          const [nx, ny] = [x + dx, y + dy];
          if (nx < 0 || ny < 0 || nx >= width || ny >= height) continue;
          const next = ny * width + nx;
          if (dots[next] === 1 && labels[next] === 0) {
            labels[next] = label;
            stack.push(next);
          }
        }
    }
    pieces.push({ x0, y0, x1, y1, area, label });
  }
  return { pieces: pieces.filter(({ area }) => area >= least), labels };
};
