// How rows are checked against each other, and what is left out when a row that others stand on is faulty.
import type { FaultList, ImportFaultCode } from "../files/import-fault.js";

interface Place {
  readonly file: string;
  readonly line: number;
}

/** A row as the checks see it. */
export interface CheckedRow {
  readonly line: number;
}

/** The units or employees that rows may refer to. */
export class Known<Value> {
  readonly #sound = new Map<string, Value>();
  readonly #leftOut = new Map<string, Place>();

  constructor(existing: Iterable<readonly [string, Value]>) {
    for (const [id, value] of existing) this.#sound.set(id, value);
  }

  get(id: string): Value | undefined {
    return this.#sound.get(id);
  }

  add(id: string, value: Value): void {
    this.#sound.set(id, value);
  }

  /** The id is meant to exist, but its row is faulty; an earlier sound row or the store's own keeps it known. */
  leaveOut(id: string, place: Place): void {
    this.#sound.delete(id);
    this.#leftOut.set(id, place);
  }

  leftOut(id: string): Place | undefined {
    return this.#leftOut.get(id);
  }
}

export class RowCheck {
  readonly file: string;
  readonly #faults: FaultList;
  readonly #skipFaulty: boolean;

  constructor(file: string, faults: FaultList, skipFaulty: boolean) {
    this.file = file;
    this.#faults = faults;
    this.#skipFaulty = skipFaulty;
  }

  /** Reports a fault; always false, so that a check reads `return check.fault(…)`. */
  fault(row: CheckedRow | null, column: string | null, code: ImportFaultCode, found: string, right: string): false {
    this.#faults.add({ file: this.file, line: row?.line ?? null, column, code, found, right });
    return false;
  }

  /** A sound row that stands on a faulty one: reported only where it is left out for it, else the cause is enough. */
  dependsOn(row: CheckedRow, column: string | null, found: string, cause: Place): false {
    if (this.#skipFaulty)
      this.fault(
        row,
        column,
        "depends-on-faulty",
        found,
        `left out with ${cause.file}, line ${cause.line}; mend that row`,
      );
    return false;
  }

  /** Whether the row may refer to this id. */
  refers<Value>(
    row: CheckedRow,
    column: string,
    id: string,
    known: Known<Value>,
    code: "unit-unknown" | "employee-unknown",
  ): boolean {
    if (known.get(id) !== undefined) return true;
    const cause = known.leftOut(id);
    if (cause !== undefined) return this.dependsOn(row, column, id, cause);
    const right =
      code === "unit-unknown"
        ? "there is no such unit in units.csv; write one that is there"
        : "there is no such employee in employees.csv; write one that is there";
    return this.fault(row, column, code, id, right);
  }

  /** Whether no earlier row had this key. */
  isFirst(row: CheckedRow, seen: Map<string, number>, key: string, column: string, found: string): boolean {
    const earlier = seen.get(key);
    if (earlier === undefined) {
      seen.set(key, row.line);
      return true;
    }
    return this.fault(row, column, "duplicate", found, `line ${earlier} says this already; remove one of the two`);
  }
}
