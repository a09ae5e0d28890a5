// Carries intents out: each on a transaction that holds its row, so that nobody else has it, and it is free again when this process
// dies. Done, refused, tried again later, or set aside: the row says which.
import type { NotificationFact } from "@tabel/domain";
import { madeId } from "@tabel/event-store";
import { backoffDelay, type Logger } from "@tabel/platform";
import { describeError, valueTypes } from "@tabel/read-models";
import type pg from "pg";
import type { Bell } from "../engine/bell.js";
import type { CarriedOutKind, Seam } from "../engine/boundaries.js";
import type { RefusedFact } from "../process/fact.js";
import { alone } from "./alone.js";
import { anyNeverEnded, type Claimed, claimNext, holdClaimed, setAside } from "./claim-intent.js";
import { type CarryOutCommand, type Origin, type Outcome, PermanentFailure, type TellAbout } from "../process/ports.js";

export interface CarryingOut {
  readonly pool: pg.Pool;
  readonly carryOutCommand: CarryOutCommand;
  readonly tellAbout?: TellAbout;
  readonly seam: Seam;
  readonly log: Pick<Logger, "warn" | "error">;
  readonly bell: Bell;
  readonly signal: AbortSignal;
  /** Told when a refusal waits for its process. */
  readonly onRefusal: () => void;
  readonly limits?: Partial<typeof usualLimits>;
}

export const usualLimits = {
  /** Attempts before an intent is set aside. */
  attempts: 10,
  /** Attempts that end the program, or outlast their transaction, before it is set aside. */
  unanswered: 5,
  /** Milliseconds after such an attempt: what ends programs must not keep them from everything else. Half a minute in all. */
  unansweredWait: { first: 200, factor: 5, most: 60_000 },
  /** Milliseconds between two attempts: growing, jittered. About an hour in all. */
  wait: { first: 500, most: 900_000, factor: 3 },
  /** At once, each on a connection of its own. */
  commands: 4,
  notifications: 2,
};

/** A process that is paused in the middle loses its connection, and the row is free. Longer than any command may take. */
const silenceMs = 20_000;
const silence = `set local idle_in_transaction_session_timeout = ${silenceMs}`;

const lookMs = 1_000;
/** What never ended waits for what was never begun; but not for ever. */
const looksForNeverEnded = 20;

const attemptAt = (
  does: CarriedOutKind,
  intent: Claimed,
  client: pg.ClientBase,
  ports: CarryingOut,
): Promise<Outcome> => {
  const { id: intentId, process, instance, factId, key, correlationId, madeAt: at } = intent;
  const origin: Origin = { process, instance, factId, key, intentId, correlationId };
  // Written by the engine from an intent of this kind, and read by nobody else.
  if (does === "notify" && ports.tellAbout !== undefined)
    return ports.tellAbout(intent.body as NotificationFact, { ...origin, at }, client);
  const { command: name, data } = intent.body as { command: string; data: object };
  const command = { name, data, commandId: intentId, actor: `process:${process}`, correlationId, causationId: factId };
  return ports.carryOutCommand(command).then((answer): Outcome => {
    if (answer.is === "done") return { is: "done", told: { position: answer.position } };
    if (answer.is === "faulty") throw new PermanentFailure(answer.problem.code);
    return { is: "refused", code: answer.problem.code };
  });
};

type Which = Parameters<typeof claimNext>[2];

