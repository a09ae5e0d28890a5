// What a person at the terminal sees of an import: a bar that moves, the faults as a table, the result as a sentence.
import type { ImportFaults, ImportProgress, ImportResult } from "@tabel/command-api";
import { progressReport, type ProgressReport } from "./progress.js";

const phases = { reading: "Reading the files", checking: "Checking", writing: "Writing" } as const;

export const importProgress = (stream: NodeJS.WriteStream): ProgressReport<ImportProgress> =>
  progressReport(stream, ({ phase, done, total, rate }) => ({
    phase: phases[phase],
    share: total === 0 ? undefined : done / total,
    line: `${done} of ${total} streams, ${rate}/s`,
    beside: `${done}/${total} ${rate}/s`,
  }));

/** A row a fault: place, what was found, what would be right. */
export const faultTable = ({ listed, total }: ImportFaults): string => {
  const rows = listed.map(({ file, line, column, code, found, right }) => ({
    place: `${file}${line === null ? "" : `:${line}`}`,
    column: column ?? "",
    code,
    found: found === "" ? "" : `"${found}"`,
    right,
  }));
  const width = (name: "place" | "column" | "code" | "found") => Math.max(...rows.map((row) => row[name].length), 0);
  const [place, column, code, found] = [width("place"), width("column"), width("code"), width("found")];
  const text = rows.map((row) =>
    [
      row.place.padEnd(place),
      row.column.padEnd(column),
      row.code.padEnd(code),
      row.found.padEnd(found),
      row.right,
    ].join("  "),
  );
  if (total > rows.length) text.push(`… and ${total - rows.length} more`);
  return `${text.join("\n")}\n`;
};

const amount = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** The result in words. */
export const resultSentence = ({ outcome, faults, found, written }: ImportResult, seconds: number): string => {
  const held = `${amount(found.employees, "employee")} in ${amount(found.units, "unit")}`;
  const took = `${seconds.toFixed(1)} s`;
  const wrote = `${amount(written.events, "event")} in ${amount(written.streams, "stream")}`;
  const left = faults.total === 0 ? "" : ` ${amount(faults.total, "row")} left out, see above.`;
  switch (outcome) {
    case "faulty":
      return `${amount(faults.total, "fault")}: nothing was imported. Mend them, or leave out faulty rows and what stands on them with --skip-faulty.`;
    case "nothing-new":
      return `Nothing to add: ${held} are there already (${took}).${left}`;
    case "stopped":
      return `Stopped after ${took}; ${wrote} are written. The same import again goes on from there.`;
    case "imported":
      return `Imported ${held}: ${wrote} in ${took}.${left}`;
  }
};
