// Which intent is carried out next. The attempt is counted, and the next one put off, before it is made: one that ends its program,
// or outlasts its transaction, can tell nobody that it failed, and would be made again and again for ever.
import type { Backoff } from "@tabel/platform";
import type { CarriedOutKind } from "../engine/boundaries.js";

type Query = <Row extends object>(text: string, values?: unknown[]) => Promise<{ readonly rows: Row[] }>;

export interface Claimed {
  readonly id: string;
  readonly process: string;
  readonly instance: string;
  readonly factId: string;
  readonly key: string;
  readonly body: object;
  readonly correlationId: string;
  readonly madeAt: string;
  readonly attempts: number;
  /** Attempts since the last one that came to an end, this one included. */
  readonly unanswered: number;
}

// In the order of the instance: what came later waits until what came before it has ended. The count need not outlive the machine: no
// waiting for the disk.
const claim = `
  with quick as (select set_config('synchronous_commit', 'off', true) as commits),
  next as (
    select mine.id
    from processes.intent mine
    where does = $1 and status = 'waiting' and next_at <= clock_timestamp() and (unanswered > 0) = $5 and not exists (
      select from processes.intent before
      where before.process = mine.process and before.instance = mine.instance and before.status = 'waiting'
        and before.seq < mine.seq)
    order by next_at, seq limit 1 for update skip locked)
  update processes.intent claimed
  set unanswered = unanswered + 1, next_at = clock_timestamp()
    + least($4::float8, $2::float8 * $3::float8 ^ least(unanswered, 30)) * (0.5 + random() / 2) * interval '1 ms'
  from next
  where claimed.id = next.id and (select commits from quick) = 'off'
  returning claimed.id, process, instance, fact_id as "factId", key, body, correlation_id as "correlationId",
    made_at as "madeAt", attempts, unanswered`;

/** Of those that were never begun, or of those that were and never ended. Undefined where none waits. */
export const claimNext = async (
  query: Query,
  does: CarriedOutKind,
  which: "fresh" | "never-ended",
  { first, factor = 2, most }: Backoff,
): Promise<Claimed | undefined> =>
  (await query<Claimed>(claim, [does, first, factor, most, which === "never-ended"])).rows[0];

/** Whether one that never ended is to be tried again. */
export const anyNeverEnded = async (query: Query, does: CarriedOutKind): Promise<boolean> => {
  const { rows } = await query(
    `select from processes.intent
     where does = $1 and status = 'waiting' and next_at <= clock_timestamp() and unanswered > 0 limit 1`,
    [does],
  );
  return rows.length > 0;
};

/** On the transaction of the attempt. False where somebody else has claimed it since: they hold it, or will. */
export const holdClaimed = async (query: Query, { id, unanswered }: Claimed): Promise<boolean> => {
  const { rows } = await query(
    `select from processes.intent where id = $1 and status = 'waiting' and unanswered = $2 for update skip locked`,
    [id, unanswered],
  );
  return rows.length === 1;
};

/** Begun too often, and never ended. */
export const setAside = async (query: Query, { id, unanswered }: Claimed): Promise<void> => {
  await query(
    `update processes.intent set status = 'dead', attempts = attempts + $2 - 1, ended_at = clock_timestamp(),
       error_class = 'NeverEnded', error_message = 'the program that carried it out ended, or lost it, each time'
     where id = $1 and status = 'waiting' and unanswered = $2`,
    [id, unanswered],
  );
};
