// By how much lines of writing lean: the angle at which rows of the page are either full of ink or empty.
import type { Ink } from "./ink.js";

const WIDEST = 8;

interface Points {
  readonly x: Float32Array;
  readonly y: Float32Array;
}

const pointsOf = ({ width, height, dots }: Ink): Points => {
  const [xs, ys]: [number[], number[]] = [[], []];
  for (let y = 0; y < height; y += 2)
    for (let x = 0; x < width; x += 2)
      if (dots[y * width + x] === 1) {
        xs.push(x - width / 2);
        ys.push(y - height / 2);
      }
  return { x: Float32Array.from(xs), y: Float32Array.from(ys) };
};

/** How uneven the rows are when the page is turned by an angle: the greater, the more the lines lie level. */
const unevenness = ({ x, y }: Points, degrees: number, span: number): number => {
  const slope = Math.tan((degrees * Math.PI) / 180);
  const rows = new Float64Array(Math.ceil(span / 2) + 2);
  for (let at = 0; at < x.length; at += 1) {
    const row = Math.round(((y[at] ?? 0) - slope * (x[at] ?? 0) + span / 2) / 2);
    if (row >= 0 && row < rows.length) rows[row] = (rows[row] ?? 0) + 1;
  }
  let sum = 0;
  for (let row = 1; row < rows.length; row += 1) sum += ((rows[row] ?? 0) - (rows[row - 1] ?? 0)) ** 2;
  return sum;
};

export interface Lean {
  /** Degrees by which lines fall to the right. */
  readonly degrees: number;
  readonly unevenness: number;
}

export const leanOf = (ink: Ink): Lean => {
  const points = pointsOf(ink);
  const span = Math.hypot(ink.width, ink.height);
  const steps = (from: number, to: number, by: number): Lean => {
    let best: Lean = { degrees: 0, unevenness: -1 };
    for (let degrees = from; degrees <= to + 1e-9; degrees += by) {
      const found = unevenness(points, degrees, span);
      if (found > best.unevenness) best = { degrees, unevenness: found };
    }
    return best;
  };
  const coarse = steps(-WIDEST, WIDEST, 0.5);
  return steps(coarse.degrees - 0.5, coarse.degrees + 0.5, 0.1);
};

/** The same ink with the page on its side. */
export const onItsSide = ({ width, height, dots }: Ink): Ink => {
  const turned = new Uint8Array(dots.length);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) turned[x * height + (height - 1 - y)] = dots[y * width + x] ?? 0;
  return { width: height, height: width, dots: turned };
};
