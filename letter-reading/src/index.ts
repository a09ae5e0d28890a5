// Reading letters: a picture brought level, read twice, looked at for a signature, and what it says with the words it stands on.
export { type AskedModel, type CheckedScan, checkScan, checkWith, costOf, type ModelGate } from "./check-scan.js";
export { NotReadApart, type ReadApart, readApart } from "./apart/read-apart.js";
export { markedCopy, marksOf } from "./picture/marked-copy.js";
export { evidenceOf, type Found } from "./grounding/evidence-of.js";
export { extract, type Extract, type Writer } from "./grounding/extract.js";
export { startPrintReader, ReadingTookTooLong, type Language, type PrintReader, type ReadWord } from "./ocr/reader.js";
export { readSharp, readSoft } from "./ocr/two-readings.js";
export { layFlat, sheetOf, type Sheet } from "./picture/sheet.js";
export { readLetter, READING_VERSION, type ReadLetter, wordsInOrder } from "./read-letter.js";
export { FileRefused, inspectFile, intakeRefusals, kindOf, LARGEST_FILE, type IntakeCode } from "./intake/file-kind.js";
export { takeFile, type TakenFile, type TakeOptions } from "./intake/take-file.js";
export {
  askModel,
  MOST_TOKENS_IN,
  PROMPT_HASH,
  type ModelAsking,
  type ModelFailure,
  type ModelSettings,
} from "./model/ask-model.js";
export { Extraction, type ExtractedField } from "./model/extraction.js";
export { groundExtraction, type GroundedField, type GroundedReading } from "./model/ground.js";
export { mayAsk, type ModelLimits, type ModelUse, type NotAsked } from "./model/model-limits.js";
export { withSecondReading } from "./model/second-reading.js";
