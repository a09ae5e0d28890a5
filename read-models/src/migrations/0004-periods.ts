// What is kept for each opened period.
import type { ReadModelMigration } from "./migration.js";

export const periods: ReadModelMigration = {
  name: "0004-periods",
  // A row of a life or a month lies just beyond the 2 kB from which PostgreSQL compresses; doing so took longer than all the
  // rest of writing it (docs/projections.md).
  up: `
    create table views.payroll_period (
      period text primary key,
      opened_at timestamptz not null
    );

    create table views.time_account (
      employee_id text primary key,
      timeline json not null
    ) with (toast_tuple_target = 8160);

    create table views.timesheet_month (
      period text not null,
      unit_id text not null,
      employee_id text not null,
      days json not null,
      totals json not null,
      primary key (period, unit_id, employee_id)
    ) with (toast_tuple_target = 8160);
    create index timesheet_month_by_employee on views.timesheet_month (employee_id, period);

    create table views.payroll_hours (
      period text not null,
      employee_id text not null,
      unit_id text not null,
      norm_minutes integer not null,
      worked_minutes integer not null,
      absent_minutes json not null,
      days json not null,
      lines json not null,
      primary key (period, employee_id)
    );
    create index payroll_hours_by_unit on views.payroll_hours (period, unit_id, employee_id);`,
  down: `
    drop table views.payroll_hours;
    drop table views.timesheet_month;
    drop table views.time_account;
    drop table views.payroll_period;`,
};
