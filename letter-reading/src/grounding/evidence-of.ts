// Two readings of one sheet, what ink was left unread and the look for a signature, brought together as evidence. Where the readings
// disagree, or something may stand there that was not read, the evidence is "unsure".
import type { LetterEvidence, LocalDate, Seen } from "@tabel/domain";
import type { ReadWord } from "../ocr/reader.js";
import { lookForSignature, type SignatureLook } from "../picture/signature.js";
import type { Sheet } from "../picture/sheet.js";
import { unreadIn } from "../picture/unread-ink.js";
import type { Box } from "../picture/ink.js";
import type { FoundDate } from "../text/dates.js";
import type { Row } from "../text/rows.js";
import type { Extract } from "./extract.js";

/** Below this certainty the better reading is no reading: handwriting, blur, a page that lies wrong. */
export const LEAST_CERTAINTY = 89;
/** Certainty above which nothing can have been missed, and above which one reading of a day will do. */
const SURE = 90;
const SURE_OF_DAY = 75;
/** Specks that are no writing. */
const FEW = 2;

type Evidence = LetterEvidence;

const day = (dates: readonly FoundDate[]): readonly LocalDate[] => [
  ...new Set(dates.map(({ date }) => date).filter((date) => date !== null)),
];

const writerOf = (readings: readonly Extract[]): Evidence["writer"] => {
  const places = readings.flatMap(({ byline, signedName }) => [byline, signedName]);
  const own = [...places, ...readings.map(({ ownName }) => ownName)].find(({ is }) => is === "own");
  const others = (of: Extract): number => [of.byline, of.signedName].filter(({ otherName }) => otherName).length;
  // The first row of an English letter may name whom it is to: who signed it counts.
  const somebodyElse = readings.some(({ language, byline, signedName }) =>
    language === "en" && signedName.is === "own" ? false : byline.otherName || signedName.otherName,
  );
  if (own !== undefined) return somebodyElse ? { is: "unsure", quote: own.quote } : { is: "own", quote: own.quote };
  const noTrace = readings.every(({ byline, signedName, ownName }) =>
    [byline, signedName, ownName].every(({ is }) => is === "none"),
  );
  // Said only where two places name somebody else.
  const twice = readings.find((reading) => others(reading) === 2);
  return noTrace && twice !== undefined ? { is: "other", quote: twice.byline.quote } : { is: "unsure", quote: "" };
};

const intentOf = (readings: readonly Extract[], bodyUnread: number): Evidence["intent"] => {
  const found = readings.map(({ intent }) => intent.is);
  const quote = readings.find(({ intent }) => intent.quote !== "")?.intent.quote ?? "";
  if (found.every((is) => is === "resign")) return { is: "resign", quote };
  if (found.includes("other-subject") && !found.includes("resign")) return { is: "other-subject", quote };
  const wellRead = readings.every(
    ({ certainty, sections, doubtful }) => certainty >= SURE && sections.borderCertain && doubtful.length === 0,
  );
  const anchored = readings.every(({ sections }) => sections.title !== null || sections.closing.length > 0);
  if (found.every((is) => is === "none") && wellRead && anchored && bodyUnread <= FEW)
    return { is: "absent", quote: "" };
  return { is: "unsure", quote };
};

const groundOf = (readings: readonly Extract[]): Evidence["ground"] => {
  const found = readings.map(({ ground }) => ground);
  const other = found.find((ground) => ground !== null && ground.value !== "own-wish");
  if (other !== undefined && other !== null) return { is: other.value, quote: other.quote };
  const own = found.find((ground) => ground !== null);
  return own === undefined || own === null ? { is: "not-said", quote: "" } : { is: "own-wish", quote: own.quote };
};

