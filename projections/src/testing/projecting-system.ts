// A whole system for each test of a spec: a log, its views, and projections that run; all of it is gone with the test.
import { afterEach, beforeEach } from "@jest/globals";
import { dumpTables } from "../engine/verify/dump-tables.js";
import { type Projection, tablesOf } from "../engine/projection.js";
import { rebuildInto } from "../engine/rebuild/from-nothing.js";
import {
  type ProjectionRunner,
  runProjectionEngine,
  type RunProjectionsOptions,
} from "../engine/following/run-projections.js";
import { type TestLog, testLog } from "./log.js";
import { testViews, type TestViews } from "./views.js";

export const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

export interface ProjectingSystem {
  readonly views: TestViews;
  readonly log: TestLog;
  /** As one more process would. It is stopped with the test. */
  run(
    projections: readonly Projection[],
    more?: Partial<Pick<RunProjectionsOptions, "log" | "shortLog">>,
  ): ProjectionRunner;
  /** The tables filled again from nothing, up to a position of the log or its end. */
  fromNothing(projections: readonly Projection[], upTo?: bigint): Promise<Readonly<Record<string, string>>>;
}

/** To be called once by a spec file, outside its tests. */
export const projectingSystem = (): ProjectingSystem => {
  let views: TestViews;
  let log: TestLog;
  let runners: ProjectionRunner[];
  beforeEach(async () => {
    views = await testViews();
    log = await testLog(views.pool, views.connectionString);
    runners = [];
  });
  afterEach(async () => {
    await Promise.all(runners.map((runner) => runner.stop()));
    await log.close();
    await views.close();
  });
  return {
    get views() {
      return views;
    },
    get log() {
      return log;
    },
    run: (projections, more = {}) => {
      const runner = runProjectionEngine({ store: log.store, pool: views.pool, log: silent, projections, ...more });
      runners.push(runner);
      return runner;
    },
    fromNothing: async (projections, upTo) => {
      const end = upTo === undefined ? {} : { upTo };
      await rebuildInto({ store: log.store, pool: views.pool, projections, schema: "again", ...end });
      return dumpTables(views.pool, "again", projections.flatMap(tablesOf));
    },
  };
};
