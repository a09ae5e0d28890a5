// The words by which letters say what they want. Stems, because Russian words change their ends; a stem is compared with what was
// read, a letter amiss at the most; stems of up to four letters are whole words. Whatever may turn the meaning around goes to a person.

/** Stems that have to stand in one sentence together. */
export type Stems = readonly string[];

export interface Wording {
  readonly resign: readonly Stems[];
  /** Words that make a sentence one of those that count: what is asked, and when. */
  readonly core: readonly Stems[];
  readonly ownWish: readonly Stems[];
  /** Grounds that a person has to look at, wherever they stand. */
  readonly otherGrounds: Readonly<Record<"study" | "retirement" | "employer-breach" | "other", readonly Stems[]>>;
  /** Words that mean another ground only beside the request itself. */
  readonly groundsInCore: readonly Stems[];
  /** What letters to an employer are about when they are about something else. */
  readonly otherSubjects: readonly Stems[];
  /** Withdrawal and condition, wherever they stand. */
  readonly doubts: readonly Stems[];
  /** Denial, alternative, somebody else, beside the request itself. */
  readonly doubtsInCore: readonly Stems[];
  /** The writer speaks of himself; one's own will says the same. */
  readonly ownVoice: readonly Stems[];
  /** What a day before the receipt belongs to: the contract, not its end. */
  readonly contract: readonly Stems[];
  /** “I ask to …”, and what may harmlessly be asked besides. */
  readonly asks: readonly Stems[];
  readonly harmlessRequests: readonly Stems[];
  /** Before a day: the last one, or one from which on, or one that is neither. */
  readonly lastDay: readonly Stems[];
  readonly fromDay: readonly string[];
  readonly otherDay: readonly string[];
  /** Terms without a day: “in two weeks”, “at once”. */
  readonly terms: readonly Stems[];
}

export const sets = (...lines: string[]): readonly Stems[] => lines.map((line) => line.split(" "));
