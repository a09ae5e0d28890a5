// Print reading and the model's, brought together. A model may make a certain thing doubtful, where it quotes another day that stands in
// the letter; it never makes a doubtful thing certain, and what it says beside quotes reaches nobody.
import type { LetterEvidence } from "@tabel/domain";
import { contradicts, type GroundedReading } from "./ground.js";

export const withSecondReading = (evidence: LetterEvidence, reading: GroundedReading | null): LetterEvidence => {
  const { end, writtenOn } = evidence;
  return reading !== null && contradicts(reading, { end, writtenOn: writtenOn.date })
    ? { ...evidence, end: { says: "unsure", quote: end.quote } }
    : evidence;
};
