// The connection that the owner of the processes works on.
import { becomeOwnerOf, type Ownership as Owned, type SessionKind, valueTypes } from "@tabel/read-models";
import type pg from "pg";

export interface Session {
  run<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Rolls back and throws on when the work fails. */
  transaction<Result>(work: () => Promise<Result>): Promise<Result>;
  signOfLife(): Promise<void>;
}

export type Ownership = Owned<Session>;

export const sessionOn = (client: pg.ClientBase): Session => {
  // One statement at a time: a sign of life may fall between two statements of a transaction.
  let last: Promise<unknown> = Promise.resolve();
  const run = async <Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> => {
    const result = last.then(() => client.query<Row>({ text, values: [...values], types: valueTypes }));
    last = result.catch(() => undefined); // told to whoever asked
    return (await result).rows;
  };
  return {
    run,
    transaction: async (work) => {
      await run("begin");
      try {
        const result = await work();
        await run("commit");
        return result;
      } catch (error) {
        await run("rollback").catch(() => undefined); // the connection is gone and its transaction with it
        throw error;
      }
    },
    signOfLife: async () => void (await run("select")),
  };
};

/** Any number that nobody else uses. */
const lock = "7231003";

// What was done once must be remembered: no commit is lost with the machine.
const kind: SessionKind<Session> = { applicationName: "tabel processes", lossyCommits: false, on: sessionOn };

/** Waits until this process is the one that works on the processes; undefined when the signal aborts first. */
export const becomeOwner = (pool: pg.Pool, signal: AbortSignal): Promise<Ownership | undefined> =>
  becomeOwnerOf(
    pool,
    kind,
    async (session) => {
      const [answer] = await session.run<{ owned: boolean }>("select pg_try_advisory_lock($1) as owned", [lock]);
      return answer?.owned === true;
    },
    signal,
  );