/** One intent of these; false where none waits. Throws where the database is away. */
const carryOutOne = async (does: CarriedOutKind, which: Which, ports: CarryingOut): Promise<boolean> => {
  const { pool, seam, log } = ports;
  const limits = { ...usualLimits, ...ports.limits };
  const client = await pool.connect();
  client.on("error", ignore); // told by the next statement
  let broken: Error | undefined;
  const query = <Row extends object>(text: string, values: unknown[] = []) =>
    client.query<Row>({ text, values, types: valueTypes });

  const settle = (id: string, status: string, told: object | null) =>
    query(
      `update processes.intent set status = $2, attempts = attempts + 1, unanswered = 0, told = $3, ended_at = clock_timestamp(),
         error_class = null, error_message = null where id = $1`,
      [id, status, told === null ? null : JSON.stringify(told)],
    );

  const failed = async (intent: Claimed, error: unknown): Promise<void> => {
    const attempts = intent.attempts + 1;
    const { errorClass, errorMessage } = describeError(error);
    const dead = error instanceof PermanentFailure || attempts >= limits.attempts;
    await query(
      `update processes.intent set status = $2, attempts = $3, unanswered = 0, next_at = clock_timestamp() + $4 * interval '1 ms',
         error_class = $5, error_message = $6, ended_at = case when $2 = 'dead' then clock_timestamp() end where id = $1`,
      [intent.id, dead ? "dead" : "waiting", attempts, backoffDelay(limits.wait, attempts), errorClass, errorMessage],
    );
    const { id, process, instance, key } = intent;
    const about = { intent: id, process, instance, does, key, attempts, errorClass, errorMessage };
    if (dead)
      log.error(about, "an intent could not be carried out; it is on the dead-letter list and the rest goes on");
    else log.warn(about, "an intent could not be carried out; it is tried again later");
  };

  const refused = async (intent: Claimed, code: string): Promise<void> => {
    await settle(intent.id, "refused", { code });
    if (does !== "command") return;
    const { process, instance, key, correlationId } = intent;
    const { command } = intent.body as { command: string }; // only commands are refused
    const fact: RefusedFact = { is: "refused", id: madeId(intent.id, "refused"), key, command, code };
    await query(
      `insert into processes.fact (process, instance, fact_id, kind, what, body, correlation_id, at, status)
       values ($1, $2, $3, 'refused', $4, $5, $6, clock_timestamp(), 'new') on conflict do nothing`,
      [process, instance, fact.id, command, JSON.stringify(fact), correlationId],
    );
  };

  const claimAndCarryOut = async (): Promise<boolean> => {
    const intent = await claimNext(query, does, which, limits.unansweredWait);
    if (intent === undefined) return false;
    if (intent.unanswered > limits.unanswered) {
      await setAside(query, intent);
      const { id, process, instance, key } = intent;
      const about = { intent: id, process, instance, does, key, attempts: limits.unanswered };
      log.error(about, "an intent was begun and never ended; it is on the dead-letter list and the rest goes on");
      return true;
    }
    await seam(`${does}: counted`);
    await query("begin");
    await query(silence);
    if (!(await holdClaimed(query, intent))) {
      await query("commit");
      return true;
    }
    await seam(`${does}: claimed`);
    await query("savepoint attempt");
    let outcome: Outcome | undefined;
    try {
      outcome = await attemptAt(does, intent, client, ports);
    } catch (error) {
      await query("rollback to attempt"); // where the database itself is away this throws, and nothing is written
      await failed(intent, error);
    }
    await seam(`${does}: carried out`);
    if (outcome?.is === "done") await settle(intent.id, "done", outcome.told ?? null);
    else if (outcome?.is === "refused") await refused(intent, outcome.code);
    await seam(`${does}: marked`);
    await query("commit");
    await seam(`${does}: committed`);
    if (outcome?.is === "refused") ports.onRefusal();
    return true;
  };

  try {
    if (which === "fresh") return await claimAndCarryOut();
    return (await anyNeverEnded(query, does)) && (await alone(client, silenceMs, claimAndCarryOut)) === true;
  } catch (error) {
    broken = error instanceof Error ? error : new Error("the work on an intent was ended");
    throw error;
  } finally {
    client.removeListener("error", ignore);
    client.release(broken); // a connection in doubt is closed, and its transaction with it
  }
};

const ignore = (): void => undefined;

/** Works until told to stop; an intent that is at work is finished first. */
export const carryOutIntents = async (does: CarriedOutKind, ports: CarryingOut): Promise<void> => {
  const { bell, signal, log } = ports;
  const limits = { ...usualLimits, ...ports.limits };
  const atOnce = does === "command" ? limits.commands : limits.notifications;
  const one = async (turn: number): Promise<boolean> => {
    const [first, second]: readonly [Which, Which] =
      turn % looksForNeverEnded === 0 ? ["never-ended", "fresh"] : ["fresh", "never-ended"];
    return (await carryOutOne(does, first, ports)) || (await carryOutOne(does, second, ports));
  };
  for (let failures = 0; !signal.aborted;) {
    const drain = async (): Promise<void> => {
      for (let turn = 1; !signal.aborted && (await one(turn)); turn += 1);
    };
    try {
      // One looks; only where there is something do the others join.
      if (await one(1)) {
        const outcomes = await Promise.allSettled(Array.from({ length: atOnce }, drain));
        for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
      }
      failures = 0;
    } catch (error) {
      failures += 1;
      log.warn({ ...describeError(error), failures }, "intents cannot be carried out at the moment; trying again");
    }
    const waitMs = failures === 0 ? lookMs : backoffDelay({ first: 200, most: 10_000 }, failures);
    await bell.rung(waitMs, signal);
  }
};
