// A temporary folder of its own for a spec, inside the run's folder.
import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { askProvider } from "./ask-provider.js";
import { removeFolder } from "./run-folder.js";

export interface TestFolder {
  readonly path: string;
  remove(): void;
}

/** An empty folder that goes with the run even when `remove` is never called. */
export const testFolder = async (): Promise<TestFolder> => {
  const { folder } = await askProvider<{ folder: string }>("GET", "folder");
  const path = await mkdtemp(join(folder, "spec-"));
  return { path, remove: () => removeFolder(path) };
};
