// Which absences of a person changed between two timelines, each said whole.
import { type AbsenceSpan, absenceKind, type Timeline } from "@tabel/domain";
import { absenceContract } from "@tabel/integration-contracts";
import { draft, type Draft } from "./draft.js";

type Shown = ReturnType<typeof shownSpan>;

const shownSpan = ({ from, to, dayPart, time }: AbsenceSpan) => ({ from, to, part: dayPart, time });

const countryOn = (timeline: Timeline, on: string): string =>
  (timeline.places.findLast(({ from }) => from <= on) ?? timeline.places[0])?.country ?? "";

/** Work that is asked for as an absence is (remote work, overtime) takes nobody away. */
const absencesOf = (timeline: Timeline | undefined): ReadonlyMap<string, readonly Shown[]> => {
  const absences = new Map<string, Shown[]>();
  for (const span of timeline?.absences ?? []) {
    const { kind, from, requestId } = span;
    if (timeline !== undefined && absenceKind(countryOn(timeline, from), kind, from)?.isWork === true) continue;
    const known = absences.get(requestId);
    if (known === undefined) absences.set(requestId, [shownSpan(span)]);
    else known.push(shownSpan(span));
  }
  return absences;
};

const same = (a: readonly Shown[] | undefined, b: readonly Shown[] | undefined): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

export const absenceDrafts = (
  employeeId: string,
  before: Timeline | undefined,
  after: Timeline | undefined,
): Draft[] => {
  if (before?.absences === after?.absences) return [];
  const [was, is] = [absencesOf(before), absencesOf(after)];
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((absenceId) => !same(was.get(absenceId), is.get(absenceId)))
    .toSorted()
    .map((absenceId) => {
      const spans = is.get(absenceId) ?? [];
      const state = spans.length === 0 ? "cancelled" : "holds";
      return draft(absenceContract, employeeId, absenceId, { employeeId, absenceId, state, spans: [...spans] });
    });
};
