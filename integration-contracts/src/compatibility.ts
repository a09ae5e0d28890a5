// Whether whoever reads a released contract can read today's: everything stays as it was, and only fields are added.
import type { JsonSchema } from "./schema-address.js";

/** What is said for people, or names the document. */
const words: ReadonlySet<string> = new Set(["$id", "$schema", "title", "description", "examples"]);

const isObject = (value: unknown): value is JsonSchema =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const compareProperties = (released: JsonSchema, today: JsonSchema, path: string): string[] =>
  Object.entries(released).flatMap(([name, schema]) =>
    name in today ? compare(schema, today[name], `${path}/${name}`) : [`${path}/${name} is gone`],
  );

/** Fields that are always there must stay so; new ones may join them. */
const compareRequired = (released: unknown, today: unknown, path: string): string[] => {
  const kept = new Set(Array.isArray(today) ? today : []);
  return (Array.isArray(released) ? released : [])
    .filter((name) => !kept.has(name))
    .map((name) => `${path}/${String(name)} may be missing now`);
};

function compare(released: unknown, today: unknown, path: string): string[] {
  if (!isObject(released) || !isObject(today))
    return JSON.stringify(released) === JSON.stringify(today)
      ? []
      : [`${path || "/"} was ${JSON.stringify(released)} and is ${JSON.stringify(today)}`];
  const names = new Set([...Object.keys(released), ...Object.keys(today)].filter((name) => !words.has(name)));
  return [...names].flatMap((name) => {
    const [was, is] = [released[name], today[name]];
    if (name === "properties" && isObject(was) && isObject(is)) return compareProperties(was, is, path);
    if (name === "required") return compareRequired(was, is, path);
    if (Array.isArray(was) && Array.isArray(is) && was.length === is.length && was.every(isObject))
      return was.flatMap((each, index) => compare(each, is[index], path)); // alternatives
    return compare(was ?? null, is ?? null, name === "items" ? path : `${path} (${name})`);
  });
}

/** What breaks a consumer of the released schema, one sentence each; none where it is compatible. */
export const breaks = (released: JsonSchema, today: JsonSchema): readonly string[] => compare(released, today, "");
