// A fault in the files of an organisation: where it is, what was found there and what would be right.

/** Stable: they stand in the HTTP answer and in docs/import.md. */
export const importFaultCodes = [
  // the file
  "file-missing",
  "file-unreadable",
  "file-too-large",
  "file-unknown",
  "file-empty",
  "not-utf8",
  "nul-character",
  "quotes-wrong",
  "rows-too-many",
  "column-duplicate",
  "column-missing",
  "column-unknown",
  "row-length",
  // the cell
  "cell-empty",
  "control-character",
  "text-too-long",
  "identifier-wrong",
  "date-wrong",
  "date-implausible",
  "period-wrong",
  "amount-wrong",
  "days-wrong",
  "email-wrong",
  "currency-unknown",
  "country-unknown",
  "time-zone-unknown",
  "value-unknown",
  "scope-wrong",
  // the rows together
  "duplicate",
  "root-missing",
  "root-second",
  "unit-unknown",
  "unit-cycle",
  "employee-unknown",
  "before-hire",
  "before-establishment",
  "dates-reversed",
  "contract-until-wrong",
  "contracts-overlap",
  "contract-missing",
  "schedule-missing",
  "decided-by-wrong",
  "reason-wrong",
  "role-not-permitted",
  "absences-overlap",
  // the domain's own answer to the row
  "refused",
  "employee-erased",
  // only with skip-faulty: right in itself, but what it stands on is left out
  "depends-on-faulty",
] as const;
export type ImportFaultCode = (typeof importFaultCodes)[number];

export interface ImportFault {
  readonly file: string;
  /** Line of the file as an editor counts it, line breaks inside quotes included; null where the whole file is meant. */
  readonly line: number | null;
  readonly column: string | null;
  readonly code: ImportFaultCode;
  /** The value at fault, shortened. It may be personal: shown to the importer, never logged. */
  readonly found: string;
  /** What would be right, as a sentence. */
  readonly right: string;
}

export interface ImportFaults {
  readonly listed: readonly ImportFault[];
  /** All of them, listed or not. */
  readonly total: number;
}

export const LISTED_FAULTS = 1_000;
const SHOWN_CHARACTERS = 80;

/** One line, at most 80 characters, nothing that a terminal would obey. */
export const shown = (value: string): string => {
  const plain = value.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => {
    const escapes: Record<string, string> = { "\n": "\\n", "\t": "\\t" };
    return escapes[character] ?? `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`;
  });
  const characters = Array.from(plain.slice(0, 4 * SHOWN_CHARACTERS));
  return characters.length > SHOWN_CHARACTERS ? `${characters.slice(0, SHOWN_CHARACTERS - 1).join("")}…` : plain;
};

/** Collects faults: all are counted, the first thousand kept. */
export class FaultList {
  readonly #listed: ImportFault[] = [];
  #total = 0;

  add(fault: ImportFault): void {
    this.#total += 1;
    if (this.#listed.length < LISTED_FAULTS) this.#listed.push({ ...fault, found: shown(fault.found) });
  }

  get total(): number {
    return this.#total;
  }

  /** In the order of the files given, then of their lines. */
  list(order: readonly string[]): ImportFaults {
    const place = (fault: ImportFault) => {
      const index = order.indexOf(fault.file);
      return index < 0 ? order.length : index;
    };
    const listed = this.#listed.toSorted((a, b) => place(a) - place(b) || (a.line ?? 0) - (b.line ?? 0));
    return { listed, total: this.#total };
  }
}

/** `employees.csv, line 17, hired_on: "31.02.2026" — write a day that exists as 2026-02-28` */
export const sentence = (fault: ImportFault): string => {
  const place = [fault.file, fault.line === null ? undefined : `line ${fault.line}`, fault.column ?? undefined];
  const found = fault.found === "" ? "" : ` "${fault.found}" —`;
  return `${place.filter((part) => part !== undefined).join(", ")}:${found} ${fault.right}`;
};
