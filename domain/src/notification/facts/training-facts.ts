// What of training somebody is told.
import { z } from "zod";
import { EmployeeId } from "../../kernel/identifiers.js";

const session = { sessionId: z.string().max(64) };
const place = { ...session, employeeId: EmployeeId };

export const trainingNotices = {
  /** To subscribers of the programme only. */
  "training-published": z.strictObject({ ...session, programmeId: z.string().max(64) }),
  "training-booked": z.strictObject(place),
  "training-waitlisted": z.strictObject(place),
  "training-moved-up": z.strictObject(place),
  "training-booking-cancelled": z.strictObject(place),
  /** To everybody who has a place or waits for one. */
  "training-session-changed": z.strictObject(session),
  "training-session-cancelled": z.strictObject(session),
} as const;
