// Onboarding: templates, plans, the tasks that are open, feedback.
import type { ReadModelMigration } from "./migration.js";

export const onboarding: ReadModelMigration = {
  name: "0026-onboarding",
  up: `
    create table views.onboarding_template (
      template_id text primary key,
      version integer not null,
      title json not null,
      tasks json not null,
      retired boolean not null
    );

    create table views.onboarding_plan (
      plan_id text primary key,
      employee_id text not null,
      template_id text not null,
      template_version integer not null,
      starts_on date not null,
      status text not null,
      planned_at timestamptz not null,
      tasks jsonb not null,
      tasks_total integer not null,
      tasks_closed integer not null,
      mentor_id text,
      mentor_from date,
      completed_on date,
      productive_on date,
      feedback jsonb not null,
      revision bigint not null
    );
    create index onboarding_plan_by_employee on views.onboarding_plan (employee_id, planned_at desc);
    create index onboarding_plan_by_start on views.onboarding_plan (starts_on, employee_id);

    create table views.onboarding_task (
      plan_id text not null,
      task_id text not null,
      employee_id text not null,
      owner text not null,
      due_on date not null,
      title json not null,
      needs_document boolean not null,
      mentor_id text,
      primary key (plan_id, task_id)
    );
    create index onboarding_task_by_employee on views.onboarding_task (employee_id, due_on, task_id);
    create index onboarding_task_by_mentor on views.onboarding_task (mentor_id, due_on, employee_id, task_id)
      where mentor_id is not null;
    create index onboarding_task_by_owner on views.onboarding_task (owner, due_on, employee_id, task_id);

    create table views.onboarding_feedback (
      plan_id text not null,
      milestone integer not null,
      giver text not null,
      employee_id text not null,
      given_by text not null,
      given_on date not null,
      answers json,
      primary key (plan_id, milestone, giver)
    );
    create index onboarding_feedback_by_employee on views.onboarding_feedback (employee_id, given_on);`,
  down: `
    drop table views.onboarding_feedback;
    drop table views.onboarding_task;
    drop table views.onboarding_plan;
    drop table views.onboarding_template;`,
};
