// A migration is two SQL texts. They are values of the program, not files found at run time, so that they are the same
// in the sources, in the compiled output and in one bundled file.
import type { Knex } from "knex";

/** Released migrations are never edited: a change is a new one. */
export interface ReadModelMigration {
  /** Sorts as it was released; knex remembers it by this name. */
  readonly name: string;
  readonly up: string;
  readonly down: string;
}

export const migrationSource = (
  migrations: readonly ReadModelMigration[],
): Knex.MigrationSource<ReadModelMigration> => ({
  getMigrations: () => Promise.resolve([...migrations]),
  getMigrationName: (migration) => migration.name,
  getMigration: (migration) =>
    Promise.resolve({
      up: async (knex) => void (await knex.raw(migration.up)),
      down: async (knex) => void (await knex.raw(migration.down)),
    }),
});
