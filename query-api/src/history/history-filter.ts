// Which entries of a history are asked for.
import type { LocalDate } from "@tabel/domain";
import { type Sql, sql } from "../reading/sql.js";

export interface HistoryFilter {
  /** Only what was recorded by this instant. */
  readonly known?: string | undefined;
  /** Only what had taken effect by the end of this day; what says no day took effect when it was recorded. */
  readonly asOf?: LocalDate | undefined;
  /** Types of events; all of them unless given. */
  readonly types?: readonly string[] | undefined;
  readonly actor?: string | undefined;
  /** One conversation: a request from outside with all that followed from it. */
  readonly correlationId?: string | undefined;
}

/** As a condition on rows of `views.employee_history`. */
export const matching = ({ known, asOf, types, actor, correlationId }: HistoryFilter): Sql => sql`true
  ${known === undefined ? sql`` : sql`and recorded_at <= ${known}`}
  ${asOf === undefined ? sql`` : sql`and coalesce(effective_on, (recorded_at at time zone 'UTC')::date) <= ${asOf}::date`}
  ${types === undefined ? sql`` : sql`and type = any(${types})`}
  ${actor === undefined ? sql`` : sql`and actor = ${actor}`}
  ${correlationId === undefined ? sql`` : sql`and correlation_id = ${correlationId}`}`;
