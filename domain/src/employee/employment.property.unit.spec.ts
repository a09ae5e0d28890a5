// The order in which facts are entered leaves no trace in the dated lists, and no spell overlaps another.
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { addDays, localDate } from "../kernel/local-date.js";
import { facts } from "../specification/bank.js";
import { again, anna, hired } from "../specification/employment.js";
import { appended, command, fold } from "../specification/given-when-then.js";
import { employee, type Employment } from "./employee.js";
import type { EmployeeEvent } from "./employment-events.js";
import * as subject from "./hire-and-change.js";
import * as leaving from "./leaving.js";
import { employedOn } from "./spells.js";
import * as terms from "./terms.js";

const { organisation } = facts();
const employeeId = "anna";
const dayAfterHire = (number: number) => addDays(localDate(anna.hiredOn), number);

type Decide = (state: Employment | undefined) => readonly EmployeeEvent[];
interface Wish {
  /** Two wishes with the same name and day are one after the other; all others are unrelated. */
  readonly name: string;
  readonly decide: Decide;
}

const wish = fc
  .record({ from: fc.integer({ min: 0, max: 40 }).map(dayAfterHire), value: fc.integer({ min: 1, max: 3 }) })
  .chain(({ from, value }): fc.Arbitrary<Wish> => {
    const at = (name: string, decide: Decide): Wish => ({ name: `${name} ${from}`, decide });
    return fc.constantFrom(
      at("salary", (state) => {
        const data = { employeeId, from, monthly: { minor: value, currency: "RUB" } };
        return appended(subject.setSalary(command(subject.SetSalary.parse(data)), state));
      }),
      at("transfer", (state) => {
        const unitId = ["bank", "retail", "branch"][value - 1];
        const data = subject.TransferEmployee.parse({ employeeId, from, unitId, position: "Teller" });
        return appended(subject.transferEmployee(command(data), state, { organisation }));
      }),
      at("schedule", (state) => {
        const schedule = ["five-day-40", "five-day-20", "shift-2-2-a"][value - 1];
        const data = subject.AssignSchedule.parse({ employeeId, from, schedule });
        return appended(subject.assignSchedule(command(data), state));
      }),
      at("grade", (state) => {
        const data = terms.AssignGrade.parse({ employeeId, from, grade: `G${value}` });
        return appended(terms.assignGrade(command(data), state));
      }),
      at("place", (state) => {
        const place = { country: ["RU", "KZ", "GE"][value - 1], timeZone: "Asia/Almaty" };
        const data = terms.RelocateEmployee.parse({ employeeId, from, ...place });
        return appended(terms.relocateEmployee(command(data), state));
      }),
    );
  });

const after = (wishes: readonly Wish[]) =>
  wishes.reduce<Employment | undefined>(
    (state, { decide }) => decide(state).reduce(employee.evolve, state),
    fold(employee, [hired]),
  );

test("facts entered in any order give the same employment", () => {
  const wishes = fc.uniqueArray(wish, { selector: ({ name }) => name, maxLength: 12 });
  fc.assert(
    fc.property(
      wishes.chain((made) => fc.tuple(fc.constant(made), fc.shuffledSubarray(made, { minLength: made.length }))),
      ([made, shuffled]) => expect(after(shuffled)).toEqual(after(made)),
    ),
    { numRuns: 300 },
  );
});

test("whatever is recorded, corrected, withdrawn and hired again, no spell overlaps another", () => {
  const number = fc.integer({ min: -3, max: 60 }).map(dayAfterHire);
  const step: fc.Arbitrary<Decide> = fc.oneof(
    fc.tuple(number, fc.constantFrom(null, "did-not-start")).map(([lastDay, ground]): Decide => (state) => {
      const data = leaving.RecordLeaving.parse({ employeeId, lastDay, ground });
      return appended(leaving.recordLeaving(command(data), state));
    }),
    number.map((lastDay): Decide => (state) => {
      const data = leaving.CorrectLeaving.parse({ employeeId, lastDay });
      return appended(leaving.correctLeaving(command(data), state));
    }),
    fc.constant<Decide>((state) =>
      appended(leaving.withdrawLeaving(command(leaving.WithdrawLeaving.parse({ employeeId })), state)),
    ),
    number.map((hiredOn): Decide => (state) => {
      const data = leaving.RehireEmployee.parse({ ...again, hiredOn });
      return appended(leaving.rehireEmployee(command(data), state, { organisation }));
    }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const spells = after(steps.map((decide) => ({ name: "", decide })))?.spells ?? [];
      spells.forEach(({ hiredOn, lastDay }, index) => {
        const next = spells[index + 1];
        if (next !== undefined) expect(lastDay !== null && lastDay < next.hiredOn).toBe(true);
        if (lastDay !== null)
          expect(employedOn(spells, addDays(lastDay, 1))).toBe(next?.hiredOn === addDays(lastDay, 1));
        expect(lastDay === null || lastDay >= addDays(hiredOn, -1)).toBe(true);
      });
    }),
    { numRuns: 400 },
  );
});
