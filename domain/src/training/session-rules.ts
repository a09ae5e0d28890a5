// What every decision on a session asks: whether it is still to come, whether places may still change, and who moves up.
import { refuse } from "../kernel/decision.js";
import type { EventOf } from "../kernel/event.js";
import type { Instant } from "../kernel/identifiers.js";
import { TrainingMovedUp, type SessionId, type TrainingSession } from "./session.js";

/** A session that is still to come: neither cancelled nor begun. */
export const upcoming = (sessionId: SessionId, { published, cancelled }: TrainingSession, now: Instant) => {
  if (published === null) return refuse("session-unknown", { sessionId }, "/sessionId");
  if (cancelled) return refuse("session-cancelled", { sessionId }, "/sessionId");
  const { startsAt } = published;
  return startsAt <= now ? refuse("session-begun", { sessionId, startsAt }, "/sessionId") : published;
};

/** The first of the waiting list, as many as there are free seats. */
export const movedUp = (
  sessionId: SessionId,
  waiting: TrainingSession["waiting"],
  free: number,
): EventOf<typeof TrainingMovedUp>[] =>
  [...waiting.keys()].slice(0, Math.max(0, free)).map((employeeId) => TrainingMovedUp({ sessionId, employeeId }));

export const beforeCutOff = (sessionId: SessionId, state: TrainingSession, now: Instant) => {
  const session = upcoming(sessionId, state, now);
  if ("refused" in session) return session;
  const { cutOffAt } = session;
  return now > cutOffAt ? refuse("cut-off-passed", { cutOffAt }, "/sessionId") : session;
};
