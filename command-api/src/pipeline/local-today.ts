// Which day it is for a person: dates of the domain are local dates in the employee's time zone (rule 9).
import { localDate, type Instant, type LocalDate } from "@tabel/domain";
import { localDay } from "@tabel/platform";

/** @param timeZone IANA name. Throws RangeError for a name that does not exist. */
export const localToday = (at: Instant, timeZone: string): LocalDate => localDate(localDay(new Date(at), timeZone));
