// What the delivery does: digests into an overlay, the branches that environments follow, release notes; and that it names no branch, path or artifact
// which nobody makes.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { root } from "../running-tabel.js";
import { overlay } from "./overlay.js";

const script = <Module>(name: string) =>
  import(pathToFileURL(join(root, "infra", "delivery", name)).href) as Promise<Module>; // ours, not compiled
const { withImages } = await script<{
  withImages: (text: string, registry: string, digests: Record<string, string>) => string;
}>("set-images.mjs");
const { notesOf } = await script<{ notesOf: (changelog: string, tag: string) => string | undefined }>(
  "release-notes.mjs",
);

type Images = Readonly<Record<string, string>>;
const { branchOf, delivered, delivery } = await script<{
  branchOf: (environment: string) => string;
  delivered: readonly string[];
  delivery: (checkout: string) => {
    deploy: (environment: string, tag: string, registry: string, digests: Images) => string;
    back: (environment: string, tag: string) => string;
  };
}>("deploy.mjs");

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const kustomization = readFileSync(join(root, "infra", "kubernetes", "overlays", "prod", "kustomization.yaml"), "utf8");

test("an overlay names the digests of a release, and then those of the next one instead", () => {
  const first = withImages(kustomization, "registry.example/tabel", { "query-api": digest("a"), audit: digest("b") });
  expect(first).toContain(
    `images:\n  - { name: tabel/audit, newName: registry.example/tabel/audit, digest: "${digest("b")}" }\n` +
      `  - { name: tabel/query-api, newName: registry.example/tabel/query-api, digest: "${digest("a")}" }\nconfigMapGenerator:`,
  );
  const second = withImages(first, "registry.example/tabel", { audit: digest("c") });
  expect(second).toContain(digest("c"));
  expect(second).not.toContain(digest("a"));
  expect(withImages(second, "registry.example/tabel", { "query-api": digest("a"), audit: digest("b") })).toBe(first);
});

test("what is no digest goes nowhere", () => {
  expect(() => withImages(kustomization, "registry.example", { audit: "latest" })).toThrow("is no digest");
});

test("release notes are the changelog's section of that version", () => {
  const changelog = "# Changelog\n\n## 0.2.0 – 2027-01-01\n\n- New.\n\n## 0.1.0 – 2026-12-01\n\n- First.\n";
  expect(notesOf(changelog, "v0.2.0")).toBe("- New.");
  expect(notesOf(changelog, "v0.1.0")).toBe("- First.");
  expect(notesOf(changelog, "v0.2")).toBeUndefined();
});

describe("branches of environments", () => {
  const images = { "query-api": digest("a") };
  const folder = mkdtempSync(join(tmpdir(), "tabel-delivery-"));
  const checkout = join(folder, "checkout");
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=delivery", "-c", "user.email=delivery@example.org", ...args], {
      cwd: checkout,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    }).trim();
  const tagged = (tag: string) => {
    writeFileSync(join(checkout, "infra", "kubernetes", "of-this-release"), tag);
    git("add", "--all");
    git("commit", "--quiet", "--message", tag);
    git("tag", tag);
  };
  const read = (environment: string, path: string) => git("show", `refs/remotes/origin/deploy/${environment}:${path}`);
  const release = (environment: string) => {
    git("fetch", "--quiet", "origin");
    return read(environment, "infra/kubernetes/of-this-release");
  };
  const { deploy, back } = delivery(checkout);

  beforeAll(() => {
    mkdirSync(checkout);
    for (const path of delivered) cpSync(join(root, path), join(checkout, path), { recursive: true });
    cpSync(join(root, ".github"), join(checkout, ".github"), { recursive: true });
    execFileSync("git", ["init", "--quiet", "--bare", join(folder, "remote")]);
    git("init", "--quiet");
    git("config", "user.name", "delivery");
    git("config", "user.email", "delivery@example.org");
    git("remote", "add", "origin", join(folder, "remote"));
    for (const tag of ["v1.0.0", "v1.1.0"]) tagged(tag);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("nothing goes to prod that does not stand in dev; the first deploy makes the branch, and has nothing to go back to", () => {
    expect(() => deploy("prod", "v1.0.0", "registry.example", images)).toThrow("after it has stood in dev");
    deploy("dev", "v1.0.0", "registry.example", images);
    expect(release("dev")).toBe("v1.0.0");
    expect(() => back("dev", "v1.0.0")).toThrow("nothing to go back to");
    expect(deploy("prod", "v1.0.0", "registry.example", images)).toBe(
      git("ls-remote", "origin", "deploy/prod").slice(0, 40),
    );
    expect(() => deploy("elsewhere", "v1.0.0", "registry.example", images)).toThrow("no environment");
  });

  test("the branch holds what the overlay is made of, with the digests, and no workflow", () => {
    git("fetch", "--quiet", "origin");
    for (const environment of ["dev", "prod"]) {
      const tree = join(folder, `followed-${environment}`);
      git("worktree", "add", "--quiet", "--detach", tree, `origin/deploy/${environment}`);
      expect(readdirSync(tree).filter((name) => name !== ".git")).toEqual(["infra"]);
      expect(overlay(join(tree, "infra", "kubernetes"), environment).length).toBeGreaterThan(40);
      expect(read(environment, `infra/kubernetes/overlays/${environment}/kustomization.yaml`)).toContain(digest("a"));
    }
  });

  test("a release upon another, taken back, is what stood there before, by a commit forward; it then goes no further", () => {
    deploy("dev", "v1.1.0", "registry.example", images);
    expect(release("dev")).toBe("v1.1.0");
    expect(() => back("dev", "v1.0.0")).toThrow("the last commit of deploy/dev is not");
    back("dev", "v1.1.0");
    expect(release("dev")).toBe("v1.0.0");
    expect(git("log", "--format=%s", "origin/deploy/dev").split("\n")).toEqual([
      "Take v1.1.0 back from dev",
      "Deploy v1.1.0 to dev",
      "Deploy v1.0.0 to dev",
    ]);
    expect(() => deploy("prod", "v1.1.0", "registry.example", images)).toThrow("after it has stood in dev");
    deploy("dev", "v1.1.0", "registry.example", images);
    deploy("prod", "v1.1.0", "registry.example", images);
    // By hand, an older release comes back as any other does.
    deploy("prod", "v1.0.0", "registry.example", images);
    expect(release("prod")).toBe("v1.0.0");
  });
});

