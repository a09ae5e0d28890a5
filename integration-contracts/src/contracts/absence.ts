// That somebody is away, and when. Not why: the kind of an absence concerns nobody who does not pay for it.
import { z } from "zod";
import { contract, Day, EmployeeReference } from "../contract.js";

const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

export const absenceContract = contract({
  name: "absence",
  version: 1,
  about:
    "An absence as it holds now, whole: it takes the place of what was said of the same absenceId before. Published when it is approved, recorded, moved, shortened, lengthened or cancelled.",
  key: "employeeId",
  data: z.object({
    employeeId: EmployeeReference,
    absenceId: z.string().min(1).max(64),
    state: z.enum(["holds", "cancelled"]),
    spans: z
      .array(
        z.object({
          from: Day,
          to: Day,
          part: z.enum(["full", "morning", "afternoon"]),
          time: z.object({ from: Time, to: Time }).nullable().describe("A part of one day by the clock"),
        }),
      )
      .max(1000)
      .describe("By first day, both days included; none where it is cancelled"),
  }),
  example: {
    employeeId: "e00089",
    absenceId: "0b9c4f0e-6c0f-5b38-8a0f-4e7f0f6f2a10",
    state: "holds",
    spans: [{ from: "2026-11-09", to: "2026-11-13", part: "full", time: null }],
  },
});
