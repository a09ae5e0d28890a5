// Each overlay is whole: whatever its manifests refer to is in it, or in the list of docs/deployment.md of what the operator brings, and every service
// is given all that it needs to start.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { missingSettings } from "@tabel/cli";
import { readConfiguration } from "@tabel/platform";
import { root } from "../running-tabel.js";
import { isTree, type Node, overlay, type Resource, type Tree } from "./overlay.js";

const kubernetes = join(root, "infra", "kubernetes");
const environments = ["dev", "prod", "local"];

/** The secrets as make-env.mjs makes them for kind; storage beside them, of which kind has none. */
const made = ((): Readonly<Record<string, string>> => {
  const folder = mkdtempSync(join(tmpdir(), "tabel-kind-"));
  const file = join(folder, "env");
  try {
    spawnSync(process.execPath, ["infra/compose/make-env.mjs", "kind"], {
      cwd: root,
      env: { ...process.env, TABEL_ENV_FILE: file },
    });
    const lines = readFileSync(file, "utf8").trim().split("\n");
    return Object.fromEntries(lines.map((line) => [line.split("=", 1)[0], line.slice(line.indexOf("=") + 1)]));
  } finally {
    rmSync(folder, { recursive: true });
  }
})();
const samples = { ...made, S3_BUCKET: "tabel-files", S3_ACCESS_KEY: "access", S3_SECRET_KEY: "secret" };

