// Rows as COPY takes them: what the format gives a meaning is escaped, and what is shared is written out once.
import { expect, test } from "@jest/globals";
import type { Table } from "@tabel/read-models";
import { CopyText, lineOf } from "./copy-text.js";

const table: Table = {
  name: "things",
  columns: { id: "text", count: "integer", data: "json", names: "text[]" },
  key: ["id"],
};
const line = lineOf(table);

test("a row is a line of columns; nothing is \\N", () => {
  expect(line({ id: "a", count: 3, data: { x: 1 }, names: ["b", "c d"] })).toBe('a\t3\t{"x":1}\t{"b","c d"}\n');
  expect(line({ id: "a", count: null, data: null })).toBe("a\t\\N\t\\N\t\\N\n");
});

test("tabs, line ends and backslashes are escaped in text, in JSON and in lists", () => {
  expect(line({ id: "a\tb\nc\\d\r", count: 0, data: { say: 'a\t"b"\n\\' }, names: ['"', "\\"] })).toBe(
    'a\\tb\\nc\\\\d\\r\t0\t{"say":"a\\\\t\\\\"b\\\\"\\\\n\\\\\\\\"}\t{"\\\\"","\\\\\\\\"}\n',
  );
});

test("a frozen value is written out once, an open one each time", () => {
  let written = 0;
  const counting = { toJSON: () => (written += 1) };
  const shared = Object.freeze([counting]);
  expect([1, 2, 3].map(() => line({ id: "a", count: 0, data: shared, names: [] }))).toEqual(
    Array.from({ length: 3 }, () => "a\t0\t[1]\t{}\n"),
  );
  expect(written).toBe(1);
  const open = [counting];
  line({ id: "a", count: 0, data: open, names: [] });
  line({ id: "a", count: 0, data: open, names: [] });
  expect(written).toBe(3);
});

test("lines that wait are handed over once, whatever their number", () => {
  const text = new CopyText();
  for (let number = 0; number < 20_000; number += 1) text.add(`${number}\tя\n`);
  const whole = Buffer.concat([...text.take()]).toString("utf8");
  expect(whole.split("\n").length).toBe(20_001);
  expect(whole.startsWith("0\tя\n1\tя\n")).toBe(true);
  expect(text.take()).toEqual([]);
});
