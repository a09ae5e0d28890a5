import { expect, test } from "@jest/globals";
import { joined, sql, statement, verbatim } from "./sql.js";

test("values become parameters in their order, whatever they hold", () => {
  expect(statement(sql`select * from t where a = ${"x' or 1=1"} and b = ${[1, 2]} limit ${5}`)).toEqual({
    text: "select * from t where a = $1 and b = $2 limit $3",
    values: ["x' or 1=1", [1, 2], 5],
  });
});

test("fragments keep their place, their values and their order", () => {
  const inner = sql`(u = ${1} or v = ${2})`;
  expect(statement(sql`${verbatim("select")} 1 where ${inner} and w = ${3} and ${inner}`)).toEqual({
    text: "select 1 where (u = $1 or v = $2) and w = $3 and (u = $4 or v = $5)",
    values: [1, 2, 3, 1, 2],
  });
});

test("conditions are joined", () => {
  expect(statement(joined([sql`a = ${1}`, sql`true`, sql`b = ${2}`], " or "))).toEqual({
    text: "a = $1 or true or b = $2",
    values: [1, 2],
  });
});
