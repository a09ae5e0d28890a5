// What payroll posts beside the salary, how far each period and each sheet are, and what was corrected after submission.
import type { ReadModelMigration } from "./migration.js";

export const payroll: ReadModelMigration = {
  name: "0017-payroll",
  // The rows of these tables are filled anew by the projections' next version; the defaults are for the moment until then.
  up: `
    alter table views.payroll_period
      add column status text not null default 'open',
      add column calculated_at timestamptz,
      add column closed_at timestamptz;

    alter table views.time_account add column deltas json not null default '[]';

    alter table views.payroll_hours
      add column night_minutes integer not null default 0,
      add column overtime_first_minutes integer not null default 0,
      add column overtime_further_minutes integer not null default 0,
      add column day_off_minutes integer not null default 0,
      add column absent_facts json not null default '{}',
      add column deltas json not null default '[]';

    create table views.timesheet_sheet (
      sheet text primary key,
      unit_id text not null,
      period text not null,
      status text not null,
      submitted_at timestamptz,
      submitted_by text,
      accepted_at timestamptz,
      accepted_by text,
      closed_at timestamptz,
      return_reason text
    );
    create index timesheet_sheet_by_period on views.timesheet_sheet (period, unit_id);

    create table views.timesheet_correction (
      unit_id text not null,
      period text not null,
      number integer not null,
      employee_id text not null,
      cells json,
      posted_at timestamptz not null,
      posted_by text not null,
      primary key (unit_id, period, number)
    );`,
  down: `
    drop table views.timesheet_correction;
    drop table views.timesheet_sheet;
    alter table views.payroll_hours
      drop column deltas,
      drop column absent_facts,
      drop column day_off_minutes,
      drop column overtime_further_minutes,
      drop column overtime_first_minutes,
      drop column night_minutes;
    alter table views.time_account drop column deltas;
    alter table views.payroll_period
      drop column closed_at,
      drop column calculated_at,
      drop column status;`,
};
