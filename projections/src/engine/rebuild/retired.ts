// Tables that a rebuild has replaced are kept for a while, for statements that began before, and then dropped.
import { retiredSchemaTable, type RetiredSchemaRow, selectList } from "@tabel/read-models";
import type { Session } from "../session.js";
import { dropSchema } from "./build-tables.js";

/** Longer than any query of the views may take, and long enough to look at what was there before. */
export const graceSeconds = 600;

/** Answers what it has dropped. */
export const dropRetired = async (session: Session, live: string, olderThanSeconds: number): Promise<string[]> => {
  const due = await session.run<RetiredSchemaRow>({
    name: `retired of ${live}`,
    text: `select ${selectList(retiredSchemaTable)} from "${live}".retired_schema
      where retired_at <= now() - make_interval(secs => $1) order by schema_name`,
    values: [olderThanSeconds],
  });
  for (const { schemaName } of due)
    await session.transaction(async () => {
      await dropSchema(session, schemaName);
      await session.run({
        name: `dropped of ${live}`,
        text: `delete from "${live}".retired_schema where schema_name = $1`,
        values: [schemaName],
      });
    });
  return due.map(({ schemaName }) => schemaName);
};
