// Askings of the model that reads letters: what every program has asked, for whom, at what cost. Ids and figures only.
import type { SchemaMigration } from "@tabel/platform";

export const modelUse: SchemaMigration = {
  name: "0053-model-use",
  up: `
    create table processes.model_use (
      id bigint generated always as identity primary key,
      employee_id text not null,
      began_at timestamptz not null default clock_timestamp(),
      ended_at timestamptz,
      -- Minor units; the most it may be until it has ended.
      cost bigint not null,
      failed boolean not null default false
    );
    create index model_use_by_person on processes.model_use (employee_id, began_at desc);
    create index model_use_by_time on processes.model_use (began_at desc);
    create index model_use_ended on processes.model_use (ended_at desc);`,
  down: `drop table processes.model_use;`,
};
