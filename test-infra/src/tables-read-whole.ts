// Which tables some work reads from end to end: what is asked again and again must find its rows by an index, however many there are.
import pg from "pg";

const patienceMs = 30_000;
const applicationName = "what reads whole tables";

/** Counts of PostgreSQL's statistics by table; sessions tell theirs when they end. */
const wholeReads = async (watching: pg.Client, schemas: readonly string[]): Promise<ReadonlyMap<string, number>> => {
  const working = async (): Promise<boolean> =>
    (
      await watching.query(
        "select from pg_stat_activity where datname = current_database() and application_name = $1",
        [applicationName],
      )
    ).rowCount !== 0;
  for (const deadline = Date.now() + patienceMs; await working();)
    if (Date.now() > deadline) throw new Error("sessions that read have not ended");
  const { rows } = await watching.query<{ name: string; count: string }>(
    "select relname as name, seq_scan as count from pg_stat_user_tables where schemaname = any($1)",
    [schemas],
  );
  return new Map(rows.map(({ name, count }) => [name, Number(count)]));
};

/** Tables of these schemas that the work, on a pool of its own, has read from end to end. */
export const tablesReadWhole = async (
  { connectionString, schemas }: { readonly connectionString: string; readonly schemas: readonly string[] },
  work: (pool: pg.Pool) => Promise<unknown>,
): Promise<string[]> => {
  const watching = new pg.Client({ connectionString });
  await watching.connect();
  try {
    const before = await wholeReads(watching, schemas);
    const pool = new pg.Pool({ connectionString, application_name: applicationName, max: 8 });
    try {
      await work(pool);
    } finally {
      await pool.end();
    }
    const after = await wholeReads(watching, schemas);
    return [...after].flatMap(([name, count]) => (count > (before.get(name) ?? 0) ? [name] : [])).toSorted();
  } finally {
    await watching.end();
  }
};
