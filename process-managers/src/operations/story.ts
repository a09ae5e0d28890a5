// The story of an instance: the facts that it has seen, what it intended, what became of it. And the list of what waits for a person.
import { valueTypes } from "@tabel/read-models";
import type pg from "pg";
import type { Json } from "../process/process.js";

export interface IntentInStory {
  readonly id: string;
  readonly does: string;
  readonly key: string;
  /** Ids, dates and codes, as the process made it. */
  readonly body: Json;
  readonly status: string;
  readonly attempts: number;
  readonly madeAt: string;
  readonly endedAt: string | null;
  readonly told: Json;
  readonly error: string | null;
  readonly touchedBy: string | null;
  readonly touchedAt: string | null;
}

export interface FactInStory {
  readonly factId: string;
  readonly kind: string;
  readonly what: string;
  readonly position: bigint | null;
  readonly at: string;
  readonly status: string;
  readonly attempts: number;
  readonly error: string | null;
  readonly touchedBy: string | null;
  readonly touchedAt: string | null;
  readonly intents: readonly IntentInStory[];
}

export interface Story {
  readonly process: string;
  readonly instance: string;
  /** Null where none is kept: the instance is over, or never was. */
  readonly state: Json;
  readonly facts: readonly FactInStory[];
  readonly timers: readonly { readonly key: string; readonly dueAt: string }[];
  /** There were more facts before these. */
  readonly more: boolean;
}

/** The last facts of an instance are shown. */
const mostFacts = 200;

const errorText = `nullif(concat_ws(': ', error_class, error_message), '')`;

/** Undefined where the process has no such instance. */
export const storyOf = async (pool: pg.Pool, process: string, instance: string): Promise<Story | undefined> => {
  const values = [process, instance];
  const query = async <Row extends pg.QueryResultRow>(text: string): Promise<Row[]> =>
    (await pool.query<Row>({ text, values, types: valueTypes })).rows;
  const facts = await query<Omit<FactInStory, "intents">>(
    `select fact_id as "factId", kind, what, position, at, status, attempts, ${errorText} as error, touched_by as "touchedBy",
       touched_at as "touchedAt"
     from processes.fact where process = $1 and instance = $2 order by seq desc limit ${mostFacts + 1}`,
  );
  const intents = await query<IntentInStory & { readonly factId: string }>(
    `select id, fact_id as "factId", does, key, body, status, attempts, made_at as "madeAt", ended_at as "endedAt", told,
       ${errorText} as error, touched_by as "touchedBy", touched_at as "touchedAt"
     from processes.intent where process = $1 and instance = $2 order by seq desc limit ${10 * mostFacts}`,
  );
  const states = await query<{ readonly state: Json }>(
    `select state from processes.instance join processes.process on name = process and process.version = instance.version
     where process = $1 and instance = $2`,
  );
  const timers = await query<{ readonly key: string; readonly dueAt: string }>(
    `select key, due_at as "dueAt" from processes.timer where process = $1 and instance = $2 order by due_at, id`,
  );
  if (facts.length === 0 && states.length === 0) return undefined;
  return {
    process,
    instance,
    state: states[0]?.state ?? null,
    facts: facts
      .slice(0, mostFacts)
      .toReversed()
      .map((fact) => ({
        ...fact,
        intents: intents
          .filter(({ factId }) => factId === fact.factId)
          .toReversed()
          .map(({ factId: _of, ...intent }) => intent),
      })),
    timers,
    more: facts.length > mostFacts,
  };
};

/** Something that waits for a person: an intent that cannot be carried out, or a fact that a process cannot take in. */
export interface DeadLetter {
  readonly is: "intent" | "fact";
  /** By which it is tried again, or passed over. */
  readonly id: string;
  readonly process: string;
  readonly instance: string;
  /** `command escalate`, or the type of the event. */
  readonly what: string;
  readonly attempts: number;
  readonly at: string;
  readonly error: string | null;
  /** Facts of the instance that wait behind it. */
  readonly behind: number;
}

/** The first to fail first; no more than so many. */
export const deadLettersOf = async (
  pool: pg.Pool,
  process: string | undefined,
  most: number,
): Promise<readonly DeadLetter[]> => {
  const { rows } = await pool.query<DeadLetter>({
    text: `
      select * from (
        select 'intent' as is, id::text, process, instance, does || ' ' || key as what, attempts,
          coalesce(ended_at, made_at) as at, ${errorText} as error, 0 as behind
        from processes.intent where status = 'dead'
        union all
        select 'fact', fact_id::text, process, instance, what, attempts, at, ${errorText},
          (select count(*)::integer from processes.fact waits
           where waits.process = fact.process and waits.instance = fact.instance and waits.status = 'waits')
        from processes.fact where status = 'parked') letters
      where $1::text is null or process = $1
      order by at, id limit $2`,
    values: [process ?? null, most],
    types: valueTypes,
  });
  return rows;
};
