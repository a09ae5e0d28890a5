// Deputies as SQL: the rule of domain/src/access/deputies.ts asked of the read models, which wait for the projection `deputies`.
import { type Sql, sql } from "../reading/sql.js";

/** Who stands in for a user in a kind on a day, null where nobody does: of several appointments the one made last. */
export const deputyFor = (userId: Sql, kind: Sql, day: string): Sql => sql`(
  select deputy.deputy from views.deputy
  where deputy.user_id = ${userId} and deputy.from_date <= ${day}::date and deputy.until_date > ${day}::date
    and (deputy.kinds is null or ${kind} = any(deputy.kinds))
  order by deputy.place desc limit 1)`;

/** The users for whom somebody stands in on a day in any kind: few rows, to be narrowed by `deputyFor` and a kind. */
export const deputisedBy = (deputy: string, day: string): Sql => sql`(
  select distinct deputy.user_id from views.deputy
  where deputy.deputy = ${deputy} and deputy.from_date <= ${day}::date and deputy.until_date > ${day}::date)`;
