// What the delivery does to files: digests into an overlay, a section of the changelog into release notes.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "@jest/globals";
import { root } from "../running-tabel.js";

const script = <Module>(name: string) =>
  import(pathToFileURL(join(root, "infra", "delivery", name)).href) as Promise<Module>; // ours, not compiled
const { withImages } = await script<{
  withImages: (text: string, registry: string, digests: Record<string, string>) => string;
}>("set-images.mjs");
const { notesOf } = await script<{ notesOf: (changelog: string, tag: string) => string | undefined }>(
  "release-notes.mjs",
);

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const overlay = readFileSync(join(root, "infra", "kubernetes", "overlays", "prod", "kustomization.yaml"), "utf8");

test("an overlay names the digests of a release, and then those of the next one instead", () => {
  const first = withImages(overlay, "registry.example/tabel", { "query-api": digest("a"), audit: digest("b") });
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
  expect(() => withImages(overlay, "registry.example", { audit: "latest" })).toThrow("is no digest");
});

test("release notes are the changelog's section of that version", () => {
  const changelog = "# Changelog\n\n## 0.2.0 – 2027-01-01\n\n- New.\n\n## 0.1.0 – 2026-12-01\n\n- First.\n";
  expect(notesOf(changelog, "v0.2.0")).toBe("- New.");
  expect(notesOf(changelog, "v0.1.0")).toBe("- First.");
  expect(notesOf(changelog, "v0.2")).toBeUndefined();
});
