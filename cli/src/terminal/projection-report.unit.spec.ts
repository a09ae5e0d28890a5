// What a person at the terminal reads about projections.
import { expect, test } from "@jest/globals";
import { FrozenRowsDiffer } from "@tabel/projections";
import { outcomeSentences, parkedTable, progressLine, redriveSentence, standingTable } from "./projection-report.js";

const standing = {
  projection: "employees",
  version: 2,
  liveVersion: 2,
  position: 400n,
  recordedAt: "2026-11-16T09:00:00.000Z",
  parked: 0,
  rebuiltTo: null,
};

test("how they stand is a table, with a remark where something is to be known", () => {
  expect(
    standingTable([
      standing,
      { ...standing, projection: "user-access", liveVersion: 1, parked: 1, rebuiltTo: 250n },
      { ...standing, projection: "new", liveVersion: null, position: null, recordedAt: null },
    ]),
  ).toBe(
    [
      "projection   version  position  last event",
      "employees    2        400       2026-11-16T09:00:00.000Z",
      "user-access  1        400       2026-11-16T09:00:00.000Z  this program knows version 2; 1 parked event; rebuilt up to 250",
      "new          –        –         –                         no rows yet",
      "",
    ].join("\n"),
  );
});

test("what is parked says why, or behind what it waits", () => {
  const parked = { projection: "employees", stream: "employee-e1", type: "SalarySet", key: "e1", attempts: 3 };
  const errorClass = "PostgreSQL 22P05";
  const errorMessage = "the server refused a value of employee.last_name";
  const table = parkedTable([
    { ...parked, position: 7n, behind: null, errorClass, errorMessage },
    { ...parked, position: 9n, behind: 7n, errorClass: "waits", errorMessage: "" },
  ]);
  expect(table).toMatch(/employees {3}7 .* PostgreSQL 22P05: the server refused .* \(3 attempts\)\n/);
  expect(table).toMatch(/employees {3}9 .* waits behind 7\n/);
});

test("progress says events, rows, how fast and how long still, of a resumed rebuild too", () => {
  const progress = { phase: "filling", events: 1_000, rows: 2_500, position: 750n, target: 1_000n } as const;
  expect(progressLine(progress, 0, 30)).toBe("1,000 events, 2,500 rows, 33 events/s, about 10 s left");
  expect(progressLine(progress, 0.5, 30)).toBe("1,000 events, 2,500 rows, 33 events/s, about 30 s left");
  expect(progressLine({ ...progress, position: 0n, events: 0 }, 0, 0)).toBe("0 events, 2,500 rows, 0 events/s");
});

test("a rebuild that was stopped says how to go on; one that failed, that the old tables stand", () => {
  const nothing = { exchanged: [], failed: [], busy: [], stopped: [] };
  expect(outcomeSentences({ ...nothing, exchanged: ["a", "b"] }, 125)).toEqual(["Rebuilt in 2 min 5 s: a, b."]);
  expect(outcomeSentences({ ...nothing, stopped: ["a", "b"] }, 1)).toEqual([
    "Stopped; what was filled so far is kept. Go on with: npx tabel projections rebuild a b",
    "or throw it away with: npx tabel projections discard a b",
  ]);
  const failed = [{ projection: "a", error: new Error("a cannot take in X at position 5: Error, thrown at a.ts:7") }];
  expect(outcomeSentences({ ...nothing, failed, busy: ["b"] }, 1)).toEqual([
    "Failed, the old tables stand: a cannot take in X at position 5: Error, thrown at a.ts:7.",
    "b is being rebuilt by another process; look at it with: tabel projections list",
  ]);
});

test("a redrive says what came of it", () => {
  expect(redriveSentence("a", { tried: 0, parked: 0 })).toBe("Nothing of a is parked.");
  expect(redriveSentence("a", { tried: 1, parked: 0 })).toBe("1 event of a was taken in; nothing is parked any more.");
  expect(redriveSentence("a", { tried: 5, parked: 2 })).toMatch(
    /^5 events of a were tried again; 2 of them stay parked/,
  );
});

test("a rebuild that would change a closed period says what to do first", () => {
  const error = new FrozenRowsDiffer("time-accounts", "payroll_hours", { period: "2026-03", employee_id: "e17" });
  const failed = [{ projection: "time-accounts", error }];
  const sentences = outcomeSentences({ exchanged: [], failed, busy: [], stopped: [] }, 1);
  expect(sentences[0]).toBe(
    "Failed, the old tables stand: time-accounts would change payroll_hours, period 2026-03, employee_id e17, which is closed.",
  );
  expect(sentences.join("\n")).toMatch(/rebuild payroll --period MONTH\n.*--post-corrections .*--change-closed\.$/);
});
