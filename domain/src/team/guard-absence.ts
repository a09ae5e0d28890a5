// A decision on an absence, held to the rules of the teams that the person stands in: what they block is refused in its place.
import { AbsenceApproved, AbsenceRequested } from "../absence/request/request-events.js";
import { isRefusal, type Decision } from "../kernel/decision.js";
import type { DomainEvent, EventOf } from "../kernel/event.js";
import { checkTeam, refuseByTeam, type TeamFacts } from "./team-check.js";

type Taking = EventOf<typeof AbsenceRequested> | EventOf<typeof AbsenceApproved>;

/** The events by which days are asked for, and by which they are given. */
const isTaking = (event: DomainEvent): event is Taking =>
  event.type === AbsenceRequested.type || event.type === AbsenceApproved.type;

/** @param teams each unit in which the person stands on the days; none where there are no rules to look at */
export const guardedByTeam = <Event extends DomainEvent>(
  decision: Decision<Event>,
  country: string,
  teams: readonly TeamFacts[],
): Decision<Event> => {
  if (isRefusal(decision)) return decision;
  const taking = decision.find((event) => isTaking(event));
  if (taking === undefined || !isTaking(taking)) return decision;
  for (const team of teams) {
    const refusal = refuseByTeam(checkTeam({ ...taking.data, country }, team));
    if (refusal !== undefined) return refusal;
  }
  return decision;
};
