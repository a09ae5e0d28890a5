// What followed from what: the fact behind each entry of a history, and how many facts lie between it and the request from outside.
import type { EmployeeHistoryRow } from "@tabel/read-models";
import { sql } from "../reading/sql.js";
import type { Views } from "../reading/views.js";

export interface Cause {
  readonly eventId: string;
  readonly position: string;
  readonly type: string;
}

export interface Caused {
  /** The fact of this history that led to it; null where a command from outside did, or a fact of somebody else's. */
  readonly causedBy: Cause | null;
  /** How many facts of this history lie before it; 0 for what a command from outside did. */
  readonly depth: number;
}

/** Bounds the reading and the walking; a conversation has some tens of events. */
const MOST_LINKS = 10_000;
const DEEPEST = 50;

type Link = Pick<EmployeeHistoryRow, "eventId" | "causationId" | "position" | "type">;

/** For rows of one person's history, whatever the filter left out between them. */
export const causesOf = async (
  views: Views,
  employeeId: string,
  rows: readonly EmployeeHistoryRow[],
): Promise<(row: EmployeeHistoryRow) => Caused> => {
  const conversations = [...new Set(rows.map(({ correlationId }) => correlationId))];
  const links = await views.rows<Link>(sql`
    select event_id as "eventId", causation_id as "causationId", position, type from views.employee_history
    where employee_id = ${employeeId} and correlation_id = any(${conversations})
    order by position limit ${MOST_LINKS}`);
  const byEvent = new Map(links.map((link) => [link.eventId, link]));
  return ({ causationId }) => {
    let depth = 0;
    for (let at = byEvent.get(causationId); at !== undefined && depth < DEEPEST; at = byEvent.get(at.causationId))
      depth += 1;
    const cause = byEvent.get(causationId);
    if (cause === undefined) return { causedBy: null, depth: 0 };
    return { causedBy: { eventId: cause.eventId, position: String(cause.position), type: cause.type }, depth };
  };
};
