// Yearly leave schedules, their parts, and changes proposed after approval.
import type { ReadModelMigration } from "./migration.js";

export const leaveSchedules: ReadModelMigration = {
  name: "0033-leave-schedules",
  up: `
    create table views.leave_schedule (
      schedule_id text primary key,
      unit_id text not null,
      year integer not null,
      status text not null,
      submitted_by text,
      return_reason text,
      approved_on date,
      approved_by text
    );

    create table views.planned_leave (
      part_id text primary key,
      schedule_id text not null,
      unit_id text not null,
      year integer not null,
      employee_id text not null,
      from_date date not null,
      to_date date not null,
      counted integer,
      entitled integer,
      announced_on date,
      acknowledged_on date
    );
    create index planned_leave_by_schedule on views.planned_leave (schedule_id, employee_id, from_date);
    create index planned_leave_by_employee on views.planned_leave (employee_id, from_date);
    create index planned_leave_to_announce on views.planned_leave (from_date, part_id) where announced_on is null;

    create table views.leave_change (
      change_id text primary key,
      schedule_id text not null,
      unit_id text not null,
      year integer not null,
      employee_id text not null,
      part_id text not null,
      from_date date,
      to_date date,
      side text not null,
      status text not null,
      proposed_by text not null,
      proposed_at timestamptz not null,
      reason text
    );
    create index leave_change_by_schedule on views.leave_change (schedule_id, employee_id);
    create index leave_change_by_employee on views.leave_change (employee_id, year);`,
  down: `
    drop table views.leave_change;
    drop table views.planned_leave;
    drop table views.leave_schedule;`,
};
