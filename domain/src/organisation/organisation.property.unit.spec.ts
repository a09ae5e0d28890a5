// Whatever is commanded in whatever order: on every day the units form one tree, each has at most one head, and the way up ends.
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { addDays, localDate, type LocalDate } from "../kernel/local-date.js";
import { employed } from "../specification/bank.js";
import { appended, command, fold } from "../specification/given-when-then.js";
import { AppointHead, appointHead, VacateHead, vacateHead } from "./head-decisions.js";
import { organisation, superiors, UnitEstablished, type Organisation, type OrganisationEvent } from "./organisation.js";
import { existsOn, treeOn } from "./tree.js";
import * as subject from "./unit-decisions.js";

const START = localDate("2026-01-01");
const day = fc.integer({ min: 0, max: 9 }).map((number) => addDays(START, number));
const unitId = fc.constantFrom("root", "a", "b", "c", "d", "e");
const person = fc.constantFrom("galina", "anna");

type Decide = (state: Organisation) => readonly OrganisationEvent[];
const decisions: fc.Arbitrary<Decide> = fc.oneof(
  fc.record({ unitId, parentId: unitId, on: day }).map(
    (data): Decide =>
      (state) =>
        appended(subject.establishUnit(command(subject.EstablishUnit.parse({ ...data, name: "x" })), state)),
  ),
  fc.record({ unitId, parentId: unitId, from: day }).map(
    (data): Decide =>
      (state) =>
        appended(subject.moveUnit(command(subject.MoveUnit.parse(data)), state)),
  ),
  fc.record({ unitId, successorId: unitId, on: day }).map(
    (data): Decide =>
      (state) =>
        appended(subject.dissolveUnit(command(subject.DissolveUnit.parse(data)), state)),
  ),
  fc.record({ unitId, employeeId: person, from: day }).map(
    (data): Decide =>
      (state) =>
        appended(appointHead(command(AppointHead.parse(data)), state, { employment: employed() })),
  ),
  fc.record({ unitId, from: day }).map(
    (data): Decide =>
      (state) =>
        appended(vacateHead(command(VacateHead.parse(data)), state)),
  ),
);

const root = UnitEstablished({ unitId: "root", name: "Root", parentId: null, on: START });
const carriedOut = (wishes: readonly Decide[]): Organisation =>
  wishes.reduce((state, decide) => decide(state).reduce(organisation.evolve, state), fold(organisation, [root]));

const days: readonly LocalDate[] = Array.from({ length: 12 }, (_, index) => addDays(START, index - 1));

test("on every day the units form one tree under the root", () => {
  fc.assert(
    fc.property(fc.array(decisions, { maxLength: 25 }), (wishes) => {
      const state = carriedOut(wishes);
      for (const on of days)
        for (const unit of state.units.keys()) {
          const chain = superiors(state, unit, on);
          expect(chain.at(-1)).toBe("root");
          expect(new Set(chain).size).toBe(chain.length);
        }
    }),
    { numRuns: 400 },
  );
});

test("on every day a dissolved unit has nothing living under it, and no head", () => {
  fc.assert(
    fc.property(fc.array(decisions, { maxLength: 25 }), (wishes) => {
      const state = carriedOut(wishes);
      for (const on of days) {
        const tree = treeOn(state, on);
        for (const { parentId } of tree) {
          const parent = parentId === null ? undefined : state.units.get(parentId);
          if (parent !== undefined && parent.dissolvedOn !== null) expect(on < parent.dissolvedOn).toBe(true);
        }
        for (const unit of state.units.values())
          if (unit.dissolvedOn !== null && on >= unit.dissolvedOn)
            expect(unit.heads.findLast(({ from }) => from <= on)?.employeeId ?? null).toBeNull();
      }
    }),
    { numRuns: 400 },
  );
});

test("on every day a unit that is there has one line in the tree, with at most one head", () => {
  fc.assert(
    fc.property(fc.array(decisions, { maxLength: 25 }), (wishes) => {
      const state = carriedOut(wishes);
      for (const on of days) {
        const tree = treeOn(state, on);
        const there = [...state.units.values()].filter((unit) => existsOn(unit, on)).map((unit) => unit.unitId);
        expect(tree.map((line) => line.unitId)).toEqual(there);
      }
    }),
    { numRuns: 200 },
  );
});
