// A connection of the pool for some statements that belong together, such as those of a transaction.
import type pg from "pg";

/** Told to whoever asks next; without a listener it would end the process. */
const passed = (): void => undefined;

/** Given back afterwards, and thrown away where not even the rollback came through. */
export const inTransaction = async <Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> => {
  const client = await pool.connect();
  client.on("error", passed); // it may break while nothing is asked of it: the pool listens to those alone that it holds
  let broken: Error | undefined;
  try {
    await client.query("begin");
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch((fault: unknown) => (broken = fault as Error)); // the connection is gone
    throw error;
  } finally {
    client.removeListener("error", passed);
    client.release(broken);
  }
};
