// Rows compared figure by figure: what a person would point at in a sheet or a pay slip, with what stood there before.

export type Figure = string | number | boolean | null;

export interface FigureChange {
  /** Where the figure stands in its row: `lines / salary 120000.00 RUB / amountMinor`, `days / 24 / Б`. */
  readonly figure: string;
  /** Null where there was none. */
  readonly before: Figure;
  /** Null where there is none any more. */
  readonly after: Figure;
}

type Named = Readonly<Record<string, unknown>>;

/** What tells one entry of a list from the others, so that a line that is added does not change all behind it. */
const nameOf = (entry: unknown, index: number): string => {
  if (Array.isArray(entry)) return String(entry[0]);
  if (entry === null || typeof entry !== "object") return String(index + 1);
  const { category, monthly, code, day, period } = entry as Named;
  const rate = monthly as { readonly minor?: unknown; readonly currency?: unknown } | undefined | null;
  const parts = [
    category,
    rate === undefined || rate === null ? undefined : `${String(rate.minor)} ${String(rate.currency)}`,
    period,
    code,
    day,
  ];
  const said = parts.filter((part) => part !== undefined && part !== null).map(String);
  return said.length === 0 ? String(index + 1) : said.join(" ");
};

const collect = (value: unknown, path: string, figures: Map<string, Figure>): void => {
  if (value === null || value === undefined) figures.set(path, null);
  else if (Array.isArray(value)) {
    const seen = new Map<string, number>();
    for (const [index, entry] of value.entries()) {
      const name = nameOf(entry, index);
      const count = (seen.get(name) ?? 0) + 1;
      seen.set(name, count);
      const place = `${path} / ${count === 1 ? name : `${name} (${count})`}`;
      if (Array.isArray(entry)) collect(entry.length === 2 ? (entry[1] as unknown) : entry.slice(1), place, figures);
      else collect(entry, place, figures);
    }
  } else if (typeof value === "object")
    for (const [name, inner] of Object.entries(value))
      collect(inner, path === "" ? name : `${path} / ${name}`, figures);
  else figures.set(path, typeof value === "bigint" ? String(value) : (value as Figure)); // strings, numbers, booleans are left
};

/** Every figure of a row by its place; nothing for no row. */
export const figuresOf = (row: object | undefined): ReadonlyMap<string, Figure> => {
  const figures = new Map<string, Figure>();
  if (row !== undefined) collect(row, "", figures);
  return figures;
};

/** What changed from one row to the other; nothing where they say the same. */
export const differences = (before: object | undefined, after: object | undefined): readonly FigureChange[] => {
  const [old, young] = [figuresOf(before), figuresOf(after)];
  return [...new Set([...old.keys(), ...young.keys()])].flatMap((figure) => {
    const change = { figure, before: old.get(figure) ?? null, after: young.get(figure) ?? null };
    return change.before === change.after ? [] : [change];
  });
};
