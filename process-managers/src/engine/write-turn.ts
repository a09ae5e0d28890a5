// Writes what a turn worked out: checkpoint, states, facts, intents and timers, all in one fenced transaction.
import type { Alarms } from "../timers/alarms.js";
import type { Seam, TurnKind } from "./boundaries.js";
import type { FactRow, IntentRow, StateRow } from "./rows.js";
import type { Session } from "./session.js";
import { fence, type ProcessRow } from "./standing.js";
import type { WorkedOut } from "./work-out.js";

export interface Turn {
  readonly kind: TurnKind;
  readonly worked: WorkedOut;
  /** The processes that it is about, as they stand. */
  readonly rows: readonly ProcessRow[];
  /** Where the log was read to; absent for a turn that reads none. */
  readonly to?: { readonly position: bigint; readonly recordedAt: string | undefined };
}

export interface Writing {
  readonly session: Session;
  readonly alarms: Pick<Alarms, "set">;
  readonly seam: Seam;
}

const json = (rows: readonly object[]): string =>
  JSON.stringify(rows, (_, value: unknown) => (typeof value === "bigint" ? value.toString() : value));

export const writeStates = async (session: Session, states: readonly StateRow[]): Promise<void> => {
  const kept = states.filter(({ state }) => state !== null);
  const over = states.filter(({ state }) => state === null);
  if (kept.length > 0)
    await session.run(
      `insert into processes.instance (process, version, instance, state)
       select process, version, instance, state
       from json_to_recordset($1) as row (process text, version integer, instance text, state jsonb)
       on conflict (process, version, instance) do update set state = excluded.state`,
      [json(kept)],
    );
  if (over.length > 0)
    await session.run(
      `delete from processes.instance kept
       using json_to_recordset($1) as over (process text, version integer, instance text)
       where kept.process = over.process and kept.version = over.version and kept.instance = over.instance`,
      [json(over)],
    );
};

const writeFacts = async (session: Session, facts: readonly FactRow[]): Promise<void> => {
  if (facts.length === 0) return;
  await session.run(
    `insert into processes.fact (process, instance, fact_id, kind, what, stream, position, body, correlation_id, at, status,
       attempts, error_class, error_message)
     select process, instance, "factId", kind, what, stream, position, body, "correlationId", at, status, attempts,
       "errorClass", "errorMessage"
     from json_to_recordset($1) as row (process text, instance text, "factId" uuid, kind text, what text, stream text,
       position bigint, body jsonb, "correlationId" text, at timestamptz, status text, attempts integer, "errorClass" text,
       "errorMessage" text)
     on conflict (process, instance, fact_id) do update set status = excluded.status,
       attempts = fact.attempts + excluded.attempts, error_class = excluded.error_class,
       error_message = excluded.error_message`,
    [json(facts)],
  );
};

const writeIntents = async (session: Session, intents: readonly IntentRow[]): Promise<void> => {
  if (intents.length === 0) return;
  await session.run(
    `insert into processes.intent (id, process, instance, fact_id, does, key, body, correlation_id, status)
     select id, process, instance, "factId", does, key, body, "correlationId", status
     from json_to_recordset($1) as row (id uuid, process text, instance text, "factId" uuid, does text, key text, body jsonb,
       "correlationId" text, status text)
     on conflict do nothing`,
    [json(intents)],
  );
};

const writeTimers = async (
  { session, alarms }: Writing,
  { timers, fired }: Pick<WorkedOut, "timers" | "fired">,
): Promise<void> => {
  if (fired.length > 0) {
    await session.run("delete from processes.timer where id = any($1)", [fired]);
    await session.run(
      "update processes.intent set status = 'fired', ended_at = clock_timestamp() where id = any($1) and status = 'set'",
      [fired],
    );
  }
  if (timers.size === 0) return;
  const changes = [...timers.values()];
  await session.run(
    `with gone as (
       delete from processes.timer waiting
       using json_to_recordset($1) as touched (process text, instance text, key text)
       where waiting.process = touched.process and waiting.instance = touched.instance and waiting.key = touched.key
       returning waiting.id)
     update processes.intent set status = 'stopped', ended_at = clock_timestamp()
     where id in (select id from gone) and status = 'set'`,
    [json(changes.map(({ process, instance, key }) => ({ process, instance, key })))],
  );
  const set = changes.flatMap((change) => change.set ?? []);
  if (set.length === 0) return;
  await session.run(
    `insert into processes.timer (id, process, instance, key, timer, due_at, at, correlation_id)
     select id, process, instance, key, timer, "dueAt", at, "correlationId"
     from json_to_recordset($1) as row (id uuid, process text, instance text, key text, timer text, "dueAt" timestamptz,
       at jsonb, "correlationId" text)`,
    [json(set)],
  );
  await alarms.set(
    set.map(({ dueAt }) => dueAt),
    session,
  );
};

/** Throws Fenced, with nothing written, where somebody else has moved one of the processes. */
export const writeTurn = async (turn: Turn, writing: Writing): Promise<void> => {
  const { kind, worked, rows, to } = turn;
  const { session, seam } = writing;
  await seam(`${kind}: worked out`);
  await session.transaction(async () => {
    await fence(session, rows, to);
    await seam(`${kind}: fenced`);
    await writeStates(session, [...worked.states.values()]);
    await seam(`${kind}: states`);
    await writeFacts(session, worked.facts);
    await seam(`${kind}: facts`);
    await writeIntents(session, worked.intents);
    await seam(`${kind}: intents`);
    await writeTimers(writing, worked);
    await seam(`${kind}: timers`);
  });
  await seam(`${kind}: committed`);
};
