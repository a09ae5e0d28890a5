// One CSV file to rows: the header by name, every cell read, every fault with its line.
import { CsvError } from "csv-parse";
import { parse } from "csv-parse/sync";
import type { CellReader } from "./cell-readers.js";
import type { FaultList, ImportFault, ImportFaultCode } from "./import-fault.js";
import type { Row, TableFormat } from "./organisation-files.js";

const MOST_RECORD_CHARACTERS = 100_000;
const MOST_SYNTAX_FAULTS = 100;
const MOST_COLUMNS = 100;

interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

interface SyntaxFault {
  readonly line: number;
  readonly code: ImportFaultCode;
  readonly right: string;
}

type Columns = Record<string, CellReader<unknown>>;
type ValuesOf<C extends Columns> = {
  readonly [Name in keyof C]: C[Name] extends CellReader<infer Value> ? Value : never;
};

export interface ReadTable<C extends Columns> {
  /** Rows in which every cell is right. */
  readonly rows: readonly Row<ValuesOf<C>>[];
  /** Rows with a fault, with those cells that could be read. */
  readonly faulty: readonly Row<Partial<ValuesOf<C>>>[];
}

/** Ends the reading of a file that is refused anyway. */
class TooManyRows extends Error {
  override readonly name = "TooManyRows";
}

const semicolonOrComma = (header: string): string => {
  const outside = header.replace(/"[^"]*"/g, "");
  return outside.split(";").length > outside.split(",").length ? ";" : ",";
};

const newlines = (text: string): number => text.split("\n").length - 1;

const explainSyntax = (error: CsvError): Omit<SyntaxFault, "line"> => {
  if (error.code === "CSV_MAX_RECORD_SIZE") {
    const most = `${MOST_RECORD_CHARACTERS} characters`;
    return {
      code: "quotes-wrong",
      right: `the row has more than ${most}: is a quote opened on this line and not closed?`,
    };
  }
  if (error.code === "CSV_QUOTE_NOT_CLOSED")
    return {
      code: "quotes-wrong",
      right: 'a quote is opened on this line and not closed; close it, or write "" for a quote inside a cell',
    };
  return { code: "quotes-wrong", right: 'put the whole cell in quotes, and write "" for a quote inside it' };
};

/**
 * The records of a text, each with the line on which it begins. After a fault of syntax it goes on with the next line: csv-parse's own
 * way of skipping keeps the state of the broken quote and loses the rest of the file.
 */
const readRecords = (
  text: string,
  delimiter: string,
  mostRows: number,
  onFault: (fault: SyntaxFault) => void,
): CsvRecord[] => {
  const records: CsvRecord[] = [];
  let offset = 0;
  let linesBefore = 0;
  for (let faults = 0; ; faults += 1) {
    const base = linesBefore;
    let lastLine = 0;
    try {
      parse(offset === 0 ? text : text.slice(offset), {
        delimiter,
        relax_column_count: true,
        skip_empty_lines: true,
        record_delimiter: "\n",
        max_record_size: MOST_RECORD_CHARACTERS,
        on_record: (cells: string[], { lines }) => {
          lastLine = lines;
          const spanned = cells.reduce((sum, cell) => sum + newlines(cell), 0);
          // Spreadsheets save rows that were emptied as a line of delimiters.
          if (cells.some((cell) => cell.trim() !== "")) records.push({ line: base + lines - spanned, cells });
          if (records.length > mostRows + 1) throw new TooManyRows();
          return null;
        },
      });
      return records;
    } catch (error) {
      if (error instanceof TooManyRows) return records;
      if (!(error instanceof CsvError)) throw error;
      // The record that broke begins on the first line after the last good one that is not empty.
      let begins = offset;
      for (let line = 0; line < lastLine; line += 1) begins = text.indexOf("\n", begins) + 1;
      let at = base + lastLine + 1;
      for (; text[begins] === "\n"; begins += 1) at += 1;
      if (faults < MOST_SYNTAX_FAULTS) onFault({ line: at, ...explainSyntax(error) });
      const next = text.indexOf("\n", begins);
      if (next < 0 || faults >= MOST_SYNTAX_FAULTS) return records;
      offset = next + 1;
      linesBefore = at;
    }
  }
};

