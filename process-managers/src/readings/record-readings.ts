// Looks at people's data become events: what the read side noted before it answered is gathered into commands, a page of people
// each, and carried out. A look is gathered once, so that it is in one event, whatever dies in between.
import { MOST_READ_AT_ONCE } from "@tabel/domain";
import { backoffDelay, eachOf } from "@tabel/platform";
import { describeError } from "@tabel/read-models";
import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import type { CarryOutCommand } from "../process/ports.js";

export interface RecordReadingsOptions {
  readonly pool: pg.Pool;
  readonly carryOutCommand: CarryOutCommand;
  readonly log: { warn(fields: object, message: string): void };
}

interface Gathered {
  readonly commandId: string;
  readonly readBy: string;
  readonly what: string;
  readonly userIds: readonly string[];
}

const ACTOR = "process:when-personal-data-are-read-then-record";
const MOST_GATHERED = 5_000;
const MOST_RECORDED = 100;
const AT_ONCE = 4;
const PAUSE_MS = 1_000;
const BACKOFF = { first: 200, most: 10_000 };
/** The hour of a look is over by then, so that the same look does not come again. */
const KEPT = "3 hours";

/** Several instances gather different looks. */
const gather = `
  with waiting as (
    select read_by, what, hour, user_id,
      (row_number() over (partition by read_by, what, hour order by user_id) - 1) / ${MOST_READ_AT_ONCE} as page
    from (
      select read_by, what, hour, user_id from readings.look
      where command_id is null order by hour limit ${MOST_GATHERED} for update skip locked
    ) free
  ), page as (
    select read_by, what, hour, page, gen_random_uuid() as command_id from waiting group by read_by, what, hour, page
  )
  update readings.look look set command_id = page.command_id
  from waiting join page using (read_by, what, hour, page)
  where (look.read_by, look.what, look.hour, look.user_id) = (waiting.read_by, waiting.what, waiting.hour, waiting.user_id)`;

const gathered = `
  select command_id as "commandId", read_by as "readBy", what, array_agg(user_id order by user_id) as "userIds"
  from readings.look where command_id is not null and recorded_at is null
  group by command_id, read_by, what order by min(hour) limit ${MOST_RECORDED}`;

/** Records some of what waits; answers how many commands that took. Any number of instances may do it at once. */
export const recordSomeReadings = async ({
  pool,
  carryOutCommand,
}: Pick<RecordReadingsOptions, "pool" | "carryOutCommand">): Promise<number> => {
  await pool.query(gather);
  const { rows } = await pool.query<Gathered>(gathered);
  await eachOf(rows, AT_ONCE, async ({ commandId, ...data }) => {
    const outcome = await carryOutCommand({
      name: "record-reading",
      data,
      commandId,
      actor: ACTOR,
      correlationId: commandId,
      causationId: commandId,
    });
    if (outcome.is !== "done") throw new Error(`a look at personal data was not recorded: ${outcome.problem.code}`);
    await pool.query("update readings.look set recorded_at = now() where command_id = $1", [commandId]);
  });
  await pool.query(`delete from readings.look where recorded_at < now() - interval '${KEPT}'`);
  return rows.length;
};

export interface ReadingsRecorder {
  stop(): Promise<void>;
}

/** Records looks until it is stopped. What fails is tried again, later and later. */
export const runReadings = (options: RecordReadingsOptions): ReadingsRecorder => {
  const stopping = new AbortController();
  const { signal } = stopping;
  const rest = (milliseconds: number) => pause(milliseconds, undefined, { signal }).catch(() => undefined);
  const work = async (): Promise<void> => {
    for (let failures = 0; !signal.aborted;) {
      try {
        const done = await recordSomeReadings(options);
        failures = 0;
        if (done < MOST_RECORDED) await rest(PAUSE_MS);
      } catch (error) {
        failures += 1;
        options.log.warn(
          { ...describeError(error), failures },
          "looks at personal data cannot be recorded; trying again",
        );
        await rest(backoffDelay(BACKOFF, failures));
      }
    }
  };
  const running = work();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
};
