// GET /requests/{requestId}/clashes: who of the unit is away on the same days, and what the team's rules say to it.
import {
  checkTeam,
  clashesOf,
  localDate,
  RequestId,
  teamPolicy,
  type AwaySpan,
  type TeamFindings,
} from "@tabel/domain";
import { platformProblems, Problem, reachOf } from "@tabel/platform";
import type { ShownSpan } from "@tabel/read-models";
import { z } from "zod";
import { placedOn, withinReach } from "../../access/reach.js";
import { present } from "../../access/see-employee.js";
import { nothing, view } from "../../http/view.js";
import { sql } from "../../reading/sql.js";
import { rulesOfUnit } from "./rules-of-units.js";
import { teamMembers, type KnownMember } from "./team-members.js";
import { aroundRequest } from "../absence/request-item.js";
import { holdsStep } from "../absence/step-holders.js";
import { PersonName } from "../employee/person.js";

/** Bounds of the answer: who needs more looks at the calendar. */
const MOST_CLASHES = 500;
const MOST_FINDINGS = 200;

const Effect = z.enum(["warn", "block"]);

interface Asked {
  readonly employeeId: string;
  readonly country: string;
  readonly spans: readonly ShownSpan[];
  readonly unitId: string;
  readonly path: readonly string[];
  readonly seesPending: boolean;
}

/** The spans that are asked for or hold, as the domain's. */
const askedSpans = ({ employeeId, spans }: Asked): readonly (AwaySpan & { readonly kind: string | null })[] =>
  spans
    .filter(({ state }) => state !== "cancelled")
    .map(({ from, to, dayPart, time, kind }) => ({
      employeeId,
      from: localDate(from),
      to: localDate(to),
      dayPart,
      time,
      kind,
    }));

const clashItems = (asked: Asked, requestId: string, members: readonly KnownMember[]) => {
  const shown = members.flatMap(({ absences }) =>
    absences.filter((span) => span.requestId !== requestId && (asked.seesPending || span.state === "approved")),
  );
  const names = new Map(members.map(({ employeeId, name }) => [employeeId, name]));
  return askedSpans(asked).flatMap((span) =>
    (["approved", "requested"] as const).flatMap((state) =>
      clashesOf(
        span,
        shown.filter((other) => other.state === state),
        teamPolicy(asked.country, span.from).halves,
      ).map(({ employeeId, from, to }) => ({ employeeId, name: names.get(employeeId) ?? null, from, to, state })),
    ),
  );
};

export const clashes = view({
  path: "/requests/{requestId}/clashes",
  id: "clashes",
  summary: "Who of the unit is away on the days of a request, and which rules of the team it would break",
  description:
    "Counted on what is approved; what waits for a decision is named to who decides. No kind of anybody's absence is told.",
  params: z.strictObject({ requestId: RequestId }),
  query: nothing,
  answer: z.object({
    requestId: z.string(),
    unitId: z.string().meta({ description: "Where the person stands on the first day" }),
    items: z.array(
      z.object({
        employeeId: z.string(),
        name: PersonName,
        from: z.string(),
        to: z.string(),
        state: z.enum(["approved", "requested"]),
      }),
    ),
    staffing: z.array(
      z.object({
        date: z.string(),
        half: z.enum(["morning", "noon"]),
        position: z.string().nullable().meta({ description: "Null for everybody of the unit" }),
        minimum: z.number(),
        present: z.number().meta({ description: "Left, were the request granted" }),
        effect: Effect,
      }),
    ),
    blackOuts: z.array(
      z.object({ unitId: z.string(), from: z.string(), to: z.string(), effect: Effect, reason: z.string() }),
    ),
  }),
  example: {
    requestId: "3f0c0a52-6a55-5f0e-9d1c-5a6f0d3b8a11",
    unitId: "u0042",
    items: [{ employeeId: "e00018", name: "Петров Пётр", from: "2026-12-07", to: "2026-12-11", state: "approved" }],
    staffing: [
      { date: "2026-12-07", half: "morning", position: "Кассир", minimum: 2, present: 1, effect: "warn" },
      { date: "2026-12-07", half: "noon", position: "Кассир", minimum: 2, present: 1, effect: "warn" },
    ],
    blackOuts: [],
  },
  reads: ["absence-requests", "absence-spans", "deputies", "employees", "organisation", "team-rules"],
  read: async ({ params: { requestId }, caller, views }) => {
    const asked = await views.row<Asked>(sql`
      select request.employee_id as "employeeId", employee.country, asked.spans, own.unit_id as "unitId", unit.path,
        (${holdsStep(caller)} or ${withinReach(reachOf(caller, "see-remarks"), present)})
          and request.employee_id <> ${caller.userId} as "seesPending"
      from views.absence_request request ${aroundRequest(caller)}
      join views.absence_span asked on asked.request_id = request.request_id
      join views.employee_unit own on own.employee_id = request.employee_id
        and own.seen_from <= request.from_date and own.until_date > request.from_date
      join ${placedOn(caller.today)} unit on unit.unit_id = own.unit_id
      where request.request_id = ${requestId}
        and (${withinReach(reachOf(caller, "see-requests"), present)} or ${holdsStep(caller)})`);
    if (asked === undefined)
      throw new Problem(platformProblems["not-found"], `There is no request ${requestId} that you may see.`);
    const spans = askedSpans(asked);
    const days = spans.flatMap(({ from, to }) => [from, to]).toSorted();
    const [from, to] = [days[0], days.at(-1)];
    const { unitId, country } = asked;
    const none = { requestId, unitId, items: [], staffing: [], blackOuts: [] };
    if (from === undefined || to === undefined) return none;
    const [members, { rules, blackOuts }] = await Promise.all([
      teamMembers(views, unitId, from, to),
      rulesOfUnit(views, asked.path),
    ]);
    const away = members.flatMap(({ absences }) =>
      absences.filter((span) => span.state === "approved" && span.requestId !== requestId),
    );
    const found = spans.map((span): TeamFindings =>
      checkTeam({ ...span, country }, { members, away, rules, blackOuts }),
    );
    const declaredBy = new Map(blackOuts.map(({ blackOutId, unitId: declaring }) => [blackOutId, declaring]));
    return {
      requestId,
      unitId,
      items: clashItems(asked, requestId, members).slice(0, MOST_CLASHES),
      staffing: found.flatMap(({ staffing }) => staffing).slice(0, MOST_FINDINGS),
      blackOuts: found
        .flatMap((each) => each.blackOuts)
        .slice(0, MOST_FINDINGS)
        .map(({ blackOutId, from: first, to: last, effect, reason }) => ({
          unitId: declaredBy.get(blackOutId) ?? unitId,
          from: first,
          to: last,
          effect,
          reason,
        })),
    };
  },
});