const endOf = (readings: readonly Extract[], bodyUnread: number): Evidence["end"] => {
  const quote = readings.flatMap(({ lastDays, fromDays }) => [...lastDays, ...fromDays])[0]?.quote ?? "";
  const unsure = { says: "unsure", quote } as const;
  const lastDays = day(readings.flatMap((reading) => reading.lastDays));
  const fromDays = day(readings.flatMap((reading) => reading.fromDays));
  if (lastDays.length + fromDays.length > 1) return unsure;
  const [last, from] = [lastDays[0], fromDays[0]];
  // At least one reading has it with certainty, and what the other has does not speak against it.
  const clear = readings.filter(({ unclearDays }) => unclearDays.length === 0);
  if (clear.length === 0) return unsure;
  if (from !== undefined) return { says: "from", date: from, quote };
  if (last !== undefined) {
    const sightings = readings.map((reading) => reading.lastDays.find(({ date }) => date === last));
    const both = sightings.every((found) => found !== undefined && found.confidence >= 50);
    const one = sightings.some((found) => found !== undefined && found.confidence >= SURE);
    const sure = sightings.some((found) => found !== undefined && found.confidence >= SURE_OF_DAY);
    const border = readings.every(({ sections }) => sections.borderCertain);
    return ((both && sure) || one) && border ? { says: "last-day", date: last, quote } : unsure;
  }
  // Two days below the request: one of them may be the end.
  if (day(readings.flatMap((reading) => reading.writtenOn)).length > 1) return unsure;
  const silent = readings.every(
    ({ sections, doubtful, unclearDays, certainty }) =>
      sections.borderCertain &&
      unclearDays.length === 0 &&
      certainty >= LEAST_CERTAINTY &&
      doubtful.length === 0 &&
      !sections.body.some(({ words }) => words.some(({ text }) => /\d{1,2}[./]\d|\d{4}/.test(text))),
  );
  return silent && bodyUnread <= FEW ? { says: "nothing", quote: "" } : unsure;
};

const seen = (present: boolean, wellRead: boolean): Seen => (present ? "present" : wellRead ? "absent" : "unsure");

const areaOf = (rows: readonly Row[], sheet: Sheet): Box => ({
  x0: 0,
  y0: Math.min(...rows.map(({ box }) => box.y0)),
  x1: sheet.ink.width - 1,
  y1: Math.max(...rows.map(({ box }) => box.y1)),
});

/** From the end of the request down; all of the lower page where nothing closes the letter. */
const signaturePlace = ({ rows, sections, lastOfRequest }: Extract, { ink, letterHeight }: Sheet): Box => {
  const lastOfBody = lastOfRequest ?? sections.body.at(-1) ?? sections.title;
  const bottom =
    sections.closing.at(-1)?.box.y1 ??
    sections.body.at(-1)?.box.y1 ??
    lastOfBody?.box.y1 ??
    rows.at(-1)?.box.y1 ??
    ink.height;
  return {
    x0: 0,
    y0: (lastOfBody?.box.y1 ?? ink.height / 3) + letterHeight * 0.3,
    x1: ink.width - 1,
    y1: bottom + letterHeight * 16,
  };
};

export interface Found {
  readonly evidence: LetterEvidence;
  readonly signature: SignatureLook;
  /** Of the better reading, 0 to 100. */
  readonly certainty: number;
}

export const evidenceOf = (
  sheet: Sheet,
  soft: Extract,
  sharp: Extract,
  words: readonly (readonly ReadWord[])[],
): Found => {
  const readings = [soft, sharp];
  const better = sharp.certainty > soft.certainty ? sharp : soft;
  const { certainty, sections } = better;
  const place = signaturePlace(better, sheet);
  const signature = lookForSignature(sheet.ink, sheet.letterHeight, words[readings.indexOf(better)] ?? [], place);
  const unread = (rows: readonly Row[]): number =>
    rows.length === 0 ? 0 : unreadIn(areaOf(rows, sheet), sheet.pieces, sheet.letterHeight, words);
  const bodyUnread = unread(sections.body);
  const headRead = certainty >= SURE && unread(sections.head) <= FEW;
  const written = readings.map((reading) => day(reading.writtenOn));
  const writtenOn = [...new Set(written.flat())];
  const anyWritten = readings.some((reading) => reading.writtenOn.length > 0);
  const quotes = (of: (reading: Extract) => string): string => readings.map(of).find((quote) => quote !== "") ?? "";
  return {
    certainty,
    signature,
    evidence: {
      legible: certainty >= LEAST_CERTAINTY && better.rows.length >= 3,
      writer: writerOf(readings),
      intent: intentOf(readings, bodyUnread),
      ground: groundOf(readings),
      end: endOf(readings, bodyUnread),
      // Where the request ends is where the place for the signature begins.
      signature: signature.is === "absent" && !sections.borderCertain ? "unsure" : signature.is,
      position: {
        is: seen(
          readings.some(({ position }) => position.present),
          headRead,
        ),
        quote: quotes(({ position }) => position.quote),
      },
      addressee: {
        is: seen(
          readings.some(({ addressee }) => addressee.present),
          headRead,
        ),
        quote: quotes(({ addressee }) => addressee.quote),
      },
      writtenOn: {
        is: seen(anyWritten, certainty >= SURE && sections.borderCertain && unread(sections.closing) <= FEW + 6),
        date: writtenOn.length === 1 ? (writtenOn[0] ?? null) : null,
        quote: quotes((reading) => reading.writtenOn[0]?.quote ?? ""),
      },
    },
  };
};
