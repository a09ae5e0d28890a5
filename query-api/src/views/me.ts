// GET /me: who is logged in, and what they hold today.
import { EmployeeId } from "@tabel/domain";
import { accessPolicy, type Action, reachesNothing, reachOf } from "@tabel/platform";
import { z } from "zod";
import { assignmentOn } from "../access/caller.js";
import { nothing, view } from "../http/view.js";
import { nameOf, PersonName } from "./person.js";

const actions = Object.keys(accessPolicy) as [Action, ...Action[]]; // exactly its keys, of which there are some

const Me = z.object({
  userId: EmployeeId,
  name: PersonName,
  unitId: z.string().nullable(),
  position: z.string().nullable(),
  roles: z.array(z.string()).meta({ description: "Granted roles that hold today", example: ["hr-officer"] }),
  headedUnitIds: z.array(z.string()).meta({ description: "Units headed today", example: ["u0042"] }),
  sees: z.array(z.enum(actions)).meta({ description: "What may be seen of somebody, be it of oneself" }),
  today: z.string().meta({ description: "The person's own date", example: "2026-11-16" }),
});

export const me = view({
  path: "/me",
  id: "me",
  summary: "Who is logged in, with roles and headed units",
  params: nothing,
  query: nothing,
  answer: Me,
  example: {
    userId: "e00017",
    name: "Иванова Анна Петровна",
    unitId: "u0042",
    position: "Кассир",
    roles: [],
    headedUnitIds: [],
    sees: ["see-employee", "see-absence"],
    today: "2026-11-16",
  },
  reads: [],
  read: ({ caller }) =>
    Promise.resolve({
      userId: caller.userId,
      name: caller.employee === null ? null : nameOf(caller.employee),
      unitId: caller.unitId,
      position:
        caller.employee === null ? null : (assignmentOn(caller.employee.assignments, caller.today)?.position ?? null),
      roles: caller.grants.map(({ role }) => role),
      headedUnitIds: caller.leads,
      sees: actions.filter((action) => !reachesNothing(reachOf(caller, action))),
      today: caller.today,
    }),
});
