import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { packDay, packTotals, unpackDay, unpackTotals } from "./timesheet-cells.js";

const code = fc.constantFrom("Я", "С", "Н", "ОТ", "В", "Б");
const minutes = fc.integer({ min: 0, max: 1440 });

test("a day comes back as it was packed", () => {
  const codes = fc.array(fc.record({ code, minutes }), { maxLength: 4 });
  fc.assert(
    fc.property(fc.record({ day: fc.integer({ min: 1, max: 31 }), plannedMinutes: minutes, codes }), (day) => {
      expect(unpackDay(packDay(day))).toEqual(day);
    }),
  );
});

test("totals come back as they were packed", () => {
  const days = fc.dictionary(code, fc.integer({ min: 1, max: 31 }));
  fc.assert(
    fc.property(days, fc.integer({ min: 1, max: 9_999 }), (counted, worked) => {
      const first = Object.keys(counted)[0];
      const totals = { days: counted, minutes: first === undefined ? {} : { [first]: worked } };
      expect(unpackTotals(packTotals(totals))).toEqual(totals);
    }),
  );
});
