// What a file of this folder holds: one released step of the read models' schema.
import type { SchemaMigration } from "@tabel/platform";

export type ReadModelMigration = SchemaMigration;