/** Rows “| Kind `name` | dev, prod | …” of the page. */
const brought = (environment: string): readonly string[] =>
  [...readFileSync(join(root, "docs", "deployment.md"), "utf8").matchAll(/^\| (\w+) `([^`]+)` \| ([a-z, ]+) \|/gm)]
    .filter(([, , , where]) => where?.split(", ").includes(environment))
    .map(([, kind, name]) => `${kind} ${name}`);

const trees = (node: Node): readonly Tree[] =>
  Array.isArray(node) ? node.flatMap(trees) : isTree(node) ? [node, ...Object.values(node).flatMap(trees)] : [];
const texts = (node: Node): readonly string[] =>
  typeof node === "string"
    ? [node]
    : typeof node === "object" && node !== null
      ? Object.values(node).flatMap(texts)
      : [];

const refs: Readonly<Record<string, readonly [kind: string, name: string]>> = {
  secretKeyRef: ["Secret", "name"],
  secretRef: ["Secret", "name"],
  secret: ["Secret", "secretName"],
  configMapKeyRef: ["ConfigMap", "name"],
  configMapRef: ["ConfigMap", "name"],
  configMap: ["ConfigMap", "name"],
  persistentVolumeClaim: ["PersistentVolumeClaim", "claimName"],
  secretStoreRef: ["ClusterSecretStore", "name"],
  scaleTargetRef: ["Deployment", "name"],
};
const flatRefs: Readonly<Record<string, string>> = {
  serviceAccountName: "ServiceAccount",
  storageClassName: "StorageClass",
  serviceName: "Service",
};

/** Hosts that a setting names, with the port where it is one of the cluster. */
const hostsOf = (text: string): readonly string[] =>
  [...text.matchAll(/(?:^|:\/\/|@)(?:\$\(POD\)\.)?([a-z][a-z0-9.-]*[a-z0-9])(?::(\d+))?(?=$|[/?])/g)]
    .filter(
      ([whole, , port]) =>
        whole.includes("://") || whole.includes("@") || port !== undefined || whole.includes(".svc."),
    )
    .map(([, host = "", port]) =>
      host.includes(".") && !/\.tabel\.svc\./.test(host) ? `Host ${host}` : `Host ${host.split(".")[0]}:${port ?? ""}`,
    )
    .filter((host) => !host.startsWith("Host localhost"));

const settingTexts = (resources: readonly Resource[]): readonly string[] =>
  resources
    .filter(({ kind }) => ["ConfigMap", "Deployment", "StatefulSet", "Job"].includes(kind))
    .flatMap(({ data = null, spec = null }) => [
      ...texts(data),
      ...trees(spec).flatMap(({ name, value }) =>
        typeof name === "string" && typeof value === "string" ? [value] : [],
      ),
    ]);

/** “Kind name”, and for hosts “Host name:port”. */
const referred = (resources: readonly Resource[], secrets: readonly string[]): readonly string[] => [
  ...new Set([
    ...trees([...resources]).flatMap((tree) =>
      Object.entries(tree).flatMap(([key, value]) => {
        const [kind, field] = refs[key] ?? ["", ""];
        const flat = flatRefs[key];
        if (flat !== undefined && typeof value === "string") return [`${flat} ${value}`];
        const name = isTree(value) ? value[field] : undefined;
        return typeof name === "string" ? [`${kind} ${name}`] : [];
      }),
    ),
    ...[...settingTexts(resources), ...secrets].flatMap(hostsOf),
  ]),
];

const portsOf = ({ spec = null }: Resource): readonly string[] =>
  trees(spec).flatMap(({ port }) => (typeof port === "number" ? [String(port)] : []));

const provided = (resources: readonly Resource[]): readonly string[] =>
  resources.flatMap((resource) => {
    const { kind, metadata } = resource;
    const own = `${kind} ${metadata.name}`;
    if (kind === "Service") return [own, ...["", ...portsOf(resource)].map((port) => `Host ${metadata.name}:${port}`)];
    if (kind === "ExternalSecret") return [`Secret ${metadata.name}`];
    if (kind === "Kafka") return [`Host ${metadata.name}-kafka-bootstrap:9092`]; // Strimzi names it so
    return [own];
  });

const terraform = (...path: readonly string[]) =>
  readFileSync(join(root, "infra", "terraform", ...path, "main.tf"), "utf8");

describe.each(environments)("%s", (environment) => {
  const resources = overlay(kubernetes, environment);
  // Where the values are Google's, the event store's address is the one that Terraform writes into the secret.
  const eventStore = /eventstore_url = "([^"]+)"/.exec(
    environment === "local" ? "" : terraform("envs", environment),
  )?.[1];
  const secrets = environment === "local" ? Object.values(made) : [eventStore ?? "esdb://nobody:1"];

  test("refers to what is in it, or to what the operator brings, and the operator brings nothing in vain", () => {
    const there = new Set(provided(resources));
    const asked = referred(resources, secrets).filter((each) => !there.has(each));
    expect(asked.toSorted()).toEqual(brought(environment).toSorted());
  });

  test("has every key of its secret", () => {
    const asked = trees([...resources]).flatMap(({ secretKeyRef }) =>
      isTree(secretKeyRef) && typeof secretKeyRef["key"] === "string" ? [secretKeyRef["key"]] : [],
    );
    const external = resources.find(({ kind }) => kind === "ExternalSecret");
    const entries = trees(external?.["spec"] ?? null).filter(({ secretKey }) => secretKey !== undefined);
    if (environment === "local") expect(Object.keys(made)).toEqual(expect.arrayContaining(asked));
    else {
      const keys = [...terraform("modules", "secrets").matchAll(/^ {4}([A-Z0-9_]+) += /gm)].map(([, key]) => key ?? "");
      expect([...new Set(asked)].toSorted()).toEqual(keys.toSorted());
      expect(entries).toEqual(
        keys.map((key) => ({
          secretKey: key,
          remoteRef: { key: `tabel-${environment}-${key.toLowerCase().replaceAll("_", "-")}` },
        })),
      );
      expect(terraform("envs", environment)).toContain(`name = "tabel-${environment}"`);
    }
  });

  test("gives every service all that it needs to start, and storage to those who use it", () => {
    const common = resources.find(({ kind, metadata }) => kind === "ConfigMap" && metadata.name === "tabel")?.["data"];
    const told = resources
      .filter(({ kind }) => kind === "Deployment")
      .flatMap(({ metadata, spec = null }) =>
        trees(spec).flatMap(({ image, env, envFrom }) => {
          const service = /^tabel\/([a-z-]+):/.exec(typeof image === "string" ? image : "")?.[1];
          if (service === undefined) return [];
          const own = trees(env ?? null).flatMap(({ name, value, valueFrom }) => {
            const key =
              isTree(valueFrom) && isTree(valueFrom["secretKeyRef"]) ? valueFrom["secretKeyRef"]["key"] : undefined;
            const sample = Object.entries(samples).find(([each]) => each === key)?.[1];
            return typeof name === "string" && (value ?? valueFrom) !== undefined ? [[name, value ?? sample]] : [];
          });
          const given = { ...(envFrom === undefined ? {} : Object(common)), ...Object.fromEntries(own) };
          const configuration = readConfiguration(given);
          return [[metadata.name, missingSettings(service, configuration), configuration.files !== undefined]];
        }),
      );
    const withFiles = environment === "local" ? [] : ["command-api", "operations", "processes"];
    const services = ["command-api", "operations", "query-api", "projections", "processes", "integration", "audit"];
    expect(told).toEqual(services.map((name) => [name, [], withFiles.includes(name)]));
  });

  test("takes PUBLIC_URL and the gateway's site to be the same host", () => {
    const all = settingTexts(resources).filter((text) => /^https:\/\/(tabel|localhost)/.test(text));
    expect(new Set(all.map((text) => new URL(text).hostname)).size).toBe(1);
    expect(all.length).toBe(2);
  });
});

test.each([
  ["{ op: remove, path: /data/elsewhere }", "remove /data/elsewhere meets undefined"],
  ["{ op: test, path: /data/own, value: other }", 'test /data/own meets "mine"'],
  ["{ op: move, path: /data/own }", "move /data/own"],
])("a patch that meets something else, or is not understood, is a fault: %s", (step, fault) => {
  const folder = mkdtempSync(join(tmpdir(), "tabel-overlay-"));
  const own = join(folder, "overlays", "own");
  try {
    mkdirSync(own, { recursive: true });
    writeFileSync(join(own, "own.yaml"), "kind: ConfigMap\nmetadata: { name: own }\ndata: { own: mine }\n");
    const patch = JSON.stringify(`[${step}]`);
    writeFileSync(
      join(own, "kustomization.yaml"),
      `resources: [own.yaml]\npatches: [{ target: { kind: ConfigMap, name: own }, patch: ${patch} }]\n`,
    );
    expect(() => overlay(folder, "own")).toThrow(fault);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("local has one event store without certificates, a database and a place for mail of its own", () => {
  const names = overlay(kubernetes, "local")
    .filter(({ kind }) => kind === "StatefulSet")
    .map(({ metadata }) => metadata.name);
  expect(names.toSorted()).toEqual(["eventstore", "postgres"]);
  expect(settingTexts(overlay(kubernetes, "local")).join("\n")).not.toMatch(/CLUSTER_DNS|certificates/);
});
