// All files of an organisation to rows.
import type { CellReader } from "./cell-readers.js";
import { decodeText } from "./decode-text.js";
import type { FaultList } from "./import-fault.js";
import {
  fileNames,
  organisationFiles,
  requiredFiles,
  type Row,
  type RowOf,
  type TableFormat,
  type TableName,
} from "./organisation-files.js";
import { readTable } from "./read-table.js";

/** The files by name, as bytes or as text. */
export type OrganisationSource = ReadonlyMap<string, Uint8Array | string>;

export interface TableRows<Name extends TableName> {
  readonly rows: readonly RowOf<Name>[];
  readonly faulty: readonly Row<Partial<RowOf<Name>["cells"]>>[];
}

export type Tables = { readonly [Name in TableName]: TableRows<Name> };

const tableNames = Object.keys(organisationFiles) as TableName[]; // the object's own keys

/**
 * One table a step, so that a server can answer others between two of them. Ends with the tables, or with undefined when a
 * file is unreadable; `unreadable` are those that have been reported already.
 */
export function* readTablesByStep(
  source: OrganisationSource,
  faults: FaultList,
  unreadable: ReadonlySet<string> = new Set(),
): Generator<void, Tables | undefined> {
  let readable = unreadable.size === 0;
  for (const file of source.keys()) {
    if (fileNames.includes(file)) continue;
    const near = fileNames.find((name) => name.replace(/\W/g, "") === file.toLowerCase().replace(/[\W_]/g, ""));
    const right = near === undefined ? `the files are: ${fileNames.join(", ")}` : `name the file ${near}`;
    faults.add({ file, line: null, column: null, code: "file-unknown", found: "", right });
    readable = false;
  }
  const tables: Partial<Record<TableName, unknown>> = {};
  for (const name of tableNames) {
    const format: TableFormat<Record<string, CellReader<unknown>>> = organisationFiles[name];
    const content = source.get(format.file);
    if (content === undefined) {
      if (requiredFiles.includes(format.file) && !unreadable.has(format.file)) {
        const right = `add the file ${format.file}; with nothing to import it holds only the header: ${Object.keys(format.columns).join(",")}`;
        faults.add({ file: format.file, line: null, column: null, code: "file-missing", found: "", right });
        readable = false;
      }
      tables[name] = { rows: [], faulty: [] };
      continue;
    }
    const text = decodeText(format.file, content);
    if (typeof text !== "string") faults.add(text);
    const table = typeof text === "string" ? readTable(format, text, faults) : undefined;
    readable &&= table !== undefined;
    tables[name] = table;
    yield;
  }
  return readable ? (tables as unknown as Tables) : undefined; // each was read by the format of its own name
}

export const readTables = (source: OrganisationSource, faults: FaultList): Tables | undefined => {
  const steps = readTablesByStep(source, faults);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
};
