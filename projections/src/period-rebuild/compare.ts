// The rows that stand in a period beside those that its events give, person by person.
import { breathe, inChunks } from "@tabel/platform";
import type { Period } from "@tabel/domain";
import { type ClosedTools, compareClosed, type FoundCorrection } from "./closed-period.js";
import { differences, type FigureChange } from "./differences.js";
import type { Fact, FactsByEmployee } from "./facts.js";
import { differing, nothingStands, type PeriodRows, readRows, shown, withPosted } from "./period-rows.js";
import type { Picture } from "./picture.js";

export type PeriodStatus =
  | { readonly is: "not-open" | "open" }
  /** `at`: where in the log it was closed. */
  | { readonly is: "closed"; readonly at: bigint };

/** An event behind a figure; without what it says, which may be personal. */
export interface Because {
  readonly position: string;
  readonly type: string;
  readonly stream: string;
  readonly recordedAt: string;
}

export interface PersonDifference {
  readonly employeeId: string;
  readonly changes: readonly FigureChange[];
  readonly because: readonly Because[];
}

export interface CompareOptions extends ClosedTools {
  readonly picture: Picture;
  readonly period: Period;
  readonly status: PeriodStatus;
  readonly people: readonly string[];
  readonly facts: FactsByEmployee;
  readonly signal: AbortSignal;
  /** People whose differences are told one by one. */
  readonly listed: number;
  readonly onStep: (done: number, rows: number) => void;
}

export interface Compared {
  /** Whose rows differ, with those that the events give, without what is posted in them; of a closed period with none. */
  readonly right: ReadonlyMap<string, PeriodRows>;
  readonly corrections: readonly FoundCorrection[];
  readonly listed: readonly PersonDifference[];
  readonly rows: number;
}

const peopleAtOnce = 500;
/** What explains a person's figures is a handful of events; somebody with more has a history to look at. */
const mostReasons = 50;

const reasons = (facts: readonly Fact[]): Because[] =>
  facts.slice(-mostReasons).map(({ position, type, stream, recordedAt }) => ({
    position: String(position),
    type,
    stream,
    recordedAt,
  }));

const countOf = ({ sheets, hours }: { readonly sheets: readonly unknown[]; readonly hours: unknown }): number =>
  sheets.length + (hours === undefined ? 0 : 1);

export const compare = async (options: CompareOptions): Promise<Compared> => {
  const { picture, period, status, people, facts, recalculate, signal } = options;
  const right = new Map<string, PeriodRows>();
  const corrections: FoundCorrection[] = [];
  const listed: PersonDifference[] = [];
  let [rows, done] = [0, 0];
  const ask = async (some: readonly string[]) => ({
    standing: await picture.rowsOf(some),
    posted: status.is === "closed" ? await picture.postedFor(some) : undefined,
  });
  /** The database looks some up while others are calculated. */
  const begin = (some: readonly string[] = []): ReturnType<typeof ask> => {
    const asked = ask(some);
    asked.catch(() => undefined); // thrown where it is awaited
    return asked;
  };
  const differs = (employeeId: string, after: PeriodRows, changes: () => readonly FigureChange[]): void => {
    right.set(employeeId, after);
    if (listed.length < options.listed)
      listed.push({ employeeId, changes: changes(), because: reasons(facts.get(employeeId) ?? []) });
  };
  const corrected = status.is === "closed" ? await picture.correctionsWaiting() : new Set<string>();
  const chunks = inChunks(people, peopleAtOnce);
  let asked = begin(chunks[0]);
  for (const [index, some] of chunks.entries()) {
    const { standing, posted } = await asked;
    asked = begin(chunks[index + 1]);
    for (const employeeId of some) {
      const own = facts.get(employeeId) ?? [];
      const stands = standing.get(employeeId) ?? nothingStands;
      if (status.is === "closed") {
        const deltas = posted?.get(employeeId) ?? [];
        const comparedAt = picture.position;
        const person = { employeeId, period, closedAt: status.at, comparedAt, facts: own, stands, deltas };
        const compared = await compareClosed(person, options);
        rows += countOf(stands);
        // One that waits would be posted a second time.
        if (compared?.correction !== undefined && !corrected.has(employeeId)) corrections.push(compared.correction);
        if (compared !== undefined) differs(employeeId, { sheets: [], hours: undefined }, () => compared.changes);
        continue;
      }
      const calculated = recalculate(employeeId, period, own);
      const after = withPosted(calculated, stands);
      rows += countOf(after);
      const unlike = differing(after, stands);
      if (unlike !== undefined)
        differs(employeeId, calculated, () => differences(shown(readRows(unlike.stands)), shown(unlike.right)));
    }
    done += some.length;
    options.onStep(done, rows);
    await breathe();
    if (signal.aborted) break;
  }
  await asked; // the picture ends with us
  return { right, corrections, listed, rows };
};
