// Whether two plain values say the same: how a command finds that its wish is already fulfilled.

/** Deep equality of JSON-like values; an absent field and an undefined one are the same. */
export const sameData = (a: unknown, b: unknown): boolean => {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [Object.entries(a), new Map<string, unknown>(Object.entries(b))];
  const names = new Set([...left.map(([name]) => name), ...right.keys()]);
  const values = new Map<string, unknown>(left);
  return [...names].every((name) => sameData(values.get(name), right.get(name)));
};
