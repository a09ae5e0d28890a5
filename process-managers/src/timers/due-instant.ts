// Which instant a local time of a day is: a question where the clocks change.
import type { Instant } from "@tabel/domain";
import { Temporal } from "temporal-polyfill";
import type { Due } from "../process/intent.js";

/**
 * A time that the clocks skip counts from the moment of the change on (02:30 becomes 03:30 where an hour is skipped); of a time
 * that they show twice, the first. So nothing is early by the person's clock, and nothing comes twice.
 * Throws a RangeError for a day, a time or a zone that does not exist.
 */
export const dueInstant = ({ date, time, zone }: Due): Instant => {
  const local = Temporal.PlainDate.from(date).toPlainDateTime(Temporal.PlainTime.from(time));
  const instant = local.toZonedDateTime(zone, { disambiguation: "compatible" }).toInstant();
  return new Date(instant.epochMilliseconds).toISOString();
};
