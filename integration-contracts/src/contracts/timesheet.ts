// How far the timesheet of a unit's month is. The sheet itself is read over HTTP: it says of everyone what they did each day.
import { z } from "zod";
import { contract, Details, Month, UnitReference } from "../contract.js";

export const timesheetContract = contract({
  name: "timesheet",
  version: 1,
  about:
    "The timesheet of a unit's month has moved: submitted by the head, returned, accepted by accounting, closed, or corrected by a corrective sheet afterwards.",
  key: "unitId",
  data: z.object({
    unitId: UnitReference,
    period: Month,
    state: z.enum(["submitted", "returned", "accepted", "closed", "corrected"]),
    details: Details,
  }),
  example: {
    unitId: "u0005",
    period: "2026-10",
    state: "accepted",
    details: "/api/views/timesheets/u0005/2026-10",
  },
});
