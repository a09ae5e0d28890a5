// The vault's own schema and history of migrations, apart from the read models: those can be thrown away, keys cannot.
import { type MigratedSchema, migrateSchema, type SchemaMigration } from "@tabel/platform";

const subjectKeys: SchemaMigration = {
  name: "0001-subject-keys",
  up: `
    create table vault.subject_key (
      subject text primary key,
      wrapped_key bytea,
      master_key_id text not null,
      created_at timestamptz not null default now()
    );
    comment on column vault.subject_key.wrapped_key is
      'IV, tag, key under the master key; null once the person is erased';`,
  down: `drop table vault.subject_key;`,
};

const vault: MigratedSchema = {
  schema: "vault",
  migrations: [subjectKeys],
  remembersIn: "migration",
  lock: 7_262_001,
};

/** Brings the schema `vault` up to date; safe at every start, by several instances at once. */
export const migrateKeyVault = (connectionString: string): Promise<void> => migrateSchema(connectionString, vault);
