// What a person decides about a dead letter: try it again, or pass it over. Recorded with whoever said so; done by the program that
// works, at once or when it next runs.
import type pg from "pg";

export interface Settling {
  readonly decision: "retry" | "skip";
  /** Intents or facts by their ids; all that waits of a process, or of every one, where left out. */
  readonly id?: string;
  readonly process?: string;
  /** Who decides, for the record. */
  readonly by: string;
}

const intents = {
  retry: "status = 'waiting', attempts = 0, unanswered = 0, next_at = clock_timestamp(), ended_at = null",
  skip: "status = 'skipped', ended_at = clock_timestamp()",
};
const facts = { retry: "status = 'retry'", skip: "status = 'skipped'" };

const chosen = (id: string): string => `($2::uuid is null or ${id} = $2) and ($3::text is null or process = $3)`;

/** How many letters it was; 0 where there is none of that id. */
export const settleDeadLetters = async (pool: pg.Pool, { decision, id, process, by }: Settling): Promise<number> => {
  const values = [by, id ?? null, process ?? null];
  const touched = "touched_by = $1, touched_at = clock_timestamp()";
  const settled = await pool.query(
    `with of_intents as (
       update processes.intent set ${intents[decision]}, ${touched} where status = 'dead' and ${chosen("id")} returning 1),
     of_facts as (
       update processes.fact set ${facts[decision]}, ${touched}
       where status = 'parked' and ${chosen("fact_id")} returning 1)
     select 1 from of_intents union all select 1 from of_facts`,
    values,
  );
  return settled.rows.length;
};
