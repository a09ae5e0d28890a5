// What an overlay of infra/kubernetes comes to: as much of kustomize as the overlays use, so that specs need no program for it. What it does not know is
// a fault, never passed over.
import { existsSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse, parseAllDocuments } from "yaml";

export type Tree = { [key: string]: Node };
export type Node = string | number | boolean | null | Node[] | Tree;
export interface Resource extends Tree {
  kind: string;
  metadata: Tree & { name: string };
}
interface Step {
  readonly op: "add" | "remove" | "replace" | "test";
  readonly path: string;
  readonly value?: Node;
}
interface Kustomization {
  readonly resources?: readonly string[];
  readonly components?: readonly string[];
  readonly configMapGenerator?: readonly { readonly name: string; readonly files: readonly string[] }[];
  readonly replicas?: readonly { readonly name: string; readonly count: number }[];
  readonly patches?: readonly { readonly target: { kind: string; name: string }; readonly patch: string }[];
}
const known = [
  "apiVersion",
  "kind",
  "namespace",
  "images",
  "resources",
  "components",
  "configMapGenerator",
  "replicas",
  "patches",
];

export const isTree = (node: Node | undefined): node is Tree =>
  typeof node === "object" && node !== null && !Array.isArray(node);

const stepInto = (node: Node | undefined, key: string): Node | undefined =>
  Array.isArray(node) ? node[Number(key)] : isTree(node) ? node[key] : undefined;

/** One step of a JSON patch (RFC 6902) in place. */
const carryOut = (resource: Resource, { op, path, value }: Step): void => {
  const keys = path.split("/").slice(1);
  const key = keys.pop() ?? "";
  let parent: Node | undefined = resource;
  for (const each of keys) parent = stepInto(parent, each);
  const there = stepInto(parent, key);
  const fault = () =>
    new Error(`${resource.kind} ${resource.metadata.name}: ${op} ${path} meets ${JSON.stringify(there)}`);
  if (op === "add" && Array.isArray(parent) && key === "-" && value !== undefined) parent.push(value);
  else if (there === undefined) throw fault();
  else if (op === "test") {
    if (JSON.stringify(there) !== JSON.stringify(value)) throw fault();
  } else if (op === "remove" && Array.isArray(parent)) parent.splice(Number(key), 1);
  else if (op === "remove" && isTree(parent)) delete parent[key];
  else if (op === "replace" && isTree(parent) && value !== undefined) parent[key] = value;
  else throw fault();
};

const patched = (resources: readonly Resource[], { target, patch }: NonNullable<Kustomization["patches"]>[number]) => {
  const names = new RegExp(`^(?:${target.name})$`);
  const met = resources.filter(({ kind, metadata }) => kind === target.kind && names.test(metadata.name));
  if (met.length < target.name.split("|").length) throw new Error(`nobody is ${target.kind} ${target.name}`);
  const steps = parse(patch) as readonly Step[] | { $patch: string }; // steps are checked as they are carried out
  if ("$patch" in steps) {
    if (steps.$patch !== "delete") throw new Error(`$patch: ${steps.$patch}`);
    return resources.filter((each) => !met.includes(each));
  }
  for (const resource of met) for (const step of steps) carryOut(resource, structuredClone(step));
  return resources;
};

const loaded = (path: string, upon: readonly Resource[] = []): readonly Resource[] => {
  if (!statSync(path).isDirectory())
    return parseAllDocuments(readFileSync(path, "utf8")).map((document) => document.toJS() as Resource); // kubectl's to check
  const kustomization = parse(readFileSync(join(path, "kustomization.yaml"), "utf8")) as Kustomization; // keys are checked below
  const unknown = Object.keys(kustomization).filter((key) => !known.includes(key));
  if (unknown.length > 0) throw new Error(`${path}: ${unknown.join(", ")} is not known here`);
  const { resources = [], components = [], configMapGenerator = [], replicas = [], patches = [] } = kustomization;
  let all = [...upon, ...resources.flatMap((each) => loaded(resolve(path, each)))];
  for (const component of components) all = [...loaded(resolve(path, component), all)];
  for (const { name, files } of configMapGenerator) {
    for (const file of files.map((each) => resolve(path, each.split("=").at(-1) ?? "")))
      if (!existsSync(file)) throw new Error(`${file} is not there`);
    all.push({ kind: "ConfigMap", metadata: { name } });
  }
  for (const patch of patches) all = [...patched(all, patch)];
  for (const { name, count } of replicas) {
    const scaled = all.filter(
      (each) => each.metadata.name === name && isTree(each["spec"]) && "replicas" in each["spec"],
    );
    if (scaled.length !== 1) throw new Error(`replicas of ${name}`);
    for (const { spec } of scaled) if (isTree(spec)) spec["replicas"] = count;
  }
  return all;
};

/** Every resource of an overlay, with its patches. Names stay as written: kustomize adds a digest to the names of generated ones. */
export const overlay = (kubernetes: string, name: string): readonly Resource[] =>
  loaded(join(kubernetes, "overlays", name));
