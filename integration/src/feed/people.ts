// What messages about people follow from, kept between two batches. It says who was away when and why, so each row is sealed
// with the person's own key: erasing the key erases the row too.
import { seal, unseal, type KeyVault } from "@tabel/event-store";
import type pg from "pg";
import { type Person, waitsForPeriod } from "../translation/person.js";

interface Row {
  readonly employee_id: string;
  readonly sealed: string;
}

export interface People {
  /** Those that are known and not erased. */
  read(client: pg.ClientBase, ids: readonly string[]): Promise<Map<string, Person>>;
  /** Those after an id, in order; at most so many. `last` is undefined at the end. */
  page(
    client: pg.ClientBase,
    after: string,
    only: "all" | "waiting",
    limit: number,
  ): Promise<{ readonly people: ReadonlyMap<string, Person>; readonly last: string | undefined }>;
  /** Who of them may be written about: erased people are not among them. */
  writable(ids: readonly string[]): Promise<ReadonlySet<string>>;
  write(client: pg.ClientBase, people: ReadonlyMap<string, Person>): Promise<void>;
}

const associated = (employeeId: string): string => `integration/${employeeId}`;

export const peopleIn = (vault: KeyVault): People => {
  const open = async (rows: readonly Row[]): Promise<Map<string, Person>> => {
    const keys = await vault.keysOf(rows.map(({ employee_id }) => employee_id));
    const people = new Map<string, Person>();
    for (const { employee_id, sealed } of rows) {
      const key = keys.get(employee_id);
      if (key !== undefined) people.set(employee_id, unseal(sealed, key, associated(employee_id)) as object as Person); // sealed below
    }
    return people;
  };
  return {
    read: async (client, ids) => {
      const { rows } = await client.query<Row>({
        name: "integration people",
        text: "select employee_id, sealed from integration.person where employee_id = any($1)",
        values: [ids],
      });
      return open(rows);
    },
    page: async (client, after, only, limit) => {
      const { rows } = await client.query<Row>(
        `select employee_id, sealed from integration.person where employee_id > $1 ${only === "waiting" ? "and waits" : ""}
         order by employee_id limit $2`,
        [after, limit],
      );
      return { people: await open(rows), last: rows.at(-1)?.employee_id };
    },
    writable: async (ids) => new Set((await vault.ensureKeys([...new Set(ids)])).keys()),
    write: async (client, people) => {
      if (people.size === 0) return;
      const keys = await vault.ensureKeys([...people.keys()]);
      const rows = [...people].flatMap(([id, person]) => {
        const key = keys.get(id);
        if (key === undefined) return [];
        return [{ id, waits: waitsForPeriod(person), sealed: seal({ ...person }, key, associated(id)) }];
      });
      await client.query({
        name: "integration write people",
        text: `insert into integration.person (employee_id, waits, sealed)
          select * from unnest($1::text[], $2::boolean[], $3::text[])
          on conflict (employee_id) do update set waits = excluded.waits, sealed = excluded.sealed`,
        values: [rows.map(({ id }) => id), rows.map(({ waits }) => waits), rows.map(({ sealed }) => sealed)],
      });
    },
  };
};
