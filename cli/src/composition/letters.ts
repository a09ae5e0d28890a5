// Scans of letters: where their files are kept, and how an upload is taken in.
import { join } from "node:path";
import type { CommandApiOptions } from "@tabel/command-api";
import { openFolderFiles } from "@tabel/embedded";
import { type KeyVault, sealedFiles } from "@tabel/event-store";
import { takeFile } from "@tabel/letter-reading";
import { type Configuration, type FileStore, s3Files } from "@tabel/platform";

/** The folder of this machine, or S3 where it is configured. */
export const filesOf = ({ files, dataFolder }: Pick<Configuration, "files" | "dataFolder">): FileStore =>
  files === undefined ? openFolderFiles(join(dataFolder, "files")) : s3Files(files);

export const uploadsInto = (files: FileStore, vault: KeyVault): NonNullable<CommandApiOptions["letters"]> => ({
  files: { ...sealedFiles(vault, files), remove: (name) => files.remove(name) },
  takeFile: (file) => takeFile(file),
});
