// GET /training/{employeeId} and /training-programmes: what somebody may visit, has visited, and subscribes to.
import { EmployeeId } from "@tabel/domain";
import {
  selectList,
  type TrainingAccountRow,
  type TrainingProgrammeRow,
  trainingProgrammeTable,
} from "@tabel/read-models";
import { z } from "zod";
import { seeEmployee } from "../../access/see-employee.js";
import { keyOf, keyText, nextCursor, page, paging } from "../../http/paging.js";
import { nothing, view } from "../../http/view.js";
import { sql, verbatim } from "../../reading/sql.js";
import { Title } from "../onboarding/title.js";
import { requireMember } from "../organisation/units.js";

const Programme = z.object({
  programmeId: z.string(),
  attended: z.number(),
  missed: z.number(),
  booked: z.number().meta({ description: "Places in sessions of which nobody has recorded yet who came" }),
  waiting: z.number(),
});

const Entitlement = z.object({
  entitlementId: z.string(),
  programmeId: z.string(),
  sessions: z.number().nullable().meta({ description: "Null where only the term counts" }),
  used: z.number().meta({ description: "Reserved and not given back" }),
  left: z.number().nullable(),
  from: z.string(),
  until: z.string().nullable(),
  usable: z.boolean().meta({ description: "Holds today and has a session left" }),
});

export const trainingProgress = view({
  path: "/training/{employeeId}",
  id: "trainingProgress",
  summary: "Somebody's training: progress by programme, entitlements, subscriptions",
  params: z.strictObject({ employeeId: EmployeeId }),
  query: nothing,
  answer: z.object({
    employeeId: z.string(),
    programmes: z.array(Programme),
    entitlements: z.array(Entitlement),
    subscriptions: z.array(z.string()),
  }),
  example: {
    employeeId: "e00042",
    programmes: [{ programmeId: "anti-fraud", attended: 2, missed: 0, booked: 1, waiting: 0 }],
    entitlements: [
      {
        entitlementId: "9a3a5a0e-1f0b-5b7e-8f5d-2f7f6f4f0c11",
        programmeId: "anti-fraud",
        sessions: 5,
        used: 3,
        left: 2,
        from: "2026-11-16",
        until: null,
        usable: true,
      },
    ],
    subscriptions: ["anti-fraud"],
  },
  reads: ["training-sessions", "training-accounts", "employees", "organisation"],
  read: async ({ params: { employeeId }, caller, views }) => {
    await seeEmployee(views, caller, "see-training", employeeId);
    const programmes = await views.rows<z.output<typeof Programme>>(sql`
      select place.programme_id as "programmeId",
        count(*) filter (where place.attended)::integer as attended,
        count(*) filter (where not place.attended)::integer as missed,
        count(*) filter (where place.status = 'booked' and place.attended is null and not session.cancelled)::integer as booked,
        count(*) filter (where place.status = 'waiting' and not session.cancelled)::integer as waiting
      from views.training_place place
      join views.training_session session on session.session_id = place.session_id
      where place.employee_id = ${employeeId}
      group by place.programme_id order by place.programme_id limit 1000`);
    const account = await views.row<TrainingAccountRow>(sql`
      select subscriptions, entitlements, places from views.training_account where employee_id = ${employeeId}`);
    const places = account?.places ?? [];
    return {
      employeeId,
      programmes,
      entitlements: (account?.entitlements ?? []).map(({ revoked, ...entitlement }) => {
        const { entitlementId, sessions, from, until } = entitlement;
        const used = places.filter((place) => place.entitlementId === entitlementId).length;
        const left = sessions === null ? null : Math.max(0, sessions - used);
        const holds = !revoked && from <= caller.today && (until === null || caller.today <= until);
        return { ...entitlement, used, left, usable: holds && left !== 0 };
      }),
      subscriptions: [...(account?.subscriptions ?? [])].toSorted((a, b) => a.localeCompare(b)),
    };
  },
});

export const trainingProgrammes = view({
  path: "/training-programmes",
  id: "trainingProgrammes",
  summary: "Training programmes, and whether the caller subscribes to them",
  params: nothing,
  query: z.strictObject({ closed: z.enum(["true", "false"]).default("false"), ...paging }),
  answer: z.object({
    items: z.array(
      z.object({
        programmeId: z.string(),
        title: Title,
        entitlement: z.enum(["open", "required"]),
        closed: z.boolean(),
        subscribed: z.boolean(),
      }),
    ),
    next: nextCursor,
  }),
  example: {
    items: [
      {
        programmeId: "anti-fraud",
        title: { ru: "Борьба с мошенничеством", en: "Anti-fraud" },
        entitlement: "required",
        closed: false,
        subscribed: true,
      },
    ],
    next: null,
  },
  reads: ["training-programmes", "training-accounts"],
  read: async ({ query: { closed, limit, cursor }, caller, views }) => {
    requireMember(caller);
    const [after] = keyOf(cursor, keyText);
    const rows = await views.rows<TrainingProgrammeRow & { readonly subscribed: boolean }>(sql`
      select ${verbatim(selectList(trainingProgrammeTable, "programme"))},
        exists (select from views.training_subscription subscription
          where subscription.programme_id = programme.programme_id and subscription.employee_id = ${caller.userId}) as subscribed
      from views.training_programme programme
      where programme.closed = ${closed === "true"}
        and ${after === undefined ? sql`true` : sql`programme.programme_id > ${after}`}
      order by programme.programme_id limit ${limit + 1}`);
    return page(rows, limit, ({ programmeId }) => [programmeId]);
  },
});
