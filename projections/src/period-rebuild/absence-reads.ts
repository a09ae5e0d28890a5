// How the absences of a period are read: a stream for each person, or all absences since the first of those that hold in it. Most of them
// were asked for lately, and a call for each stream costs more than the events; the few that were asked for long ago are read alone.
import type { Absent } from "./scope.js";

export interface AbsenceReads {
  /** Whose stream is read as a whole. */
  readonly alone: readonly string[];
  /** Whose facts are read out of the log after a position, all of them at once. */
  readonly together: { readonly after: bigint; readonly people: readonly string[] } | undefined;
}

/** What the call for one stream costs, in events that are read in a row. */
const aCall = 15;
/** Events that an absence has, most of them: the approval, now and then a change. */
const eventsEach = 1.5;
/** Shares of the people who may be read alone, so that the others are read from later on. */
const shares = [0, 0.01, 0.05, 0.2];

/** @param since how many absences began at these positions or later, counted up to a limit */
export const planAbsenceReads = async (
  absent: readonly Absent[],
  since: (positions: readonly bigint[], limit: number) => Promise<readonly number[]>,
): Promise<AbsenceReads> => {
  const alone = absent.map(({ employeeId }) => employeeId);
  const known = absent.flatMap(({ employeeId, firstFact }) => (firstFact === null ? [] : [{ employeeId, firstFact }]));
  known.sort((a, b) => (a.firstFact < b.firstFact ? -1 : Number(a.firstFact > b.firstFact)));
  // The log is read after an event that there is: whoever it is about is read alone.
  const cuts = [...new Set(shares.map((share) => Math.floor(share * known.length)))].flatMap((index) => {
    const at = known[index];
    return at === undefined || at.firstFact === 0n ? [] : [{ after: at.firstFact, index }];
  });
  if (cuts.length === 0) return { alone, together: undefined };
  const limit = Math.ceil((known.length * aCall) / eventsEach);
  const counts = await since(
    cuts.map(({ after }) => after),
    limit,
  );
  const costs = cuts.map(({ index }, place) => (index + 1) * aCall + (counts[place] ?? limit) * eventsEach);
  const least = Math.min(...costs);
  const cut = cuts[costs.indexOf(least)];
  if (cut === undefined || least >= known.length * aCall) return { alone, together: undefined };
  const people = known.filter(({ firstFact }) => firstFact > cut.after).map(({ employeeId }) => employeeId);
  const together = new Set(people);
  return { alone: alone.filter((each) => !together.has(each)), together: { after: cut.after, people } };
};
