// Is there a signature? Two ways of looking that know nothing of each other: the strokes of a pen that no reader took for print, and
// the words that a reader saw there. "Absent" is said only where both see an empty place, "present" only where both see strokes.
import type { ReadWord } from "../ocr/reader.js";
import { around, grown, heightOf, overlap, piecesOf, widthOf, within, type Box, type Ink, type Piece } from "./ink.js";

export type Presence = "present" | "absent" | "unsure";

export interface SignatureLook {
  readonly is: Presence;
  readonly box: Box | null;
  readonly why: string;
}

const SURE_OF_WORD = 60;

const cut = ({ width, dots }: Ink, zone: Box): Ink => {
  const part = new Uint8Array(widthOf(zone) * heightOf(zone));
  for (let y = zone.y0; y <= zone.y1; y += 1)
    part.set(dots.subarray(y * width + zone.x0, y * width + zone.x1 + 1), (y - zone.y0) * widthOf(zone));
  return { width: widthOf(zone), height: heightOf(zone), dots: part };
};

/** Takes ruled lines out: long level runs that are thin. What crosses them stays. */
const withoutRules = (ink: Ink, longest: number, thinnest: number): Ink => {
  const dots = Uint8Array.from(ink.dots);
  const { width, height } = ink;
  const at = (x: number, y: number): number => (y < 0 || y >= height ? 0 : (ink.dots[y * width + x] ?? 0));
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      if (at(x, y) === 0) continue;
      let end = x;
      while (end < width && at(end, y) === 1) end += 1;
      if (end - x >= longest)
        for (let each = x; each < end; each += 1) {
          let thick = 1;
          for (let up = y - 1; at(each, up) === 1 && thick <= thinnest; up -= 1) thick += 1;
          for (let down = y + 1; at(each, down) === 1 && thick <= thinnest; down += 1) thick += 1;
          if (thick <= thinnest) dots[y * width + each] = 0;
        }
      x = end;
    }
  return { width, height, dots };
};

/** The edge of a stamp: something large that is empty inside and closed around. */
const isStamp = (piece: Piece, labels: Int32Array, width: number, letter: number): boolean => {
  const [w, h] = [widthOf(piece), heightOf(piece)];
  if (Math.min(w, h) < letter * 3.5) return false;
  const [cx, cy] = [(piece.x0 + piece.x1) / 2, (piece.y0 + piece.y1) / 2];
  const directions = new Uint8Array(36);
  let inside = 0;
  for (let y = piece.y0; y <= piece.y1; y += 1)
    for (let x = piece.x0; x <= piece.x1; x += 1) {
      if (labels[y * width + x] !== piece.label) continue;
      const [dx, dy] = [(x - cx) / (w / 2), (y - cy) / (h / 2)];
      const far = Math.max(Math.abs(dx), Math.abs(dy));
      if (far < 0.45) inside += 1;
      else if (Math.hypot(dx, dy) > 0.75)
        directions[Math.floor(((Math.atan2(dy, dx) + Math.PI) / (2 * Math.PI)) * 35.99)] = 1;
    }
  const closed = directions.reduce((sum, each) => sum + each, 0);
  return closed >= 29 && inside < piece.area * 0.12;
};

const joined = (pieces: readonly Piece[], reach: number): { box: Box; pieces: Piece[] }[] => {
  const groups: { box: Box; pieces: Piece[] }[] = [];
  for (const piece of pieces) {
    const near = groups.filter(({ box }) => overlap(grown(box, reach), piece));
    const group = {
      box: near.reduce<Box>((box, each) => around(box, each.box), piece),
      pieces: [...near.flatMap((each) => each.pieces), piece],
    };
    for (const each of near) groups.splice(groups.indexOf(each), 1);
    groups.push(group);
  }
  return groups;
};

const share = (inner: Box, outer: Box): number => {
  const w = Math.min(inner.x1, outer.x1) - Math.max(inner.x0, outer.x0);
  const h = Math.min(inner.y1, outer.y1) - Math.max(inner.y0, outer.y0);
  return w <= 0 || h <= 0 ? 0 : (w * h) / (widthOf(outer) * heightOf(outer));
};

