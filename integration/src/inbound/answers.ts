// What was answered to each command of a source, so that a record that comes again is answered alike: a refusal too, which the log
// knows nothing of. One process at a time decides on a command, whoever else was given the same record meanwhile.
import { createHmac } from "node:crypto";
import type pg from "pg";
import { inTransaction } from "../feed/in-transaction.js";

export interface Answered {
  readonly outcome: "accepted" | "refused";
  /** The reply's headers and value. */
  readonly reply: string;
  readonly answeredAt: string;
}

export interface AskedAs {
  readonly source: string;
  readonly commandId: string;
  readonly fingerprint: string;
}

/** Keyed: what stands readable in a table must not be found by trying salaries. */
export const fingerprintOf = (key: Buffer, type: string, value: Buffer): string =>
  createHmac("sha256", key).update(type).update("\0").update(value).digest("base64url");

/** A holder that says nothing for so long has lost its turn. */
const silence = "60s";

/**
 * The answer that stands, or the one that `decide` gives, which then stands. `other`: the id stands for another command.
 * Throws what `decide` and the database throw; then nothing stands, and the command is asked again.
 */
export const answerOnce = async (
  pool: pg.Pool,
  { source, commandId, fingerprint }: AskedAs,
  decide: (client: pg.ClientBase) => Promise<Answered>,
): Promise<Answered | "other"> =>
  inTransaction(pool, async (client) => {
    await client.query(`set local idle_in_transaction_session_timeout = '${silence}'`);
    await client.query("select pg_advisory_xact_lock(hashtextextended($1, 7262))", [`${source} ${commandId}`]);
    const { rows } = await client.query<{ fingerprint: string; outcome: Answered["outcome"]; reply: string; at: Date }>(
      `select fingerprint, outcome, reply, answered_at as at from integration.inbound_answer
       where source = $1 and command_id = $2`,
      [source, commandId],
    );
    const [before] = rows;
    if (before !== undefined)
      return before.fingerprint === fingerprint
        ? { outcome: before.outcome, reply: before.reply, answeredAt: before.at.toISOString() }
        : "other";
    const answered = await decide(client);
    await client.query(
      `insert into integration.inbound_answer (source, command_id, fingerprint, outcome, reply, answered_at)
       values ($1, $2, $3, $4, $5, $6)`,
      [source, commandId, fingerprint, answered.outcome, answered.reply, answered.answeredAt],
    );
    return answered;
  });

const keptDays = 90;

/** A topic does not keep its records for so long; what comes again later is recognised by the log alone. */
export const forgetOldAnswers = async (pool: Pick<pg.Pool, "query">): Promise<void> => {
  await pool.query("delete from integration.inbound_answer where answered_at < now() - $1 * interval '1 day'", [
    keptDays,
  ]);
};
