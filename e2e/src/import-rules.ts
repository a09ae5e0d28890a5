// Who may import whom, as ARCHITECTURE.md draws it. A rule here and an arrow there are the same thing.

const everything = ["*"];

/** Packages of ours that product code of a package may import. */
export const mayImport: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  embedded: [],
  platform: [],
  "integration-contracts": [],
  "event-store": ["platform"],
  "read-models": ["platform"],
  "command-api": ["domain", "event-store", "platform"],
  "query-api": ["domain", "read-models", "platform"],
  "letter-reading": ["domain"],
  projections: ["domain", "event-store", "read-models", "platform"],
  "process-managers": ["domain", "event-store", "read-models", "platform"],
  integration: ["domain", "event-store", "platform", "integration-contracts"],
  "integration-consumer": ["integration-contracts"],
  audit: ["event-store", "platform"],
  "test-infra": ["embedded"],
  cli: everything,
  e2e: everything,
  bench: everything,
};

/** Spec files of a package, besides, these: who publishes is tried with who consumes. */
const mayTry: Readonly<Record<string, readonly string[]>> = { integration: ["integration-consumer"] };

/** Libraries that only one package may touch: the store and the broker each stay behind one door. */
export const onlyIn: Readonly<Record<string, readonly string[]>> = {
  "@eventstore/db-client": ["event-store", "bench", "e2e"],
  lmdb: ["embedded", "bench"],
  "pg-boss": ["process-managers"],
  "tesseract.js": ["letter-reading"],
  "pdf-to-img": ["letter-reading"],
  openai: ["letter-reading"],
  minio: ["platform"],
  sharp: ["letter-reading", "bench"],
  kafkajs: ["integration", "integration-consumer", "bench"],
  express: ["platform", "command-api", "query-api", "integration", "cli", "bench"],
};

export interface SourceFile {
  /** Path from the root of the workspace, with forward slashes: `domain/src/index.ts`. */
  readonly path: string;
  readonly text: string;
}

const specifiers = (text: string): string[] =>
  [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*["']([^"'\n]+)["']/g)].map((match) => match[1] ?? "");

/** What a file imports that it may not, one sentence each. */
export const faultsOf = ({ path, text }: SourceFile): string[] => {
  const home = path.slice(0, path.indexOf("/"));
  const isSpec = path.endsWith(".spec.ts") || path.includes("/testing/");
  const allowed = mayImport[home];
  if (allowed === undefined) return [`${path}: package ${home} has no import rule`];
  const faults: string[] = [];
  for (const specifier of specifiers(text)) {
    const ours = /^@tabel\/([a-z-]+)(\/.*)?$/.exec(specifier);
    const depth = path.split("/").length - 2; // folders between the file and its package
    const climbs = specifier.split("/").filter((part) => part === "..").length;
    if (climbs > depth) faults.push(`${path} reaches out of its package by ${specifier}`);
    else if (ours?.[2] !== undefined) faults.push(`${path} goes past the door of ${ours[1]} by ${specifier}`);
    else if (ours?.[1] !== undefined) {
      const granted =
        allowed.includes("*") ||
        allowed.includes(ours[1]) ||
        (isSpec && ["test-infra", ...(mayTry[home] ?? [])].includes(ours[1]));
      if (!granted)
        faults.push(`${path} imports ${specifier}; ${home} may import: ${allowed.join(", ") || "no package of ours"}`);
    } else {
      const library = Object.keys(onlyIn).find((name) => specifier === name || specifier.startsWith(`${name}/`));
      const doors = library === undefined ? undefined : onlyIn[library];
      if (doors !== undefined && !doors.includes(home) && !isSpec)
        faults.push(`${path} imports ${specifier}, which belongs to: ${doors.join(", ")}`);
    }
  }
  if (home === "domain" && !isSpec && /\b(Date\.now|Math\.random|new Date\(\)|process\.|node:)/.test(text))
    faults.push(`${path} reads a clock, chance or the machine; the domain decides on what it is given`);
  return faults;
};
