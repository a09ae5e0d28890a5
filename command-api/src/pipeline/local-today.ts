// Which day it is for a person: dates of the domain are local dates in the employee's time zone (rule 9).
import { localDate, type Instant, type LocalDate } from "@tabel/domain";
import { LRUCache } from "lru-cache";

// Making a formatter costs 50 times what using one does. There are about 600 zones.
const formatters = new LRUCache<string, Intl.DateTimeFormat>({ max: 700 });

const formatterOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const formatter = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  formatters.set(timeZone, formatter);
  return formatter;
};

/** @param timeZone IANA name. Throws RangeError for a name that does not exist. */
export const localToday = (at: Instant, timeZone: string): LocalDate => {
  const parts = new Map(
    formatterOf(timeZone)
      .formatToParts(new Date(at))
      .map(({ type, value }) => [type, value]),
  );
  return localDate(`${parts.get("year")}-${parts.get("month")}-${parts.get("day")}`);
};
