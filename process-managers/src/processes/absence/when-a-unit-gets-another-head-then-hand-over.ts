// Requests that wait at a unit's head go to whoever acts for the unit: a new head, the head above where there is none, the successor's
// where the unit is dissolved. Nothing has to be moved for that; but whoever takes them over is told that they are there.
import {
  absence,
  absenceFactsOf,
  AbsenceRequested,
  absenceStream,
  type EmployeeId,
  EmployeeId as EmployeeIdOf,
  type Inquiry,
  type LocalDate,
  employmentOf,
  headOf,
  organisationOf,
  RequestId,
  StepEscalated,
  type RouteStep,
  type UnitId,
  UnitDissolved,
  UnitHeadAppointed,
  UnitHeadVacated,
  UserId,
  waitsFor,
} from "@tabel/domain";
import type { Intent } from "../../process/intent.js";
import { process } from "../../process/process.js";
import { dueFor } from "../morning.js";

interface State {
  readonly unitId: string | null;
  /** The latest requests whose route comes by the unit: what waits is among them. */
  readonly requests: readonly { readonly employeeId: string; readonly requestId: string }[];
}

interface Known {
  /** How many of them each one takes over. */
  readonly holders: readonly { readonly to: UserId; readonly count: number }[];
  readonly zoneOf: Awaited<ReturnType<typeof employmentOf>>;
}

const MOST = 300;

const unitsOf = (steps: readonly RouteStep[]): readonly UnitId[] =>
  steps.flatMap((step) => (step.holder === "unit-head" ? [step.unitId] : []));

const holdersNow = async ({ unitId, requests }: State, inquiry: Inquiry): Promise<Known["holders"]> => {
  const counts = new Map<UserId, number>();
  for (const each of requests) {
    const [employeeId, requestId] = [EmployeeIdOf.parse(each.employeeId), RequestId.parse(each.requestId)];
    const state = await inquiry.read(absenceStream(employeeId), absence);
    const request = state.requests.get(requestId);
    const step = request?.route[request.step];
    if (request?.status !== "pending" || step?.holder !== "unit-head" || step.unitId !== unitId) continue;
    const facts = await absenceFactsOf(inquiry, { employeeId, requestId }, state, undefined);
    if (facts.employment === undefined) continue;
    const holder = waitsFor(step, request, facts.employment, facts);
    if ("user" in holder) counts.set(holder.user, (counts.get(holder.user) ?? 0) + 1);
  }
  return [...counts].map(([to, count]) => ({ to, count }));
};

/** The day from which somebody else acts for the unit, and who is to be woken by it. */
const changeOf = ({
  type,
  data,
}: {
  readonly type: string;
  readonly data: object;
}): { readonly on: LocalDate; readonly head: EmployeeId | undefined } | undefined => {
  const { from, on, employeeId } = data as { from?: LocalDate; on?: LocalDate; employeeId?: EmployeeId }; // of the three below
  switch (type) {
    case "UnitHeadAppointed":
      return from === undefined ? undefined : { on: from, head: employeeId };
    case "UnitHeadVacated":
      // In the morning of the unit's place: whoever acts for it next is known on the day itself.
      return from === undefined ? undefined : { on: from, head: employeeId };
    case "UnitDissolved":
      return on === undefined ? undefined : { on, head: undefined };
    default:
      return undefined;
  }
};

export const whenAUnitGetsAnotherHeadThenHandOver = process({
  name: "when-a-unit-gets-another-head-then-hand-over",
  version: 1,
  reads: [AbsenceRequested, StepEscalated, UnitHeadAppointed, UnitHeadVacated, UnitDissolved],
  instances: ({ type, data }) => {
    if (type === "AbsenceRequested") return unitsOf(data.route);
    return type === "StepEscalated" ? unitsOf([data.to]) : [data.unitId];
  },
  initial: { unitId: null, requests: [] } as State,
  evolve: (state, { type, data }): State => {
    if (type !== "AbsenceRequested" && type !== "StepEscalated") return { ...state, unitId: data.unitId };
    const { employeeId, requestId } = data;
    const others = state.requests.filter((each) => each.requestId !== requestId);
    return { ...state, requests: [...others, { employeeId, requestId }].slice(-MOST) };
  },
  learn: async (state, fact, inquiry): Promise<Known> => {
    if (fact.is === "timer") return { holders: await holdersNow(state, inquiry), zoneOf: undefined };
    if (fact.is === "refused") return { holders: [], zoneOf: undefined };
    const { type, data } = fact.event;
    const head =
      type === "UnitDissolved"
        ? headOf(await organisationOf(inquiry), data.successorId, data.on)
        : changeOf(fact.event)?.head;
    return { holders: [], zoneOf: head === undefined ? undefined : await employmentOf(inquiry, head) };
  },
  react: (_, fact, { holders, zoneOf }: Known): readonly Intent[] => {
    if (fact.is === "refused") return [];
    if (fact.is === "timer")
      return holders.map(({ to, count }) => ({
        do: "notify",
        key: to,
        fact: { is: "hand-over", to, what: "approvals", count },
      }));
    const change = changeOf(fact.event);
    return change === undefined
      ? []
      : [{ do: "wait", key: `from ${change.on}`, timer: "takes-over", at: dueFor(zoneOf, change.on) }];
  },
});
