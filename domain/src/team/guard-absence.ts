// A decision on an absence, held to the rules of the teams that the person stands in: what they block is refused in its place,
// and what they warn of stands beside the request.
import { AbsenceApproved, AbsenceRequested, RequestWarned } from "../absence/request/request-events.js";
import { isRefusal, type Decision } from "../kernel/decision.js";
import type { DomainEvent, EventOf } from "../kernel/event.js";
import { checkTeam, refuseByTeam, type TeamFacts, type TeamFindings } from "./team-check.js";

type Taking = EventOf<typeof AbsenceRequested> | EventOf<typeof AbsenceApproved>;
type Warned = EventOf<typeof RequestWarned>;

/** The events by which days are asked for, and by which they are given. */
const isTaking = (event: DomainEvent): event is Taking =>
  event.type === AbsenceRequested.type || event.type === AbsenceApproved.type;

/** As many as the event holds; whoever needs them all looks at the clash list. */
const MOST_WARNINGS = 100;

/** One for each black-out, and one for each position and day: that of its worse half. */
const warningsOf = ({ staffing, blackOuts }: TeamFindings): Warned["data"]["warnings"] => {
  const worst = new Map<string, TeamFindings["staffing"][number]>();
  for (const found of staffing) {
    const key = JSON.stringify([found.date, found.position]);
    if (found.present < (worst.get(key)?.present ?? Infinity)) worst.set(key, found);
  }
  const below = [...worst.values()].map(({ date, minimum, present }) => ({
    code: "staffing-below-minimum",
    from: date,
    to: date,
    limit: minimum,
    value: present,
  }));
  return [...blackOuts.map(({ from, to }) => ({ code: "black-out", from, to, limit: 0, value: 1 })), ...below];
};

/** @param teams each unit in which the person stands on the days; none where there are no rules to look at */
export const guardedByTeam = <Event extends DomainEvent>(
  decision: Decision<Event>,
  country: string,
  teams: readonly TeamFacts[],
): Decision<Event | Warned> => {
  if (isRefusal(decision)) return decision;
  const taking: DomainEvent | undefined = decision.find((event) => isTaking(event));
  if (taking === undefined || !isTaking(taking)) return decision;
  const found = teams.map((team) => checkTeam({ ...taking.data, country }, team));
  for (const findings of found) {
    const refusal = refuseByTeam(findings);
    if (refusal !== undefined) return refusal;
  }
  const warnings = found.flatMap(warningsOf).slice(0, MOST_WARNINGS);
  if (taking.type !== AbsenceRequested.type || warnings.length === 0) return decision;
  const { employeeId, requestId } = taking.data;
  return [...decision, RequestWarned({ employeeId, requestId, warnings })];
};
