// Every migration of the processes' schema, in the order of release. Apart from the read models: those can be thrown away, the
// memory of what was done once cannot.
import { dropMigrations, type MigratedSchema, migrateSchema } from "@tabel/platform";
import { processes } from "./0041-processes.js";
import { forgetting } from "./0042-forgetting.js";
import { unanswered } from "./0044-unanswered.js";
import { modelUse } from "./0053-model-use.js";

const schema: MigratedSchema = {
  schema: "processes",
  migrations: [processes, forgetting, unanswered, modelUse],
  remembersIn: "migration",
  lock: 7_231_004,
};

/** Safe at every start, by several instances at once. */
export const migrateProcesses = (connectionString: string): Promise<void> => migrateSchema(connectionString, schema);

/** Takes everything back, and with it the memory of what was done: for tests of the migrations. */
export const dropProcesses = (connectionString: string): Promise<void> => dropMigrations(connectionString, schema);
