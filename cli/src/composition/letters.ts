// Scans of letters: where their files are kept, how an upload is taken in, and who reads them.
import { join } from "node:path";
import type { CommandApiOptions } from "@tabel/command-api";
import { openFolderFiles } from "@tabel/embedded";
import { type EventStore, type KeyVault, type SealedFiles, sealedFiles } from "@tabel/event-store";
import {
  type AskedModel,
  checkScan,
  costOf,
  mayAsk,
  type ModelLimits,
  MOST_TOKENS_IN,
  takeFile,
} from "@tabel/letter-reading";
import { type Configuration, type FileStore, type ModelConfiguration, s3Files } from "@tabel/platform";
import { type CarryOutCommand, type LongWork, modelGate, readLetterWork, type ReadScan } from "@tabel/process-managers";
import type pg from "pg";

/** The folder of this machine, or S3 where it is configured. */
export const filesOf = ({ files, dataFolder }: Pick<Configuration, "files" | "dataFolder">): FileStore =>
  files === undefined ? openFolderFiles(join(dataFolder, "files")) : s3Files(files);

export const uploadsInto = (files: FileStore, vault: KeyVault): NonNullable<CommandApiOptions["letters"]> => ({
  files: { ...sealedFiles(vault, files), remove: (name) => files.remove(name) },
  takeFile: (file) => takeFile(file),
});

/** Tokens that one asking may take at the most: a large picture, and the longest answer that is read. */
const MOST_TOKENS = { in: MOST_TOKENS_IN, out: 1_500 };
/** Failures one after the other, after which the provider is left alone for a while. */
const CIRCUIT = { failuresInARow: 5, leftAloneMs: 300_000 };

const limitsOf = ({ perPersonADay, atOnce, monthlyBudget }: ModelConfiguration): ModelLimits => ({
  perPersonADay,
  atOnce,
  monthlyBudget,
  ...CIRCUIT,
});

const askedModel = (model: ModelConfiguration, employeeId: string, pool: pg.Pool): AskedModel => {
  const { baseUrl, model: name, key, sees, timeoutMs, price } = model;
  const limits = limitsOf(model);
  return {
    settings: {
      baseUrl,
      model: name,
      key: key?.reveal() ?? "none",
      sees,
      longestMs: timeoutMs,
      mostTokens: MOST_TOKENS.out,
    },
    price,
    gate: modelGate({
      pool,
      employeeId,
      atMost: costOf(MOST_TOKENS, price),
      longestMs: timeoutMs * 2,
      mayAsk: (use) => mayAsk(limits, use),
    }),
  };
};

interface Parts {
  readonly store: Pick<EventStore, "load">;
  readonly pool: pg.Pool;
  readonly files: SealedFiles;
  readonly carryOut: CarryOutCommand;
  readonly clock: () => string;
  readonly letters: Configuration["letters"];
}

export const letterReading = ({
  store,
  pool,
  files,
  carryOut,
  clock,
  letters,
}: Parts): Readonly<Record<string, LongWork>> => {
  const { model } = letters;
  const readScan: ReadScan = (picture, { employeeId, likely, ...onRecord }, signal) =>
    checkScan(
      { picture, writer: { ...onRecord, gender: null }, likely },
      signal,
      model === undefined ? undefined : askedModel(model, employeeId, pool),
    );
  return {
    "read-letter": readLetterWork({ store, files, readScan, carryOutCommand: carryOut, clock }),
  };
};