describe("nothing is named that nobody makes", () => {
  const text = (...path: readonly string[]) => readFileSync(join(root, ...path), "utf8");
  const workflows = Object.fromEntries(
    readdirSync(join(root, ".github", "workflows")).map((name) => [name, text(".github", "workflows", name)]),
  );
  const all = Object.values(workflows).join("\n");

  test.each(["dev", "prod"])(
    "Argo CD follows in %s the branch that a deploy writes, and reads there as kustomize is told to",
    (environment) => {
      const { 1: revision } =
        /revision +=\s*"([^"]+)"/.exec(text("infra", "terraform", "envs", environment, "main.tf")) ?? [];
      expect(revision).toBe(branchOf(environment));
      expect(text("infra", "terraform", "modules", "delivery", "main.tf")).toMatch(
        /"kustomize\.buildOptions" = "--load-restrictor LoadRestrictionsNone"/,
      );
      expect(all).toContain(`with: { environment: ${environment}, `);
    },
  );

  test("workflows check out, push to and wait for main and tags alone; environments' branches are deploy.mjs's", () => {
    const refs = [...all.matchAll(/(?<![\w-])ref: *([^\s,}]+)|HEAD:(\S+)|branches: *\[([^\]]*)\]|origin\/(\S+)/g)].map(
      ([, ref, pushed, branches, remote]) => ref ?? pushed ?? branches ?? remote,
    );
    expect(refs.filter((ref) => ref !== "main")).toEqual([]);
    expect(all).not.toMatch(/'release'|"release"/);
  });

  test.each([
    ...Object.keys(workflows).map((name) => join(".github", "workflows", name)),
    "Dockerfile",
    "docker-compose.yml",
  ])("%s names files that are there", (file) => {
    const named = [...text(file).matchAll(/(?<![\w./-])(?:\.\/)?((?:infra|scripts|docs|\.github)\/[\w./-]*\w)/g)].map(
      ([, path]) => path ?? "",
    );
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  test("what a workflow fetches, one has kept: artifacts of the run, files of the release", () => {
    const released = workflows["release.yml"] ?? "";
    const kept = [...released.matchAll(/upload-artifact@v\d\n +with: \{ name: "?([a-z-]+)/g)].map(([, name]) => name);
    const fetched = [...all.matchAll(/download-artifact@v\d\n +with: \{ (?:name|pattern): ([a-z-]+)/g)].map(
      ([, name]) => name,
    );
    expect(all.split("download-artifact@").length - 1).toBe(fetched.length);
    expect(kept).toEqual(expect.arrayContaining(fetched));
    const assets = /gh release create .*/.exec(released)?.[0] ?? "";
    const patterns = [...all.matchAll(/gh release download .*--pattern (\S+)/g)].map(([, name]) => name ?? "nothing");
    expect(patterns).toEqual(["digests.json"]);
    for (const pattern of patterns) expect(assets).toContain(` ${pattern}`);
  });

  test("a release makes an image of every name that the manifests ask for", () => {
    const targets = /target: \[([^\]]*)\]/.exec(workflows["release.yml"] ?? "")?.[1]?.split(", ") ?? [];
    const asked = JSON.stringify(overlay(join(root, "infra", "kubernetes"), "prod")).matchAll(/"tabel\/([a-z-]+):/g);
    expect([...new Set([...asked].map(([, name]) => name ?? ""))].toSorted()).toEqual(targets.toSorted());
  });
});
