// IANA time zones, as the platform knows them.
import { z } from "zod";

const known = new Map<string, boolean>();
const KNOWN_AT_MOST = 1000;

export const isTimeZone = (name: string): boolean => {
  const remembered = known.get(name);
  if (remembered !== undefined) return remembered;
  let exists = true;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
  } catch {
    exists = false; // a RangeError is how the platform says that there is no such zone
  }
  if (known.size < KNOWN_AT_MOST) known.set(name, exists);
  return exists;
};

export const TimeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, "must be an IANA time zone, Europe/Moscow for example")
  .meta({ example: "Europe/Moscow" });
