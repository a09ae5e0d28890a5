// Reading one scan, whatever it takes: the picture from the storage, the reading itself, the marked copy, and the command that records
// what was read. Nothing is asked of anybody for a letter that is read, corrected or withdrawn already.
import {
  employee,
  employeeStream,
  type EmployeeId,
  type Employment,
  headsOver,
  type LetterEvidence,
  type LocalDate,
  type ModelAsked,
  organisationOf,
  resignation,
  resignationStream,
  type SecondReading,
} from "@tabel/domain";
import { type EventStore, madeId, readerOf, type SealedFiles } from "@tabel/event-store";
import type { LongWork, WorkTask } from "../carrying-out/long-work.js";
import { type CarryOutCommand, type Outcome, PermanentFailure } from "../process/ports.js";

/** Whom a letter has to be from, as the personnel record has it. */
export interface WriterOnRecord {
  readonly employeeId: string;
  readonly fullName: string;
  readonly position: string;
  readonly headName: string;
  readonly receivedOn: LocalDate;
  readonly likely: "ru" | "en";
}

export interface ScanReading {
  readonly version: string;
  readonly language: "ru" | "en";
  readonly milliseconds: number;
  readonly evidence: LetterEvidence;
  readonly text: string;
  readonly secondReading: SecondReading | null;
  readonly asked: readonly ModelAsked[];
  readonly notAsked: "person-quota" | "busy" | "circuit-open" | "budget-spent" | null;
  readonly secondReadingMissing: boolean;
  readonly marked: Uint8Array;
}

/** The way to whatever reads. Fails with an error that is called `ReadingTookTooLong` where another attempt would take as long. */
export type ReadScan = (picture: Uint8Array, writer: WriterOnRecord, signal: AbortSignal) => Promise<ScanReading>;

export interface LetterWorkParts {
  readonly store: Pick<EventStore, "load">;
  readonly files: SealedFiles;
  readonly readScan: ReadScan;
  readonly carryOutCommand: CarryOutCommand;
  readonly clock: () => string;
}

export interface LetterToRead {
  readonly employeeId: EmployeeId;
  readonly number: number;
  readonly letterId: string;
}

type Name = Employment["person"]["fullName"] | null;

/** As letters write it: Russian with the last name first, others with the first. */
const written = (name: Name): string => {
  if (name === null) return "";
  const { last, first, middle } = name;
  const parts = /\p{Script=Cyrillic}/u.test(last) ? [last, first, middle] : [first, middle, last];
  return parts.filter((part) => part !== null && part !== "").join(" ");
};

const positionOn = (employment: Employment, on: LocalDate): string =>
  employment.assignments.findLast(({ from }) => from <= on)?.position ?? "";

/** Ended for its time, print reading and model together. */
const isOverTime = ({ reason }: AbortSignal): boolean =>
  reason instanceof DOMException && reason.name === "TimeoutError";

const nothingRead = {
  evidence: null,
  text: null,
  secondReading: null,
  asked: [],
  notAsked: null,
  secondReadingMissing: false,
  markedCopy: null,
};

export const readLetterWork = (parts: LetterWorkParts): LongWork => {
  const { store, files, readScan, carryOutCommand, clock } = parts;

  const record = async (task: WorkTask, read: object): Promise<Outcome> => {
    const { employeeId, number, letterId } = task.data as LetterToRead; // of the process that asks for this work
    const answer = await carryOutCommand({
      name: "record-letter-reading",
      data: { employeeId, number, letterId, ...read },
      // Two attempts may read differently; which of them stands, the letter's own stream decides.
      commandId: madeId(task.intentId, `attempt ${task.attempt}`),
      actor: `process:${task.process}`,
      correlationId: task.correlationId,
      causationId: task.factId,
    });
    if (answer.is === "done") return { is: "done", told: { position: answer.position } };
    if (answer.is === "faulty") throw new PermanentFailure(answer.problem.code);
    return { is: "refused", code: answer.problem.code };
  };

  /** What was read and cannot be recorded is no reading: a person gets the letter, not a list of dead letters. */
  const recordOrHandOver = (task: WorkTask, read: object): Promise<Outcome> =>
    record(task, read).catch((error: unknown) => {
      if (error instanceof PermanentFailure) return unread(task);
      throw error;
    });

  /** Undefined where there is nothing to read any more. */
  const openLetter = async ({ employeeId, number, letterId }: LetterToRead) => {
    const { state } = await store.load(resignationStream(employeeId, number), resignation, { fresh: true });
    const letter = state?.letters.find((each) => each.letterId === letterId);
    if (state === undefined || letter === undefined || letter.read !== null || letter.round !== state.round)
      return undefined;
    return state.status === "withdrawn" || state.status === "executed" ? undefined : { state, letter };
  };

  const writerOf = async (employeeId: EmployeeId, receivedOn: LocalDate): Promise<WriterOnRecord | undefined> => {
    const inquiry = { ...readerOf(store, true), at: clock() };
    const employment = await inquiry.read(employeeStream(employeeId), employee);
    const fullName = written(employment?.person.fullName ?? null);
    if (employment === undefined || fullName === "") return undefined;
    const organisation = await organisationOf(inquiry);
    // Letters are written to whoever heads the whole.
    const head = headsOver(employment, { organisation, today: receivedOn }).at(-1);
    const ofHead = head === undefined ? undefined : await inquiry.read(employeeStream(head), employee);
    return {
      employeeId,
      fullName,
      position: positionOn(employment, receivedOn),
      headName: written(ofHead?.person.fullName ?? null),
      receivedOn,
      likely: /\p{Script=Cyrillic}/u.test(fullName) ? "ru" : "en",
    };
  };

  const unread = (task: WorkTask): Promise<Outcome> =>
    record(task, {
      ...nothingRead,
      reading: { version: "none", language: null, milliseconds: 0, attempts: Math.min(task.attempt, 100) },
    });

  /** Undefined where it took too long: tried again it would keep its place from the letters behind it, and end no better. */
  const readInTime = (
    picture: Uint8Array,
    writer: WriterOnRecord,
    { signal }: WorkTask,
  ): Promise<ScanReading | undefined> =>
    readScan(picture, writer, signal).catch((error: unknown) => {
      if (isOverTime(signal) || (error instanceof Error && error.name === "ReadingTookTooLong")) return undefined;
      throw error;
    });

  return {
    do: async (task) => {
      const wish = task.data as LetterToRead; // as above
      const open = await openLetter(wish);
      if (open === undefined) return { is: "done", told: { nothing: "to read" } };
      const writer = await writerOf(wish.employeeId, open.state.receivedOn);
      const picture = await files.get(wish.employeeId, open.letter.picture);
      // The key is gone, or the file: there is nothing that another attempt would find.
      if (writer === undefined || picture === undefined) return unread(task);
      const scan = await readInTime(picture, writer, task);
      // The work is still held when its time is over; not when the program stops, or another has it.
      if (!isOverTime(task.signal)) task.signal.throwIfAborted();
      if (scan === undefined) return unread(task);
      const { marked, version, language, milliseconds, ...read } = scan;
      const markedCopy = `${open.letter.picture}.marked-${task.attempt}`;
      await files.put(wish.employeeId, markedCopy, marked);
      const reading = { version, language, milliseconds, attempts: Math.min(task.attempt, 100) };
      return recordOrHandOver(task, { ...read, reading, markedCopy });
    },
    giveUp: async (task) =>
      (await openLetter(task.data as LetterToRead)) === undefined // as above
        ? { is: "done", told: { nothing: "to read" } }
        : unread(task),
  };
};
