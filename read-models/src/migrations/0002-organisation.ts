// Units, their heads, employees and the unit in which each stood when.
import type { ReadModelMigration } from "./migration.js";

export const organisation: ReadModelMigration = {
  name: "0002-organisation",
  up: `
    create table views.unit (
      unit_id text primary key,
      name text not null,
      parent_id text,
      path text[] not null,
      established_on date not null,
      heads jsonb not null
    );
    create index unit_by_path on views.unit using gin (path);

    create table views.unit_head (
      unit_id text not null,
      from_date date not null,
      until_date date not null,
      employee_id text not null,
      primary key (unit_id, from_date)
    );
    create index unit_head_by_employee on views.unit_head (employee_id, until_date);

    create table views.employee (
      employee_id text primary key,
      last_name text,
      first_name text,
      middle_name text,
      name_key text collate "C" not null,
      email text,
      country text not null,
      time_zone text not null,
      hired_on date not null,
      last_day date,
      assignments jsonb not null,
      contracts jsonb not null,
      schedules jsonb not null
    );
    create index employee_by_name on views.employee (name_key, employee_id);

    create table views.employee_unit (
      employee_id text not null,
      from_date date not null,
      unit_id text not null,
      position text not null,
      until_date date not null,
      seen_from date not null,
      primary key (employee_id, from_date)
    );
    create index employee_unit_by_unit on views.employee_unit (unit_id, until_date);`,
  down: `
    drop table views.employee_unit;
    drop table views.employee;
    drop table views.unit_head;
    drop table views.unit;`,
};
