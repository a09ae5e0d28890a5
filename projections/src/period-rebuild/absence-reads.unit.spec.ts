// Which absences of a period are read alone, and which together.
import { expect, test } from "@jest/globals";
import { planAbsenceReads } from "./absence-reads.js";
import type { Absent } from "./scope.js";

/** A log in which every position holds one absence. */
const END = 100_000;
const since = (positions: readonly bigint[], limit: number) =>
  Promise.resolve(positions.map((position) => Math.min(limit, END - Number(position))));

const absent = (positions: readonly (number | null)[]): Absent[] =>
  positions.map((position, index) => ({
    employeeId: `e${index}`,
    firstFact: position === null ? null : BigInt(position),
  }));
/** So many who asked in the last thousand positions. */
const lately = (count: number): number[] => Array.from({ length: count }, (_, index) => END - 1_000 + index);

test("those who asked lately are read together, after the first of them, who is read alone", async () => {
  const { alone, together } = await planAbsenceReads(absent(lately(400)), since);
  expect(alone).toEqual(["e0"]);
  expect(together?.after).toBe(BigInt(END - 1_000));
  expect(together?.people).toHaveLength(399);
});

test("one who asked long ago moves nobody else: the others are read from later on", async () => {
  const { alone, together } = await planAbsenceReads(absent([7, ...lately(400)]), since);
  expect(alone).toContain("e0");
  expect(together?.after).toBeGreaterThan(BigInt(END - 1_001));
  expect(alone.length + (together?.people.length ?? 0)).toBe(401);
  expect(alone.length).toBeLessThan(20);
});

test("whose earlier absences count too, and of whom it is not known where they begin, are read alone", async () => {
  const leaving = await planAbsenceReads(absent([...lately(400), null]), since);
  expect(leaving.alone).toEqual(["e0", "e400"]);
  const unknown = await planAbsenceReads(absent([0, 0, 0]), since);
  expect(unknown).toEqual({ alone: ["e0", "e1", "e2"], together: undefined });
});

test("where the log since then is longer than their streams, each is read alone", async () => {
  const { alone, together } = await planAbsenceReads(absent([10, 20, 30, 40]), since);
  expect(alone).toHaveLength(4);
  expect(together).toBeUndefined();
});

test("nobody is absent", async () => {
  expect(await planAbsenceReads([], since)).toEqual({ alone: [], together: undefined });
});
