// GET /me: who is logged in, and what they hold today.
import { deputiesOn, type DeputyAppointment, EmployeeId, type LocalDate } from "@tabel/domain";
import { accessPolicy, type Action, reachesNothing, reachOf } from "@tabel/platform";
import { z } from "zod";
import { assignmentOn } from "../../access/caller.js";
import type { Caller } from "../../access/caller.js";
import { deputisedBy } from "../../access/deputies.js";
import { nothing, view } from "../../http/view.js";
import { sql } from "../../reading/sql.js";
import type { Views } from "../../reading/views.js";
import { nameColumns, nameOf, PersonName, type NameColumns } from "./person.js";

const actions = Object.keys(accessPolicy) as [Action, ...Action[]]; // exactly its keys, of which there are some

const Standing = z.object({
  userId: z.string(),
  name: PersonName,
  until: z.string().nullable().meta({ description: "The last day; null while it is not limited" }),
  kinds: z.array(z.string()).nullable().meta({ description: "Kinds of absence; null for every kind but `except`" }),
  except: z.array(z.string()).meta({ description: "Kinds in which somebody else stands in" }),
});

const Me = z.object({
  userId: EmployeeId,
  name: PersonName,
  unitId: z.string().nullable(),
  position: z.string().nullable(),
  roles: z.array(z.string()).meta({ description: "Granted roles that hold today", example: ["hr-officer"] }),
  headedUnitIds: z.array(z.string()).meta({ description: "Units headed today", example: ["u0042"] }),
  deputies: z.array(Standing).meta({ description: "Who stands in for this person today" }),
  deputyFor: z.array(Standing).meta({ description: "For whom this person stands in today" }),
  sees: z.array(z.enum(actions)).meta({ description: "What may be seen of somebody, be it of oneself" }),
  today: z.string().meta({ description: "The person's own date", example: "2026-11-16" }),
});

interface DeputyLine extends NameColumns {
  /** Whose place is taken. */
  readonly userId: string;
  readonly appointments: readonly DeputyAppointment[];
}

/** Everybody who matters to the caller's deputies: the caller, and those for whom the caller may stand in. */
const deputisedUsers = (views: Views, { userId, today }: Caller): Promise<readonly DeputyLine[]> =>
  views.rows<DeputyLine>(sql`
    select deputised.user_id as "userId", deputised.appointments, ${nameColumns}
    from views.deputised_user deputised left join views.employee on employee.employee_id = deputised.user_id
    where deputised.user_id = any(array(select ${userId}::text union ${deputisedBy(userId, today)}))
    order by deputised.user_id`);

const namesOf = async (views: Views, userIds: readonly string[]): Promise<ReadonlyMap<string, string | null>> => {
  if (userIds.length === 0) return new Map();
  const rows = await views.rows<NameColumns & { readonly employeeId: string }>(sql`
    select employee.employee_id as "employeeId", ${nameColumns} from views.employee where employee_id = any(${userIds})`);
  return new Map(rows.map((row) => [row.employeeId, nameOf(row)]));
};

const deputiesOf = async (views: Views, caller: Caller) => {
  const lines = await deputisedUsers(views, caller);
  const today = caller.today as LocalDate; // a day that was made from an instant
  const own = lines.filter(({ userId }) => userId === caller.userId);
  const mine = own.flatMap(({ appointments }) => deputiesOn(appointments, today));
  const names = await namesOf(
    views,
    mine.map(({ deputy }) => deputy),
  );
  return {
    deputies: mine.map(({ deputy, until, kinds, except }) => ({
      userId: deputy,
      name: names.get(deputy) ?? null,
      until,
      kinds,
      except,
    })),
    deputyFor: lines.flatMap((line) =>
      deputiesOn(line.appointments, today)
        .filter(({ deputy }) => String(deputy) === caller.userId)
        .map(({ until, kinds, except }) => ({ userId: line.userId, name: nameOf(line), until, kinds, except })),
    ),
  };
};

export const me = view({
  path: "/me",
  id: "me",
  summary: "Who is logged in, with roles, headed units and deputies",
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
    deputies: [],
    deputyFor: [
      { userId: "e00003", name: "Смирнов Пётр", until: "2026-11-30", kinds: null, except: ["business-trip"] },
    ],
    sees: ["see-employee", "see-absence"],
    today: "2026-11-16",
  },
  reads: ["deputies", "employees"],
  read: async ({ caller, views }) => ({
    userId: caller.userId,
    name: caller.employee === null ? null : nameOf(caller.employee),
    unitId: caller.unitId,
    position:
      caller.employee === null ? null : (assignmentOn(caller.employee.assignments, caller.today)?.position ?? null),
    roles: caller.grants.map(({ role }) => role),
    headedUnitIds: caller.leads,
    ...(await deputiesOf(views, caller)),
    sees: actions.filter((action) => !reachesNothing(reachOf(caller, action))),
    today: caller.today,
  }),
});
