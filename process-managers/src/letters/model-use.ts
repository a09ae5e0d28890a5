// What was asked of the model, by every program: a row before each asking and its end afterwards, so that quota, places, circuit and
// budget hold for all of them together and through restarts.
import type { ModelAsked } from "@tabel/domain";
import { valueTypes } from "@tabel/read-models";
import type pg from "pg";

export interface CountedUse {
  readonly ofThisPersonToday: number;
  readonly atOnce: number;
  readonly failuresInARow: number;
  readonly sinceFailureMs: number;
  readonly spentThisMonth: number;
  readonly atMost: number;
}

export interface ModelGateOptions<Refused extends string> {
  readonly pool: pg.Pool;
  readonly employeeId: string;
  /** The most that one asking may cost, in minor units. */
  readonly atMost: number;
  /** After this time an asking whose program did not live to tell takes no place any more. It stays paid for. */
  readonly longestMs: number;
  readonly mayAsk: (use: CountedUse) => true | Refused;
}

/** One decision at a time, whichever program. */
const LOCK = 7_231_053;

const counted = `
  select
    (select count(*) from processes.model_use where employee_id = $1 and began_at >= date_trunc('day', clock_timestamp(), 'UTC'))::int
      as "ofThisPersonToday",
    (select count(*) from processes.model_use where ended_at is null and began_at > clock_timestamp() - $2 * interval '1 ms')::int as "atOnce",
    (select count(*) from processes.model_use where failed and ended_at > coalesce(
      (select max(ended_at) from processes.model_use where not failed), '-infinity'))::int as "failuresInARow",
    coalesce((select (extract(epoch from clock_timestamp() - max(ended_at)) * 1000)::bigint from processes.model_use where failed),
      2147483647)::bigint as "sinceFailureMs",
    coalesce((select sum(cost) from processes.model_use where began_at >= date_trunc('month', clock_timestamp(), 'UTC')), 0)::bigint
      as "spentThisMonth"`;

type Counted = Record<Exclude<keyof CountedUse, "atMost">, number | bigint>;

export const modelGate = <Refused extends string>(options: ModelGateOptions<Refused>) => {
  const { pool, employeeId, atMost, longestMs, mayAsk } = options;

  const leave =
    (id: string) =>
    async ({ cost, failure }: ModelAsked): Promise<void> => {
      const failed = failure === "unreachable" || failure === "too-slow" || failure === "refused";
      await pool.query(
        "update processes.model_use set ended_at = clock_timestamp(), cost = $2, failed = $3 where id = $1",
        [id, cost, failed],
      );
    };

  return {
    enter: async (): Promise<{ readonly leave: (asked: ModelAsked) => Promise<void> } | Refused> => {
      const client = await pool.connect();
      try {
        await client.query("begin");
        await client.query("select pg_advisory_xact_lock($1)", [LOCK]);
        const { rows } = await client.query<Counted>({
          text: counted,
          values: [employeeId, longestMs],
          types: valueTypes,
        });
        const [row] = rows;
        if (row === undefined) throw new Error("a query without a from gives one row");
        const answer = mayAsk({
          ofThisPersonToday: Number(row.ofThisPersonToday),
          atOnce: Number(row.atOnce),
          failuresInARow: Number(row.failuresInARow),
          sinceFailureMs: Number(row.sinceFailureMs),
          spentThisMonth: Number(row.spentThisMonth),
          atMost,
        });
        if (answer !== true) {
          await client.query("commit");
          return answer;
        }
        // Paid for in full until its end tells the real cost: what is not told stays so.
        const made = await client.query<{ id: string }>(
          "insert into processes.model_use (employee_id, cost) values ($1, $2) returning id::text",
          [employeeId, atMost],
        );
        await client.query("commit");
        return { leave: leave(made.rows[0]?.id ?? "") };
      } catch (error) {
        await client.query("rollback").catch(() => undefined);
        throw error;
      } finally {
        client.release();
      }
    },
  };
};
