// SQL as text with values apart: what stands in `${…}` becomes a parameter, unless it is SQL itself.

export interface Sql {
  readonly text: readonly string[];
  readonly values: readonly unknown[];
}

const isSql = (value: unknown): value is Sql =>
  typeof value === "object" && value !== null && "text" in value && "values" in value;

/** `text` has one part more than `values`; each value stands between two parts. */
export const sql = (parts: TemplateStringsArray, ...inserted: readonly unknown[]): Sql => {
  const text = [parts[0] ?? ""];
  const values: unknown[] = [];
  inserted.forEach((value, index) => {
    const after = parts[index + 1] ?? "";
    const last = text.length - 1;
    if (!isSql(value)) {
      values.push(value);
      text.push(after);
      return;
    }
    text[last] += value.text[0] ?? "";
    text.push(...value.text.slice(1));
    values.push(...value.values);
    text[text.length - 1] += after;
  });
  return { text, values };
};

/** Words of our own, such as a select list; never what somebody sent. */
export const verbatim = (text: string): Sql => ({ text: [text], values: [] });

export const joined = (fragments: readonly Sql[], separator: string): Sql =>
  fragments.reduce((all, next, index) => (index === 0 ? next : sql`${all}${verbatim(separator)}${next}`), sql``);

export const statement = ({ text, values }: Sql): { text: string; values: unknown[] } => ({
  text: text.reduce((all, part, index) => `${all}$${index}${part}`),
  values: [...values],
});
