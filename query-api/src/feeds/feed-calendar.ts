// A feed as iCalendar (RFC 5545): whole days with an exclusive end, parts of a day as instants of the person's own zone.
import { absenceKind, addDays, type LocalDate } from "@tabel/domain";
import { ICalCalendar, ICalCalendarMethod, ICalEventClass, ICalEventStatus } from "ical-generator";
import { Temporal } from "temporal-polyfill";
import type { ClockSpan, FeedEvent } from "./feed-events.js";

type Language = "ru" | "en";

const words = {
  ru: { own: "Мои отсутствия", unit: "Отсутствия", absent: "отсутствует", absence: "Отсутствие" },
  en: { own: "My absences", unit: "Absences", absent: "absent", absence: "Absence" },
} as const;

/** Whole days are written without a zone; ical-generator takes the day of the instant in UTC. */
const dayOf = (date: LocalDate): Date => new Date(`${date}T00:00:00.000Z`);

/** The instant of a local time; one that the clocks leave out is the one as long after the last that there was. */
const instantOf = (date: LocalDate, time: string, timeZone: string): Date =>
  new Date(Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(timeZone).epochMilliseconds);

const summaryOf = ({ name, kind, country, from }: FeedEvent, of: "own" | "unit", language: Language): string => {
  const say = words[language];
  if (of === "unit") return name === null ? say.absence : `${name}: ${say.absent}`;
  return absenceKind(country, kind, from)?.name[language] ?? say.absence;
};

const times = ({ from, timeZone }: FeedEvent, clock: ClockSpan): { start: Date; end: Date } => ({
  start: instantOf(from, clock.from, timeZone),
  end: instantOf(clock.to <= clock.from ? addDays(from, 1) : from, clock.to, timeZone),
});

interface Calendar {
  readonly of: "own" | "unit";
  /** Of the unit, to tell calendars apart. */
  readonly unitName: string | null;
  readonly language: Language;
  readonly events: readonly FeedEvent[];
}

export const feedCalendar = ({ of, unitName, language, events }: Calendar): string => {
  const calendar = new ICalCalendar({
    name: unitName === null ? words[language][of] : `${words[language][of]}: ${unitName}`,
    prodId: { company: "Tabel", product: "Calendar", language: language.toUpperCase() },
    method: ICalCalendarMethod.PUBLISH,
  });
  for (const event of events) {
    const changedAt = new Date(event.changedAt);
    const said = {
      summary: summaryOf(event, of, language),
      status: event.cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      class: ICalEventClass.PRIVATE,
      sequence: event.sequence,
      stamp: changedAt,
      lastModified: changedAt,
    };
    if (event.clock.length === 0)
      calendar.createEvent({
        ...said,
        id: `${event.uid}@tabel`,
        allDay: true,
        start: dayOf(event.from),
        end: dayOf(addDays(event.to, 1)),
      });
    for (const [part, clock] of event.clock.entries())
      calendar.createEvent({
        ...said,
        id: part === 0 ? `${event.uid}@tabel` : `${event.uid}-${part}@tabel`,
        ...times(event, clock),
      });
  }
  return `${calendar.toString()}\r\n`.replace(/(\r\n)+$/, "\r\n");
};
