// Which day it is for a person: dates of the domain are local dates in the employee's own time zone.

// Making a formatter costs 50 times what using one does. There are about 600 zones.
const formatters = new Map<string, Intl.DateTimeFormat>();
const mostFormatters = 1_000;

const formatterOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const formatter = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  if (formatters.size < mostFormatters) formatters.set(timeZone, formatter);
  return formatter;
};

const QUARTER = 15 * 60_000;

/** The last answer of each zone. Zones of our time differ from UTC, and change over, by whole quarters of an hour. */
const answers = new Map<string, { readonly quarter: number; readonly day: string }>();

/**
 * The day as 2026-02-28.
 * @param timeZone IANA name. Throws RangeError for a name that does not exist.
 */
export const localDay = (at: Date, timeZone: string): string => {
  const quarter = Math.floor(at.getTime() / QUARTER);
  const last = answers.get(timeZone);
  if (last?.quarter === quarter) return last.day;
  const parts = new Map(
    formatterOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const day = `${parts.get("year")}-${parts.get("month")}-${parts.get("day")}`;
  if (last !== undefined || answers.size < mostFormatters) answers.set(timeZone, { quarter, day });
  return day;
};
