// A refusal of the domain as a fault of the row that it answers.
import { explain } from "@tabel/domain";
import type { ImportFault } from "../files/import-fault.js";
import type { Refused } from "./stream-work.js";

/** `/hiredOn` of a command is the column `hired_on`. */
const columnOf = (path: string | undefined): string | undefined =>
  path?.split("/")[1]?.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

export const refusalFault = ({ row, refusal }: Refused): ImportFault => {
  const named = columnOf(refusal.path);
  const column = named !== undefined && named in row.cells ? named : null;
  const value = column === null ? "" : row.cells[column];
  return {
    file: row.file,
    line: row.line,
    column,
    code: "refused",
    found: typeof value === "string" ? value : "",
    right: explain(refusal.refused, refusal.details),
  };
};
