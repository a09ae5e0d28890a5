// A picture of a letter brought upright, level and even in its light: what is read and what is looked at for a signature.
import sharp, { type Sharp } from "sharp";
import { evenLight, heightOf, inkOf, piecesOf, type Grey, type Ink, type Piece } from "./ink.js";
import { leanOf, onItsSide } from "./skew.js";

sharp.concurrency(1);
sharp.cache(false);

/** The longer side of the sheet that is looked at, in dots: A4 at 190 dots an inch. */
const LONGER_SIDE = 2200;
/** Nothing larger is opened, whoever calls. */
export const MOST_PIXELS = 60_000_000;

export interface Sheet {
  readonly grey: Grey;
  readonly ink: Ink;
  readonly pieces: readonly Piece[];
  /** Typical height of a letter's piece, in dots. */
  readonly letterHeight: number;
  /** By how much the picture was turned until it stood. */
  readonly turned: { readonly quarters: number; readonly degrees: number };
}

const greyOf = async (picture: Sharp): Promise<Grey> => {
  const { data, info } = await picture.greyscale().raw().toBuffer({ resolveWithObject: true });
  // A greyscale picture has one channel; some inputs come out with three equal ones.
  const dots = new Uint8Array(info.width * info.height);
  for (let at = 0; at < dots.length; at += 1) dots[at] = data[at * info.channels] ?? 255;
  return { width: info.width, height: info.height, dots };
};

export const asPicture = ({ width, height, dots }: Grey): Sharp =>
  sharp(Buffer.from(dots), { raw: { width, height, channels: 1 } });

const medianHeight = (pieces: readonly Piece[]): number => {
  const heights = pieces
    .filter((piece) => heightOf(piece) >= 5 && heightOf(piece) <= 80 && piece.area >= 12)
    .map(heightOf)
    .toSorted((a, b) => a - b);
  return heights[Math.floor(heights.length / 2)] ?? 14;
};

/** Light made even, lines made level. `quarters` turns the page beforehand: for one that was read lying or upside down. */
export const layFlat = async (bytes: Uint8Array, quarters = 0): Promise<Sheet> => {
  const opened = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: "error", pages: 1 })
    .rotate()
    .flatten({ background: "#fff" })
    .resize({ width: LONGER_SIDE, height: LONGER_SIDE, fit: "inside", kernel: "lanczos3" });
  const grey = evenLight(await greyOf(opened));
  const ink = inkOf(grey);
  const [level, lying] = [leanOf(ink), leanOf(onItsSide(ink))];
  const onSide = lying.unevenness > level.unevenness * 1.25;
  const degrees = onSide ? lying.degrees : level.degrees;
  const turns = (quarters + (onSide ? 1 : 0)) % 4;
  const upright = turns === 0 ? asPicture(grey) : asPicture(await greyOf(asPicture(grey).rotate(turns * 90)));
  const straight =
    Math.abs(degrees) < 0.15
      ? await greyOf(upright)
      : await greyOf(upright.rotate(-degrees, { background: { r: 255, g: 255, b: 255 } }));
  return sheetOf(straight, { quarters: turns, degrees });
};

/** What is to be known of a grey picture that lies level already. */
export const sheetOf = (grey: Grey, turned: Sheet["turned"]): Sheet => {
  const ink = inkOf(grey);
  const { pieces } = piecesOf(ink);
  return { grey, ink, pieces, letterHeight: medianHeight(pieces), turned };
};
