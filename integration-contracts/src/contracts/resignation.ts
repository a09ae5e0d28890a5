// That somebody goes, and when; never why.
import { z } from "zod";
import { contract, Day, EmployeeReference } from "../contract.js";

export const resignationContract = contract({
  name: "resignation",
  version: 1,
  about:
    "A resignation as it stands, whole: it takes the place of what was said of the same number before. Published when it is received, accepted, withdrawn or executed.",
  key: "employeeId",
  data: z.object({
    employeeId: EmployeeReference,
    number: z.int().min(1).max(99).describe("Counts an employee's resignations"),
    state: z.enum(["received", "accepted", "withdrawn", "executed"]),
    receivedOn: Day,
    lastDay: Day.nullable().describe("As the letter asks until it is accepted; null while that is open"),
  }),
  example: { employeeId: "e00089", number: 1, state: "accepted", receivedOn: "2026-11-02", lastDay: "2026-11-16" },
});
