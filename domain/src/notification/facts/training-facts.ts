// What of training somebody is told.
import { z } from "zod";
import { EmployeeId } from "../../kernel/identifiers.js";
import { LocalDate } from "../../kernel/local-date.js";

const session = { sessionId: z.string().max(64) };
const place = { ...session, employeeId: EmployeeId };

export const trainingNotices = {
  /** To subscribers of the programme only. */
  "training-published": z.strictObject({ ...session, programmeId: z.string().max(64) }),
  "training-booked": z.strictObject(place),
  "training-waitlisted": z.strictObject(place),
  "training-moved-up": z.strictObject(place),
  "training-booking-cancelled": z.strictObject(place),
  /** To who has a place: until when it can be given back. */
  "training-cut-off-near": z.strictObject({ ...place, on: LocalDate }),
  /** To who waited until places could be booked no more. */
  "training-no-place": z.strictObject(place),
  "training-starts-soon": z.strictObject(place),
  /** To the trainer: who came is not on record. */
  "training-attendance-due": z.strictObject(session),
  /** To everybody who has a place or waits for one. */
  "training-session-changed": z.strictObject(session),
  "training-session-cancelled": z.strictObject(session),
} as const;
