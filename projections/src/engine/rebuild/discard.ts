// Throws away what stopped rebuilds have filled.
import type pg from "pg";
import { openSession } from "../ownership/ownership.js";
import type { Projection } from "../projection.js";
import { buildSchema, lockBuild } from "./build.js";
import { dropSchema } from "./build-tables.js";

export interface Discarded {
  readonly discarded: readonly string[];
  /** Somebody is at work on them. */
  readonly busy: readonly string[];
}

export const discardBuilds = async (
  pool: pg.Pool,
  projections: readonly Projection[],
  live: string,
): Promise<Discarded> => {
  const own = await openSession(pool);
  try {
    const discarded: string[] = [];
    const busy: string[] = [];
    for (const projection of projections) {
      const schema = buildSchema("rebuild", projection);
      const [found] = await own.session.run<{ there: boolean }>({
        name: "schema is there",
        text: "select to_regnamespace($1) is not null as there",
        values: [schema],
      });
      if (found?.there !== true) continue;
      if (!(await lockBuild(own.session, live, schema))) busy.push(projection.name);
      else {
        await dropSchema(own.session, schema);
        discarded.push(projection.name);
      }
    }
    return { discarded, busy };
  } finally {
    own.release(); // and the locks with it
  }
};
