// Who stands in for whom, when and for what.
import type { ReadModelMigration } from "./migration.js";

export const deputies: ReadModelMigration = {
  name: "0022-deputies",
  up: `
    create table views.deputised_user (
      user_id text primary key,
      appointments jsonb not null
    );

    create table views.deputy (
      user_id text not null,
      place integer not null,
      deputy text not null,
      from_date date not null,
      until_date date not null,
      kinds text[],
      primary key (user_id, place)
    );
    create index deputy_by_deputy on views.deputy (deputy, until_date);`,
  down: `
    drop table views.deputy;
    drop table views.deputised_user;`,
};
