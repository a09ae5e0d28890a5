// What a cell of the files may hold, and the sentence for whoever wrote something else.
import { EmployeeId, UnitId, UserId, isLocalDate, isPeriod, type LocalDate, type Period } from "@tabel/domain";
import { z } from "zod";
import type { ImportFaultCode } from "./import-fault.js";
import { isCurrency, readDecimal } from "./money.js";

export interface CellFault {
  readonly code: ImportFaultCode;
  readonly right: string;
}

export interface CellReader<Value> {
  /** Reads a cell that is not empty, its surrounding space already removed. */
  readonly read: (text: string) => { readonly value: Value } | CellFault;
  /** What an empty cell means; a fault where this is absent. */
  readonly whenEmpty?: { readonly value: Value };
}

export type ValueOf<Reader> = Reader extends CellReader<infer Value> ? Value : never;

export const optional = <Value>(reader: CellReader<Value>): CellReader<Value | null> => ({
  read: reader.read,
  whenEmpty: { value: null },
});

const identifier = <Value>(schema: z.ZodType<Value, string>, what: string, example: string): CellReader<Value> => ({
  read: (text) => {
    const parsed = schema.safeParse(text);
    if (parsed.success) return { value: parsed.data };
    return {
      code: "identifier-wrong",
      right: `write ${what} of 1 to 64 Latin letters, digits, points or hyphens, ${example} for example`,
    };
  },
});
export const employeeId = identifier(EmployeeId, "a personnel number", "e00017");
export const unitId = identifier(UnitId, "a unit's number", "u0042");
export const userId = identifier(UserId, "a user's number", "e00017");

export const text = (maximum: number): CellReader<string> => ({
  read: (cell) => {
    if (/\p{Cc}/u.test(cell))
      return { code: "control-character", right: "remove the line break, tab or other control character" };
    const value = cell.normalize("NFC");
    if (value.length > maximum) return { code: "text-too-long", right: `write at most ${maximum} characters` };
    return { value };
  },
});

/** Text of several lines, as people write reasons. */
export const prose = (maximum: number): CellReader<string> => ({
  read: (cell) =>
    cell.length > maximum
      ? { code: "text-too-long", right: `write at most ${maximum} characters` }
      : { value: cell.normalize("NFC") },
});

/** `16.11.2026` is what spreadsheets make of a date: say how the same day is written here. */
const rewritten = (cell: string): string | undefined => {
  const match = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(cell);
  if (match === null) return undefined;
  const [, day = "", month = "", year = ""] = match;
  const iso = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return isLocalDate(iso) ? iso : undefined;
};

export const date: CellReader<LocalDate> = {
  read: (cell) => {
    if (!isLocalDate(cell)) {
      const iso = rewritten(cell);
      const right = iso === undefined ? "write a day that exists, as 2026-02-28" : `write ${iso}, if that day is meant`;
      return { code: "date-wrong", right };
    }
    if (cell < "1900-01-01" || cell > "2199-12-31")
      return { code: "date-implausible", right: "write a day between 1900-01-01 and 2199-12-31" };
    return { value: cell };
  },
};

export const month: CellReader<Period> = {
  read: (cell) =>
    isPeriod(cell) && cell >= "1900-01" && cell <= "2199-12"
      ? { value: cell }
      : { code: "period-wrong", right: "write a month as 2026-11" },
};

/** The amount as written; its minor units depend on the row's currency and are read when both cells are known. */
export const amount: CellReader<string> = {
  read: (cell) => {
    const value = readDecimal(cell, 3);
    if (value === undefined || value < 0)
      return {
        code: "amount-wrong",
        right: "write an amount as 120000.00: digits, a point or comma, no spaces, no sign",
      };
    return { value: cell };
  },
};

export const currency: CellReader<string> = {
  read: (cell) =>
    isCurrency(cell)
      ? { value: cell }
      : { code: "currency-unknown", right: "write a currency by its ISO 4217 code, RUB for example" },
};

const MOST_DAYS = 1_000;

/** Days with at most two digits after the point, in hundredths of a day. */
export const days: CellReader<number> = {
  read: (cell) => {
    const value = readDecimal(cell, 2);
    if (value === undefined || value < 0 || value > MOST_DAYS * 100)
      return {
        code: "days-wrong",
        right: `write a number of days from 0 to ${MOST_DAYS}, 14 or 9.33 for example`,
      };
    return { value };
  },
};

const emailSchema = z.email().max(254);
export const email: CellReader<string> = {
  read: (cell) =>
    emailSchema.safeParse(cell).success
      ? { value: cell }
      : {
          code: "email-wrong",
          right: "write an e-mail address, anna@example.org for example, or leave the cell empty",
        },
};

const regions = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
export const country: CellReader<string> = {
  read: (cell) =>
    /^[A-Z]{2}$/.test(cell) && regions.of(cell) !== undefined
      ? { value: cell }
      : { code: "country-unknown", right: "write a country by its ISO 3166-1 code, RU for example" },
};

const zones = new Map<string, boolean>();
const isTimeZone = (cell: string): boolean => {
  let known = zones.get(cell);
  if (known === undefined) {
    try {
      // Offsets such as +03:00 are accepted by Intl but know no change of clocks: only names of places will do.
      known =
        /^[A-Za-z]/.test(cell) && new Intl.DateTimeFormat("en", { timeZone: cell }) instanceof Intl.DateTimeFormat;
    } catch {
      known = false;
    }
    if (zones.size < 2_000) zones.set(cell, known);
  }
  return known;
};
export const timeZone: CellReader<string> = {
  read: (cell) =>
    cell.length <= 64 && isTimeZone(cell)
      ? { value: cell }
      : { code: "time-zone-unknown", right: "write a time zone by its IANA name, Europe/Moscow for example" },
};

/** One of a closed list of words. */
export const oneOf = <const Word extends string>(words: readonly Word[]): CellReader<Word> => ({
  read: (cell) => {
    const value = words.find((word) => word === cell);
    return value === undefined ? { code: "value-unknown", right: `write one of: ${words.join(", ")}` } : { value };
  },
});

/** A word of an open catalogue; whether the catalogue has it is checked where the catalogue is known. */
export const word: CellReader<string> = {
  read: (cell) =>
    /^[a-z][a-z0-9-]{1,63}$/.test(cell)
      ? { value: cell }
      : { code: "value-unknown", right: "write a code of small Latin letters, digits and hyphens" },
};

/** `all`, or units' numbers with a space or | between them. */
export const scope: CellReader<{ over: "all" } | { over: "units"; unitIds: UnitId[] }> = {
  read: (cell) => {
    if (cell === "all") return { value: { over: "all" } };
    const ids = cell.split(/[\s|]+/).filter((id) => id !== "");
    const parsed = z.array(UnitId).min(1).max(1_000).safeParse(ids);
    if (!parsed.success)
      return {
        code: "scope-wrong",
        right: 'write "all", or at most 1,000 units\' numbers with spaces between: u0042 u0043',
      };
    return { value: { over: "units", unitIds: [...new Set(parsed.data)] } };
  },
};
