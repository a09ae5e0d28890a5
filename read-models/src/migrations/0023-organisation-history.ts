// Units by date: names, places in the tree, dissolution; employments by date: spells, places, grades, salaries.
import type { ReadModelMigration } from "./migration.js";

export const organisationHistory: ReadModelMigration = {
  name: "0023-organisation-history",
  up: `
    alter table views.unit
      add column names jsonb not null default '[]',
      add column dissolved_on date;

    create table views.unit_path (
      unit_id text not null,
      from_date date not null,
      until_date date not null,
      path text[] not null,
      primary key (unit_id, from_date)
    );
    create index unit_path_by_path on views.unit_path using gin (path);

    alter table views.employee
      add column spells jsonb not null default '[]',
      add column places jsonb not null default '[]',
      add column grades jsonb not null default '[]',
      add column salaries jsonb not null default '[]';

    alter table views.employee_unit add column last_date date not null default 'infinity';`,
  down: `
    alter table views.employee_unit drop column last_date;
    alter table views.employee drop column salaries, drop column grades, drop column places, drop column spells;
    drop table views.unit_path;
    alter table views.unit drop column dissolved_on, drop column names;`,
};
