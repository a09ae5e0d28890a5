// Lines of a table for a spreadsheet (RFC 4180).

/** A text that a spreadsheet would take for a formula begins with an apostrophe. */
const cell = (value: string | number | boolean | null): string => {
  const text = value === null ? "" : String(value);
  const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

export const csvLine = (cells: readonly (string | number | boolean | null)[]): string =>
  `${cells.map(cell).join(",")}\r\n`;
