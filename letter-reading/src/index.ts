// Reading letters: a picture brought level, read twice, looked at for a signature, and what it says with the words it stands on.
export { evidenceOf, type Found } from "./grounding/evidence-of.js";
export { extract, type Extract, type Writer } from "./grounding/extract.js";
export { startPrintReader, ReadingTookTooLong, type Language, type PrintReader, type ReadWord } from "./ocr/reader.js";
export { readSharp, readSoft } from "./ocr/two-readings.js";
export { layFlat, sheetOf, type Sheet } from "./picture/sheet.js";
export { readLetter, READING_VERSION, type ReadLetter } from "./read-letter.js";
