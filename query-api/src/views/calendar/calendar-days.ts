// Spans of absences as days of a calendar: one item a day, with its whole, its halves and its hours.
import { absenceKind, eachDay, earlier, later, localDate } from "@tabel/domain";
import { z } from "zod";
import type { SeenSpan } from "../team/away-spans.js";

const Entry = z.object({
  state: z.enum(["absent", "at-work", "requested"]).meta({
    description: "`at-work` (elsewhere, or longer) and `requested` are shown to those whom they concern only",
  }),
  kind: z.string().nullable().meta({ description: "Null for who may not see it", example: "annual-leave" }),
  requestId: z.string().nullable(),
});
type Entry = z.input<typeof Entry>;

const Hours = Entry.extend({
  time: z
    .object({ from: z.string(), to: z.string() })
    .nullable()
    .meta({ description: "Local time; null for who may not see it" }),
});

export const CalendarDay = z.object({
  date: z.string(),
  full: Entry.nullable(),
  morning: Entry.nullable(),
  noon: Entry.nullable().meta({ description: "The half from noon on; a request calls it `afternoon`" }),
  hours: z.array(Hours),
});
export type CalendarDay = z.input<typeof CalendarDay>;

const entryOf = ({ state, kind, requestId, from }: SeenSpan, country: string): Entry => {
  const isWork = kind !== null && absenceKind(country, kind, localDate(from))?.isWork === true;
  return { state: state === "requested" ? "requested" : isWork ? "at-work" : "absent", kind, requestId };
};

const weight = { absent: 0, requested: 1, "at-work": 2 };

/** Of two that take the same part of a day the weightier is shown: absences before wishes before work. */
const weightier = (known: Entry | null, next: Entry): Entry =>
  known === null || weight[next.state] < weight[known.state] ? next : known;

const empty = (date: string): CalendarDay => ({ date, full: null, morning: null, noon: null, hours: [] });

const withSpan = (day: CalendarDay, span: SeenSpan, country: string): CalendarDay => {
  const entry = entryOf(span, country);
  if (span.hours) {
    // Who may not know the times is told once that there are hours, not how often.
    const told = span.time === null && day.hours.some(({ time }) => time === null);
    return told ? day : { ...day, hours: [...day.hours, { ...entry, time: span.time }] };
  }
  const slot = span.dayPart === "afternoon" ? "noon" : span.dayPart;
  return { ...day, [slot]: weightier(day[slot], entry) };
};

/** The days from the first to the last on which there is something, in order. */
export const calendarDays = (
  spans: readonly SeenSpan[],
  country: string,
  firstDay: string,
  lastDay: string,
): readonly CalendarDay[] => {
  const days = new Map<string, CalendarDay>();
  for (const span of spans)
    for (const date of eachDay(
      later(localDate(firstDay), localDate(span.from)),
      earlier(localDate(lastDay), localDate(span.to)),
    ))
      days.set(date, withSpan(days.get(date) ?? empty(date), span, country));
  return [...days.values()].toSorted((a, b) => (a.date < b.date ? -1 : 1));
};
