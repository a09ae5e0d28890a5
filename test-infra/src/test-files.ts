// A storage of files for one spec, in a folder of its own.
import { type FolderFiles, openFolderFiles } from "@tabel/embedded";
import { testFolder } from "./test-folder.js";

export interface TestFiles extends FolderFiles {
  /** Names of all that is kept. */
  names(): Promise<readonly string[]>;
  drop(): void;
}

export const testFiles = async (): Promise<TestFiles> => {
  const folder = await testFolder();
  const files = openFolderFiles(folder.path);
  return {
    ...files,
    names: async () => {
      const names: string[] = [];
      for await (const { name } of files.list("")) names.push(name);
      return names.toSorted();
    },
    drop: () => folder.remove(),
  };
};
