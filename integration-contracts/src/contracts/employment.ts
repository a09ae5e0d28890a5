// Where somebody works and from when to when: what other systems provision accounts and cost centres by.
import { z } from "zod";
import { contract, Day, EmployeeReference, UnitReference } from "../contract.js";

export const employmentContract = contract({
  name: "employment",
  version: 1,
  about:
    "An employee's employments and units as they are known now, whole: it takes the place of what was said before. Published on hire, transfer, leaving, return, and their corrections.",
  key: "employeeId",
  data: z.object({
    employeeId: EmployeeReference,
    employments: z
      .array(z.object({ hiredOn: Day, lastDay: Day.nullable().describe("Null while no end is known") }))
      .max(100),
    assignments: z
      .array(z.object({ from: Day, unitId: UnitReference }))
      .max(1000)
      .describe("Each holds until the next one, within an employment"),
  }),
  example: {
    employeeId: "e00089",
    employments: [{ hiredOn: "2024-03-01", lastDay: null }],
    assignments: [
      { from: "2024-03-01", unitId: "u0005" },
      { from: "2026-01-12", unitId: "u0012" },
    ],
  },
});
