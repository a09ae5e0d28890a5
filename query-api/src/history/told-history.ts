// A person's history as it is told: each event a sentence, with who did it, what it followed from, and how the balances stood
// after it. One reading for the view over HTTP and for `tabel replay`.
import { type Language, type LocalDate, sayEvent, type Shown } from "@tabel/domain";
import { type Reach } from "@tabel/platform";
import { employeeHistoryTable, type EmployeeHistoryRow, selectList } from "@tabel/read-models";
import { MOST_ITEMS } from "../http/paging.js";
import { sql, verbatim } from "../reading/sql.js";
import type { Views } from "../reading/views.js";
import { type BalanceAfter, ledgersBehind } from "./balances-after.js";
import { type Caused, causesOf } from "./causes.js";
import { type HistoryFilter, matching } from "./history-filter.js";
import { type Mentioned, namesOf } from "./names-in.js";

/** What the reader may see of this person. */
export interface HistoryRights {
  readonly remarks: boolean;
  readonly balances: boolean;
  /** Whose names. */
  readonly names: Reach;
}

export interface HistoryAsked {
  readonly employeeId: string;
  readonly filter: HistoryFilter;
  readonly language: Language;
  /** Only entries whose sentence holds this, whatever the case. */
  readonly search?: string | undefined;
  /** The day for which balances are told. */
  readonly on: LocalDate;
  /** The position after which to read; "-1" for the beginning. */
  readonly after: string;
  readonly limit: number;
  readonly rights: HistoryRights;
}

export interface ToldEntry extends Caused {
  readonly row: EmployeeHistoryRow;
  /** What the reader may see of the event's data. */
  readonly data: EmployeeHistoryRow["data"];
  readonly sentence: string;
  /** Of the ledgers that the event posted to; empty for who may not see them. */
  readonly balances: readonly BalanceAfter[];
}

export interface ToldPage {
  readonly items: readonly ToldEntry[];
  /** The position to go on after; null at the end. */
  readonly next: string | null;
}

/** What people wrote is for fewer eyes than that they did. */
const remarks: ReadonlySet<string> = new Set([
  "comment",
  "reason",
  "answers",
  "findings",
  "ground",
  "despite",
  "found",
  "said",
  "defects",
]);
const withoutRemarks = (data: EmployeeHistoryRow["data"]) =>
  Object.fromEntries(Object.entries(data).filter(([name]) => !remarks.has(name)));

/** A search looks at so many entries, then answers with what it found and where to go on. */
const MOST_SEARCHED = 5_000;

const readRows = (views: Views, { employeeId, filter }: HistoryAsked, after: string, limit: number) =>
  views.rows<EmployeeHistoryRow>(sql`
    select ${verbatim(selectList(employeeHistoryTable))} from views.employee_history
    where employee_id = ${employeeId} and position > ${after}::bigint and ${matching(filter)}
    order by position limit ${limit}`);

const mentionedIn = (tell: (shown: Shown) => void): Mentioned => {
  const mentioned: Mentioned = { people: new Set(), units: new Set() };
  tell({
    person: (id) => (mentioned.people.add(id), undefined),
    unit: (id) => (mentioned.units.add(id), undefined),
  });
  return mentioned;
};

const tellRows = async (
  views: Views,
  { employeeId, filter, language, on, rights }: HistoryAsked,
  rows: readonly EmployeeHistoryRow[],
): Promise<ToldEntry[]> => {
  if (rows.length === 0) return [];
  const seen = rows.map((row) => ({ row, data: rights.remarks ? row.data : withoutRemarks(row.data) }));
  const ledgers = await ledgersBehind(views, employeeId, on, filter.known);
  const say = (shown: Shown) =>
    seen.map(({ row, data }) => sayEvent({ type: row.type, data, erased: row.erased }, language, shown));
  const names = await namesOf(
    views,
    mentionedIn((shown) => void say(shown)),
    rights.names,
  );
  const sentences = say({ ...names, inMinutes: ledgers.inMinutes });
  const causeOf = await causesOf(views, employeeId, rows);
  return seen.map(({ row, data }, index) => ({
    row,
    data,
    sentence: sentences[index] ?? "",
    balances: rights.balances ? ledgers.after(row) : [],
    ...causeOf(row),
  }));
};

const cut = (items: readonly ToldEntry[], limit: number, endOfReading: string | null): ToldPage => {
  const shown = items.slice(0, limit);
  const last = items.length > limit ? shown.at(-1) : undefined;
  return { items: shown, next: last === undefined ? endOfReading : String(last.row.position) };
};

/** One page of it, in the log's order. */
export const toldHistory = async (views: Views, asked: HistoryAsked): Promise<ToldPage> => {
  const { limit, search } = asked;
  if (search === undefined) {
    const rows = await readRows(views, asked, asked.after, limit + 1);
    const told = await tellRows(views, asked, rows.slice(0, limit));
    const last = rows.length > limit ? told.at(-1) : undefined;
    return { items: told, next: last === undefined ? null : String(last.row.position) };
  }
  const wanted = search.toLocaleLowerCase(asked.language);
  const found: ToldEntry[] = [];
  let { after } = asked;
  for (let looked = 0; looked < MOST_SEARCHED; looked += MOST_ITEMS) {
    const rows = await readRows(views, asked, after, MOST_ITEMS);
    const told = await tellRows(views, asked, rows);
    found.push(...told.filter(({ sentence }) => sentence.toLocaleLowerCase(asked.language).includes(wanted)));
    if (rows.length < MOST_ITEMS) return cut(found, limit, null);
    after = String(rows.at(-1)?.position ?? after);
    if (found.length > limit) break;
  }
  return cut(found, limit, after);
};
