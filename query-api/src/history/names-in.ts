// What the people and units that sentences mention are called, for a reader who may see them; others keep their numbers.
import type { Reach } from "@tabel/platform";
import { present, standsOn } from "../access/see-employee.js";
import { withinReach } from "../access/reach.js";
import { sql } from "../reading/sql.js";
import type { Views } from "../reading/views.js";
import { nameColumns, type NameColumns, nameOf } from "../views/employee/person.js";

/** Bounds one look-up; a page of a history mentions some tens. */
const MOST_NAMES = 2_000;

export interface Mentioned {
  readonly people: Set<string>;
  readonly units: Set<string>;
}

export interface Names {
  readonly person: (id: string) => string | undefined;
  readonly unit: (id: string) => string | undefined;
}

/** @param reach Whose names the reader may see. */
export const namesOf = async (views: Views, { people, units }: Mentioned, reach: Reach): Promise<Names> => {
  const rows = await views.rows<NameColumns & { readonly id: string; readonly unitName: string | null }>(sql`
    select employee.employee_id as id, ${nameColumns}, null as "unitName"
    from views.employee ${standsOn(sql`employee.employee_id`, reach.on)}
    where employee.employee_id = any(${[...people].slice(0, MOST_NAMES)}) and ${withinReach(reach, present)}
    union all
    select unit_id, null, null, null, name from views.unit
    where unit_id = any(${[...units].slice(0, MOST_NAMES)})`);
  const ofPeople = new Map<string, string>();
  const ofUnits = new Map<string, string>();
  for (const row of rows) {
    const name = nameOf(row);
    if (row.unitName !== null) ofUnits.set(row.id, row.unitName);
    else if (name !== null) ofPeople.set(row.id, name);
  }
  return { person: (id) => ofPeople.get(id), unit: (id) => ofUnits.get(id) };
};
