// What really holds of each absence, with a count of its changes: calendars show it, and programs that subscribe to a feed
// recognise by it what they have already.
import {
  AbsenceRejected,
  AbsenceRequested,
  type AbsenceSpan,
  AbsenceWithdrawn,
  type Compensation,
  evolveSpans,
  type LocalDate,
  type RequestId,
  spanEvents,
} from "@tabel/domain";
import { type AbsenceSpanRow, absenceSpanTable, type ShownSpan } from "@tabel/read-models";
import { projection } from "../engine/projection.js";

const holding = ({ requestId, spans }: AbsenceSpanRow): AbsenceSpan[] =>
  spans
    .filter(({ state }) => state === "approved")
    .map(({ kind, from, to, dayPart, time }) => ({
      requestId: requestId as RequestId,
      kind,
      from: from as LocalDate, // written below, from the domain's own
      to: to as LocalDate,
      dayPart,
      time,
      compensation: null as Compensation | null, // no calendar shows it
    }));

const says = ({ kind, from, to, dayPart, time, state }: ShownSpan): string =>
  JSON.stringify([kind, from, to, dayPart, time, state]);

/** The spans as they hold now, each in the place of the one that was there; places that hold no more are cancelled. */
const renumbered = (known: readonly ShownSpan[], spans: readonly AbsenceSpan[], at: string): readonly ShownSpan[] => {
  const places = Math.max(known.length, spans.length);
  return Array.from({ length: places }, (_, place): ShownSpan | undefined => {
    const [was, is] = [known[place], spans[place]];
    const now: ShownSpan | undefined =
      is === undefined
        ? was && { ...was, state: "cancelled" }
        : { ...is, state: "approved", sequence: 0, changedAt: at };
    if (now === undefined || was === undefined) return now;
    return says(now) === says(was) ? was : { ...now, sequence: was.sequence + 1, changedAt: at };
  })
    .filter((span) => span !== undefined)
    .map(({ kind, from, to, dayPart, time, state, sequence, changedAt }) => ({
      kind,
      from,
      to,
      dayPart,
      time,
      state,
      sequence,
      changedAt,
    }));
};

const rowOf = (
  { requestId, employeeId, firstFact }: Pick<AbsenceSpanRow, "requestId" | "employeeId" | "firstFact">,
  spans: readonly ShownSpan[],
): AbsenceSpanRow | undefined => {
  const days = spans.flatMap(({ from, to }) => [from, to]).toSorted();
  const [fromDate, toDate] = [days[0], days.at(-1)];
  return fromDate === undefined || toDate === undefined
    ? undefined
    : { requestId, employeeId, fromDate, toDate, spans, firstFact };
};

export const absenceSpans = projection({
  name: "absence-spans",
  version: 2,
  reads: [AbsenceRequested, AbsenceRejected, AbsenceWithdrawn, ...spanEvents],
  table: absenceSpanTable,
  keys: (event) => [event.data.requestId],
  project: (row, event, { key }) => {
    const { employeeId } = event.data;
    const absence = { requestId: key, employeeId, firstFact: row?.firstFact ?? event.position };
    switch (event.type) {
      case "AbsenceRequested": {
        const { kind, from, to, dayPart, time } = event.data;
        const asked: ShownSpan = {
          kind,
          from,
          to,
          dayPart,
          time,
          state: "requested",
          sequence: 0,
          changedAt: event.recordedAt,
        };
        return rowOf(absence, [asked]);
      }
      case "AbsenceRejected":
      case "AbsenceWithdrawn":
        return undefined;
      default: {
        const known = (row?.spans ?? []).filter(({ state }) => state !== "requested");
        const held = row === undefined ? [] : holding(row);
        return rowOf(absence, renumbered(known, evolveSpans(held, event), event.recordedAt));
      }
    }
  },
});
