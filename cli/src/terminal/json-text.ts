// Figures for other programs: JSON, one line a value that was asked for; positions are text.
export const jsonText = (value: unknown): string =>
  `${JSON.stringify(value, (_name, each: unknown) => (typeof each === "bigint" ? each.toString() : each))}\n`;