const headerFaults = (
  known: readonly string[],
  mayMiss: readonly string[],
  names: readonly string[],
  delimiter: string,
) => {
  if (names.length > MOST_COLUMNS) {
    const right = `name the columns ${known.join(", ")}`;
    return [{ column: null, code: "column-unknown" as const, found: `${names.length} columns`, right }];
  }
  const faults: Pick<ImportFault, "column" | "code" | "found" | "right">[] = [];
  names.forEach((name, index) => {
    if (names.indexOf(name) < index)
      faults.push({ column: name, code: "column-duplicate", found: name, right: `name the column ${name} once` });
    else if (!known.includes(name))
      faults.push({ column: name, code: "column-unknown", found: name, right: `the columns are: ${known.join(", ")}` });
  });
  for (const name of known) {
    if (names.includes(name) || mayMiss.includes(name)) continue;
    const separator = delimiter === "," ? "commas" : "semicolons";
    const right = `add the column ${name} (the header is read with ${separator} between the names)`;
    faults.push({ column: name, code: "column-missing", found: "", right });
  }
  return faults;
};

/** Reads a table; undefined when its header is such that no row can be read (the faults say why). */
export const readTable = <C extends Columns>(
  format: TableFormat<C>,
  text: string,
  faults: FaultList,
): ReadTable<C> | undefined => {
  const { file } = format;
  const columns = Object.entries(format.columns);
  const delimiter = semicolonOrComma(/^\n*([^\n]*)/.exec(text)?.[1] ?? "");
  let firstFault = Infinity;
  const [header, ...records] = readRecords(text, delimiter, format.mostRows, ({ line, code, right }) => {
    firstFault = Math.min(firstFault, line);
    faults.add({ file, line, column: null, code, found: "", right });
  });
  // What comes after a broken header is no header.
  if (firstFault < (header?.line ?? Infinity)) return undefined;
  if (header === undefined) {
    const right = `the first line names the columns: ${columns.map(([name]) => name).join(",")}`;
    faults.add({ file, line: null, column: null, code: "file-empty", found: "", right });
    return undefined;
  }
  if (records.length > format.mostRows) {
    const right = `split the file: it may have ${format.mostRows} rows`;
    faults.add({ file, line: null, column: null, code: "rows-too-many", found: "", right });
    return undefined;
  }
  const names = header.cells.map((name) => name.trim().toLowerCase());
  while (names.at(-1) === "") names.pop();
  const wrong = headerFaults(Object.keys(format.columns), format.mayMiss, names, delimiter);
  for (const fault of wrong) faults.add({ file, line: header.line, ...fault });
  if (wrong.length > 0) return undefined;

  const places = columns.map(([name, reader]) => ({ name, reader, index: names.indexOf(name) }));
  const rows: Row<ValuesOf<C>>[] = [];
  const faulty: Row<Partial<ValuesOf<C>>>[] = [];
  for (const { line, cells } of records) {
    const values: Record<string, unknown> = {};
    const surplus = cells.slice(names.length).some((cell) => cell.trim() !== "");
    let sound = cells.length >= names.length && !surplus;
    if (!sound) {
      const right = `write ${names.length} cells, as the header does; a cell that holds "${delimiter}" stands in quotes`;
      faults.add({ file, line, column: null, code: "row-length", found: `${cells.length} cells`, right });
    }
    const lengthRight = sound;
    for (const { name, reader, index } of places) {
      const text = (index < 0 ? "" : (cells[index] ?? "")).trim();
      const answer =
        text === ""
          ? (reader.whenEmpty ?? { code: "cell-empty" as const, right: `write the ${name}` })
          : reader.read(text);
      if ("value" in answer) values[name] = answer.value;
      else {
        // In a row of the wrong length the cells stand under wrong names: one fault is enough.
        if (lengthRight) faults.add({ file, line, column: name, code: answer.code, found: text, right: answer.right });
        sound = false;
      }
    }
    if (sound)
      rows.push({ line, cells: values as ValuesOf<C> }); // every column was read by its own reader
    else faulty.push({ line, cells: values as Partial<ValuesOf<C>> }); // as above, some missing
  }
  return { rows, faulty };
};
