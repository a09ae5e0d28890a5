// Makes of a file the one picture that the person, the reader and the model see: upright, without metadata, without a text layer, of a
// bounded size. Runs in a process of its own (intake-worker.ts); nothing of it is kept when it fails.
import { pdf } from "pdf-to-img";
import sharp, { type Sharp } from "sharp";
import { FileRefused, type FileKind } from "./file-kind.js";

/** A3 at 600 dots an inch; and the shorter side of a page that can still be read. */
export const MOST_DOTS = 70_000_000;
const LEAST_SIDE = 300;
/** Longer side of the picture that is kept: A4 at 300 dots an inch. */
const LONGEST_SIDE = 3508;
/** Points of a page at which its size is asked for, before it is drawn. */
const GLIMPSE = 0.05;
const LARGEST_PAGE_POINTS = 5_000;

sharp.concurrency(1);
sharp.cache(false);

const ofPdf = async (bytes: Buffer): Promise<Sharp> => {
  const quiet = { verbosity: 0, stopAtErrors: true, maxImageSize: MOST_DOTS, enableXfa: false };
  // The library takes the bytes over: each opening has its own copy.
  const opened = async (scale: number) => pdf(Buffer.from(bytes), { scale, docInitParams: quiet });
  const small = await opened(GLIMPSE);
  if (small.length !== 1) throw new FileRefused("letter-file-pages");
  const { width, height } = await sharp(await small.getPage(1)).metadata();
  await small.destroy();
  const points = Math.max(width, height) / GLIMPSE;
  if (points < LEAST_SIDE / 4 || points > LARGEST_PAGE_POINTS) throw new FileRefused("letter-file-pixels");
  const page = await opened(Math.min(4, LONGEST_SIDE / points));
  const picture = await page.getPage(1);
  await page.destroy();
  return sharp(picture, { limitInputPixels: MOST_DOTS });
};

const ofPicture = async (bytes: Buffer, kind: FileKind): Promise<Sharp> => {
  const open = () => sharp(bytes, { limitInputPixels: MOST_DOTS, failOn: "warning", unlimited: false });
  const { format, width, height, pages = 1 } = await open().metadata();
  if (format !== kind) throw new FileRefused("letter-file-broken");
  if (pages !== 1) throw new FileRefused("letter-file-pages");
  if (width * height > MOST_DOTS || Math.min(width, height) < LEAST_SIDE) throw new FileRefused("letter-file-pixels");
  return open();
};

const isLocked = (error: unknown): boolean => error instanceof Error && error.name === "PasswordException";
const isTooLarge = (error: unknown): boolean =>
  error instanceof Error && /pixel limit|exceeds.*limit/i.test(error.message);

/** A PNG. Refusals are thrown as FileRefused; whatever a library throws is a broken file. */
export const normaliseFile = async (bytes: Buffer, kind: FileKind): Promise<Buffer> => {
  try {
    const picture = kind === "pdf" ? await ofPdf(bytes) : await ofPicture(bytes, kind);
    return await picture
      .rotate()
      .flatten({ background: "#fff" })
      .toColourspace("srgb")
      .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: "inside", withoutEnlargement: true })
      .png({ compressionLevel: 6 })
      .toBuffer();
  } catch (error) {
    if (error instanceof FileRefused) throw error;
    if (isLocked(error)) throw new FileRefused("letter-file-locked");
    throw new FileRefused(isTooLarge(error) ? "letter-file-pixels" : "letter-file-broken");
  }
};
