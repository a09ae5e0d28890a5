// The values that events on absences are made of. Part of the storage contract: a value only ever gains what old events lack.
import { z } from "zod";
import { UnitId, UserId } from "../kernel/identifiers.js";
import { LocalDate } from "../kernel/local-date.js";
import { DayHundredths } from "./ledger/ledger-events.js";

/** Code of a kind of absence in the catalogue (policy/), `annual-leave` for example. */
export const AbsenceKindCode = z.string().regex(/^[a-z][a-z0-9-]{1,63}$/);

/** A half of a day, or all of it. Halves are asked for one day at a time. */
export const DayPart = z.enum(["full", "morning", "afternoon"]);
export type DayPart = z.output<typeof DayPart>;

/** What overtime, or work on a day off, is made good with. */
export const Compensation = z.enum(["paid", "day-in-lieu"]);
export type Compensation = z.output<typeof Compensation>;

/** Days in a row, both included. */
export const DateSpan = z.object({ from: LocalDate, to: LocalDate });
export type DateSpan = z.output<typeof DateSpan>;

/** Days of a request in a row that are alike. The spans of a request follow each other and cover it. */
export const DaySpan = z.object({
  from: LocalDate,
  to: LocalDate,
  /** `leave` counts; `holiday` lies inside and does not; `off` is a day that the kind does not count. */
  means: z.enum(["leave", "holiday", "off"]),
  /** What each of these days counts: 100, 50 for a half, or 0. */
  counted: DayHundredths,
});
export type DaySpan = z.output<typeof DaySpan>;
export const DaySpans = z.array(DaySpan).max(1000);

/** Working days of the step's holder, from the day after the step began; null where the step has no such point. */
const afterDays = z.int().min(1).max(100).nullable().default(null);
const points = { remindAfter: afterDays, escalateAfter: afterDays };

/** A step of the route: the head of a unit (whoever that is on the day), a role, or one person. */
export const RouteStep = z.discriminatedUnion("holder", [
  z.object({ holder: z.literal("unit-head"), unitId: UnitId, ...points }),
  z.object({ holder: z.literal("role"), role: z.string().max(64), ...points }),
  z.object({ holder: z.literal("person"), userId: UserId, ...points }),
]);
export type RouteStep = z.output<typeof RouteStep>;