/** Looks in a zone of the page, the place from the end of the request down. */
export const lookForSignature = (ink: Ink, letter: number, words: readonly ReadWord[], place: Box): SignatureLook => {
  const zone: Box = {
    x0: Math.max(0, Math.round(place.x0)),
    y0: Math.max(0, Math.round(place.y0)),
    x1: Math.min(ink.width - 1, Math.round(place.x1)),
    y1: Math.min(ink.height - 1, Math.round(place.y1)),
  };
  if (widthOf(zone) < letter * 4 || heightOf(zone) < letter * 2) return { is: "unsure", box: null, why: "no-place" };
  const moved = words
    .map(({ box, ...word }) => ({
      ...word,
      box: { x0: box.x0 - zone.x0, y0: box.y0 - zone.y0, x1: box.x1 - zone.x0, y1: box.y1 - zone.y0 },
    }))
    .filter(({ box }) => box.y1 > 0 && box.y0 < heightOf(zone));
  const sure = moved.filter(
    ({ confidence, text, box }) =>
      confidence >= SURE_OF_WORD && /[\p{L}\p{N}]/u.test(text) && heightOf(box) <= letter * 3.2,
  );
  const whole = cut(ink, zone);
  const raw = piecesOf(whole, 4);
  const stamps = raw.pieces
    .filter((piece) => isStamp(piece, raw.labels, whole.width, letter))
    .map((piece) => grown(piece, letter * 0.6));
  const part = withoutRules(whole, Math.round(letter * 2.2), Math.max(4, Math.round(letter * 0.3)));
  const { pieces } = piecesOf(part, 4);
  const edge = (piece: Piece) => piece.x0 <= 1 || piece.x1 >= part.width - 2 || piece.y1 >= part.height - 2;
  const left = pieces.filter((piece) => {
    const tall = heightOf(piece) > letter * 2.3 || widthOf(piece) > letter * 3.5;
    const isText = sure.some(({ box }) => share(grown(box, letter * 0.25), piece) > 0.6);
    return !edge(piece) && !(isText && !tall) && !stamps.some((stamp) => within(piece, stamp));
  });
  // What is left of a ruled line is thin.
  const strokes = left.filter(
    (piece) =>
      Math.max(widthOf(piece), heightOf(piece)) >= letter * 1.3 &&
      Math.min(widthOf(piece), heightOf(piece)) > Math.max(3, letter * 0.2),
  );
  const groups = joined(strokes, letter * 0.8)
    .map(({ box, pieces: of }) => ({
      box,
      area: of.reduce((sum, { area }) => sum + area, 0),
      longest: Math.max(...of.map((each) => Math.max(widthOf(each), heightOf(each)))),
    }))
    .toSorted((a, b) => b.longest - a.longest);
  const best = groups[0];
  // The reader: what it was not sure of in that place, beside what it read well.
  const unsureWords = moved.filter(
    ({ confidence, box }) =>
      confidence < 50 && widthOf(box) >= letter * 1.5 && !stamps.some((stamp) => overlap(stamp, box)),
  );
  if (best === undefined) {
    if (unsureWords.length > 0) return { is: "unsure", box: null, why: "unread-marks" };
    return stamps.length > 0 && groups.length > 0
      ? { is: "unsure", box: null, why: "stamp" }
      : { is: "absent", box: null, why: "empty" };
  }
  const box = {
    x0: best.box.x0 + zone.x0,
    y0: best.box.y0 + zone.y0,
    x1: best.box.x1 + zone.x0,
    y1: best.box.y1 + zone.y0,
  };
  const [w, h] = [widthOf(best.box), heightOf(best.box)];
  const density = best.area / (w * h);
  const penLike = w >= letter * 2.6 && h >= letter * 1.35 && best.longest >= letter * 2.4 && density < 0.5;
  const readWell = sure.reduce((sum, word) => sum + share(word.box, best.box), 0);
  if (stamps.some((stamp) => overlap(stamp, best.box))) return { is: "unsure", box, why: "beside-stamp" };
  // As tall as wide, and large: more likely what is left of a stamp.
  if (h > letter * 7 && w / h < 1.5) return { is: "unsure", box, why: "round" };
  if (penLike && readWell < 0.35) return { is: "present", box, why: "strokes" };
  return { is: "unsure", box, why: "marks" };
};
