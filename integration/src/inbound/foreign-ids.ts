// Numbers of another system and what they are here. A number is never guessed to mean the same in both: it stands in the table,
// or the installation says that the other system's numbers are Tabel's.
import { EmployeeId } from "@tabel/domain";
import type { Problem } from "@tabel/platform";
import type pg from "pg";
import { inboundProblem } from "./inbound-problems.js";
import type { InboundSource } from "./inbound-source.js";
import type { ReadCommand } from "./read-command.js";

export const kindsOfIds = ["employee", "unit"] as const;
export type KindOfId = (typeof kindsOfIds)[number];

export interface KnownAs {
  readonly kind: KindOfId;
  readonly theirs: string;
  readonly ours: string;
}

type Queries = Pick<pg.Pool, "query">;

const fields = [
  ["employee", "employeeId"],
  ["unit", "unitId"],
] as const satisfies readonly (readonly [KindOfId, string])[];

const known = async (db: Queries, source: string, kind: KindOfId, theirs: string): Promise<string | undefined> => {
  const { rows } = await db.query<{ ours: string }>(
    "select ours from integration.known_as where source = $1 and kind = $2 and theirs = $3",
    [source, kind, theirs],
  );
  return rows[0]?.ours;
};

export interface Translated {
  readonly data: ReadCommand["data"];
  /** To be remembered once the command is carried out: who was hired under a number that was not known. */
  readonly learned: KnownAs | undefined;
}

/** The command's data with the ids that they have here; a problem where one is not known. */
export const withOwnIds = async (
  db: Queries,
  { source, ids }: Pick<InboundSource, "source" | "ids">,
  { name, data }: Pick<ReadCommand, "name" | "data">,
): Promise<Translated | Problem> => {
  if (ids.of === "tabel") return { data, learned: undefined };
  const translated: Record<string, unknown> = { ...data };
  let learned: KnownAs | undefined;
  for (const [kind, field] of fields) {
    const theirs = data[field];
    if (typeof theirs !== "string") continue; // the command's own schema says what is wrong with it
    const ours = await known(db, source, kind, theirs);
    if (ours !== undefined) translated[field] = ours;
    else {
      const made = kind === "employee" && name === "hire-employee" ? `${ids.newEmployees}${theirs}` : "";
      if (!EmployeeId.safeParse(made).success) return inboundProblem("id-not-known", `/${field}`);
      translated[field] = made;
      learned = { kind, theirs, ours: made };
    }
  }
  return { data: translated, learned };
};

/** What stands there stays. */
export const remember = async (db: Queries, source: string, each: KnownAs): Promise<void> => {
  await db.query(
    "insert into integration.known_as (source, kind, theirs, ours) values ($1, $2, $3, $4) on conflict do nothing",
    [source, each.kind, each.theirs, each.ours],
  );
};

/** All of them, or none; each takes the place of what stood there for its number. */
export const mapIds = async (db: Queries, source: string, all: readonly KnownAs[]): Promise<void> => {
  await db.query(
    `insert into integration.known_as (source, kind, theirs, ours)
     select $1, * from unnest($2::text[], $3::text[], $4::text[])
     on conflict (source, kind, theirs) do update set ours = excluded.ours`,
    [source, all.map(({ kind }) => kind), all.map(({ theirs }) => theirs), all.map(({ ours }) => ours)],
  );
};

export const idsOf = async (db: Queries, source: string, limit: number): Promise<readonly KnownAs[]> => {
  const { rows } = await db.query<KnownAs>(
    "select kind, theirs, ours from integration.known_as where source = $1 order by kind, theirs limit $2",
    [source, limit],
  );
  return rows;
};
