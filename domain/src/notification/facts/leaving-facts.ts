// What of resignations and of handing over somebody is told. Until the last day: afterwards nobody is told anything any more.
import { z } from "zod";
import { EmployeeId, UserId } from "../../kernel/identifiers.js";
import { LocalDate } from "../../kernel/local-date.js";

const resignation = { employeeId: EmployeeId, number: z.int().min(1).max(99) };

export const leavingNotices = {
  "resignation-received": z.strictObject(resignation),
  "resignation-corrections-asked": z.strictObject({ ...resignation, count: z.int().min(0).max(50) }),
  /** What a scanned letter needs, by rule; that it is clear; that a person has to look at it. */
  "letter-identity-mismatch": z.strictObject(resignation),
  "letter-intent-missing": z.strictObject(resignation),
  "letter-signature-missing": z.strictObject(resignation),
  "letter-ready": z.strictObject(resignation),
  "letter-to-review": z.strictObject(resignation),
  "resignation-accepted": z.strictObject({ ...resignation, lastDay: LocalDate }),
  "resignation-withdrawn": z.strictObject(resignation),
  "last-day-near": z.strictObject({ ...resignation, lastDay: LocalDate }),
  /** To HR: an accepted resignation that nobody has executed. */
  "execution-missing": z.strictObject({ ...resignation, lastDay: LocalDate }),
  "exit-item-due": z.strictObject({
    ...resignation,
    item: z.string().max(64),
    owner: z.enum(["employee", "head", "hr", "it", "accountant"]),
    on: LocalDate,
  }),
  /** To whoever takes over. Says nothing of whose it was: that person may have left. */
  "hand-over": z.strictObject({
    to: UserId,
    what: z.enum(["approvals", "absences"]),
    count: z.int().min(1).max(10_000),
  }),
} as const;
