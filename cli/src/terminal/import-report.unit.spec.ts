// What a person at the terminal reads.
import { expect, test } from "@jest/globals";
import type { ImportResult } from "@tabel/command-api";
import { faultTable, importProgress, resultSentence } from "./import-report.js";

const result = (changed: Partial<ImportResult>): ImportResult => ({
  outcome: "imported",
  faults: { listed: [], total: 0 },
  found: { units: 2, employees: 40, heads: 2, roles: 1, requests: 0, periods: 0 },
  written: { streams: 43, events: 164, position: 164n },
  ...changed,
});

test("faults are a table: where, what was found, what would be right, and how many more there are", () => {
  const table = faultTable({
    listed: [
      { file: "heads.csv", line: 7, column: "from", code: "date-wrong", found: "soon", right: "write a day" },
      { file: "roles.csv", line: null, column: null, code: "file-missing", found: "", right: "add the file" },
    ],
    total: 1_002,
  });
  expect(table.split("\n")).toEqual([
    'heads.csv:7  from  date-wrong    "soon"  write a day',
    "roles.csv          file-missing          add the file",
    "… and 1000 more",
    "",
  ]);
});

test.each([
  [result({}), "Imported 40 employees in 2 units: 164 events in 43 streams in 3.2 s."],
  [
    result({ outcome: "nothing-new", written: { streams: 0, events: 0, position: undefined } }),
    "Nothing to add: 40 employees in 2 units are there already (3.2 s).",
  ],
  [
    result({ outcome: "faulty", faults: { listed: [], total: 1 } }),
    "1 fault: nothing was imported. Mend them, or leave out faulty rows and what stands on them with --skip-faulty.",
  ],
  [
    result({ outcome: "stopped" }),
    "Stopped after 3.2 s; 164 events in 43 streams are written. The same import again goes on from there.",
  ],
  [
    result({ faults: { listed: [], total: 2 } }),
    "Imported 40 employees in 2 units: 164 events in 43 streams in 3.2 s. 2 rows left out, see above.",
  ],
])("the result is a sentence (%#)", (imported, expected) => {
  expect(resultSentence(imported, 3.21)).toBe(expected);
});

test("where no terminal is, progress is plain lines: a phase's beginning and end, not every step", () => {
  const written: string[] = [];
  // Only what is used of a stream: it is no terminal, and it is written to.
  const stream = { isTTY: false, write: (text: string) => written.push(text) > 0 } as unknown as NodeJS.WriteStream;
  const report = importProgress(stream);
  report.show({ phase: "reading", done: 0, total: 0, rate: 0 });
  for (let done = 1; done <= 100; done += 1) report.show({ phase: "writing", done, total: 100, rate: 50 });
  report.end();
  expect(written).toEqual([
    "Reading the files …\n",
    "Writing: 1 of 100 streams, 50/s\n",
    "Writing: 100 of 100 streams, 50/s\n",
  ]);
});
