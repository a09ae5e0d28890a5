// A work schedule: a cycle of planned minutes that repeats from an anchor day.
import { z } from "zod";
import { LocalDate } from "../kernel/local-date.js";

export const Schedule = z.object({
  code: z.string().min(1).max(64),
  /** The day on which the cycle's first entry falls (a Monday for a week). */
  anchor: LocalDate,
  /** Planned minutes of each day of the cycle; 0 is a day off. */
  cycle: z.array(z.int().min(0).max(1440)).min(1).max(366),
  /** Whether the production calendar moves its days off, frees its holidays and shortens its days before them. */
  followsCalendar: z.boolean(),
});
export type Schedule = z.output<typeof Schedule>;
