// Every migration, in the order of release.
import { engine } from "./0001-engine.js";
import { organisation } from "./0002-organisation.js";
import { absence } from "./0003-absence.js";
import { periods } from "./0004-periods.js";
import { accessAndHistory } from "./0005-access-and-history.js";
import { deputies } from "./0022-deputies.js";
import { rebuilds } from "./0035-rebuilds.js";
import type { ReadModelMigration } from "./migration.js";

export const releasedMigrations: readonly ReadModelMigration[] = [
  engine,
  organisation,
  absence,
  periods,
  accessAndHistory,
  deputies,
  rebuilds,
];
