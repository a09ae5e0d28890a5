// What a file is, by its bytes: never by its name, never by what the sender calls it. A file that is two things at once, that goes on
// after its end or that is locked is refused before anything opens it.

export const LARGEST_FILE = 15 * 1024 * 1024;

export type FileKind = "png" | "jpeg" | "webp" | "tiff" | "pdf";

/** Why a file is not taken. The code stays; the sentence is for who uploads. */
export const intakeRefusals = {
  "letter-file-empty": "The file is empty",
  "letter-file-too-large": "The file is larger than 15 MB",
  "letter-file-kind": "The file is no PNG, JPEG, WebP, TIFF or PDF",
  "letter-file-two-in-one": "The file holds something else beside the picture; scan the letter again",
  "letter-file-locked": "The document is protected by a password; upload it without protection",
  "letter-file-broken": "The file cannot be opened; scan the letter again",
  "letter-file-pages": "The letter has to be a file of one page",
  "letter-file-pixels": "The picture has too many or too few dots; scan the letter at 200 to 300 dots an inch",
  "letter-file-too-slow": "The file took too long to open; scan the letter again",
} as const;
export type IntakeCode = keyof typeof intakeRefusals;

export class FileRefused extends Error {
  readonly code: IntakeCode;
  constructor(code: IntakeCode) {
    super(intakeRefusals[code]);
    this.code = code;
  }
}

const startsWith = (bytes: Buffer, ...start: number[]): boolean => start.every((byte, at) => bytes[at] === byte);

export const kindOf = (bytes: Buffer): FileKind | undefined => {
  if (startsWith(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return "png";
  if (startsWith(bytes, 0xff, 0xd8, 0xff)) return "jpeg";
  if (bytes.subarray(0, 4).equals(Buffer.from("RIFF")) && bytes.subarray(8, 12).equals(Buffer.from("WEBP")))
    return "webp";
  if (startsWith(bytes, 0x49, 0x49, 0x2a, 0x00) || startsWith(bytes, 0x4d, 0x4d, 0x00, 0x2a)) return "tiff";
  return bytes.subarray(0, 5).equals(Buffer.from("%PDF-")) ? "pdf" : undefined;
};

/** Where a PNG ends by its own chunks; undefined where they do not add up. */
const endOfPng = (bytes: Buffer): number | undefined => {
  for (let at = 8; at + 12 <= bytes.length;) {
    const next = at + 12 + bytes.readUInt32BE(at);
    if (next > bytes.length) return undefined;
    if (bytes.toString("latin1", at + 4, at + 8) === "IEND") return next;
    at = next;
  }
  return undefined;
};

/** Where a JPEG's first picture ends: its segments one after the other, then the compressed dots up to the end mark. */
const endOfJpeg = (bytes: Buffer): number | undefined => {
  for (let at = 2; at + 2 <= bytes.length;) {
    if (bytes[at] !== 0xff) return undefined;
    const mark = bytes[at + 1] ?? 0;
    if (mark === 0xff) at += 1;
    else if (mark === 0xd9) return at + 2;
    else if (at + 4 > bytes.length) return undefined;
    else if (mark !== 0xda) at += 2 + bytes.readUInt16BE(at + 2);
    else {
      at += 2 + bytes.readUInt16BE(at + 2);
      // In compressed dots FF is followed by 00 or a restart mark.
      for (; at + 1 < bytes.length; at += 1) {
        const next = bytes[at + 1] ?? 0;
        if (bytes[at] === 0xff && next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) break;
      }
      if (at + 1 >= bytes.length) return undefined;
    }
  }
  return undefined;
};

const endOf = (kind: FileKind, bytes: Buffer): number | undefined => {
  if (kind === "png") return endOfPng(bytes);
  if (kind === "jpeg") return endOfJpeg(bytes);
  if (kind !== "webp") return bytes.length; // a TIFF and a PDF have their index anywhere
  const size = bytes.length < 12 ? 0 : bytes.readUInt32LE(4) + 8;
  return size > bytes.length ? undefined : size;
};

/** Cameras fill up with zeros, and put whole pictures of the same behind the first; anything else is another file. */
const goesOn = (kind: FileKind, bytes: Buffer, end: number): boolean => {
  for (let at: number | undefined = end; at !== undefined;) {
    while (bytes[at] === 0) at += 1;
    if (at >= bytes.length) return false;
    const rest = bytes.subarray(at);
    const length = kind === "jpeg" && startsWith(rest, 0xff, 0xd8, 0xff) ? endOfJpeg(rest) : undefined;
    at = length === undefined ? undefined : at + length;
  }
  return true;
};

const archives = ["PK\u0003\u0004", "PK\u0005\u0006"];
/** Beginnings of other kinds of files, which a scanner writes into no picture. */
const strangers = [...archives, "%PDF-", "<script", "<html", "<!DOCTYPE", "<?php"];

/** Refuses what is not one whole file of a kind that is taken. */
export const inspectFile = (bytes: Buffer): FileKind => {
  if (bytes.length === 0) throw new FileRefused("letter-file-empty");
  if (bytes.length > LARGEST_FILE) throw new FileRefused("letter-file-too-large");
  const kind = kindOf(bytes);
  if (kind === undefined) throw new FileRefused("letter-file-kind");
  const end = endOf(kind, bytes);
  if (end === undefined) throw new FileRefused("letter-file-broken");
  if (goesOn(kind, bytes, end)) throw new FileRefused("letter-file-two-in-one");
  const text = bytes.toString("latin1");
  if (kind === "pdf") {
    if (!text.slice(-2048).includes("%%EOF")) throw new FileRefused("letter-file-broken");
    if (/\/Encrypt\b/.test(text)) throw new FileRefused("letter-file-locked");
    if (archives.some((stranger) => text.includes(stranger))) throw new FileRefused("letter-file-two-in-one");
  } else if (strangers.some((stranger) => text.includes(stranger))) throw new FileRefused("letter-file-two-in-one");
  return kind;
};
