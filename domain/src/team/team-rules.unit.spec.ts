// The rules of a unit's team: minimums by position and day, black-outs declared once.
import { describe, expect, test } from "@jest/globals";
import { localDate } from "../kernel/local-date.js";
import { organisation, UnitDissolved } from "../organisation/organisation.js";
import { heads, tree } from "../specification/bank.js";
import { command, fold, given } from "../specification/given-when-then.js";
import {
  BlackOutDeclared,
  BlackOutLifted,
  DeclareBlackOut,
  declareBlackOut,
  liftBlackOut,
  LiftBlackOut,
  MinimumStaffingSet,
  minimumsOn,
  MOST_BLACK_OUTS,
  MOST_POSITIONS,
  setMinimumStaffing,
  SetMinimumStaffing,
  teamRules,
  type TeamRulesEvent,
} from "./team-rules.js";

const past = (...events: TeamRulesEvent[]): TeamRulesEvent[] => events;
const dissolved = UnitDissolved({ unitId: "treasury", on: "2026-07-01", successorId: "bank" });
const facts = { organisation: fold(organisation, [...tree, ...heads, dissolved]) };
const setMinimum = (wish: object, history: TeamRulesEvent[] = []) =>
  given(teamRules, history).when((state) =>
    setMinimumStaffing(
      command(SetMinimumStaffing.parse({ unitId: "branch", from: "2026-03-02", minimum: 2, ...wish }), "anna"),
      state,
      facts,
    ),
  );
const minimum = (more: object = {}) =>
  MinimumStaffingSet({
    unitId: "branch",
    position: null,
    from: "2026-03-02",
    minimum: 2,
    effect: "warn",
    setBy: "anna",
    ...more,
  });
const ID = "3f0c0a52-6a55-4f0e-9d1c-5a6f0d3b8a11";
const blackOutWish = { unitId: "branch", from: "2026-12-28", to: "2026-12-31", reason: "Year's end" };
const blackOut = (more: object = {}) =>
  BlackOutDeclared({ ...blackOutWish, blackOutId: ID, kinds: null, effect: "warn", declaredBy: "anna", ...more });
const declare = (wish: object, history: TeamRulesEvent[] = []) =>
  given(teamRules, history).when((state) =>
    declareBlackOut(command(DeclareBlackOut.parse({ ...blackOutWish, ...wish }), "anna", ID), state, facts),
  );

describe("a minimum", () => {
  test("is set for everybody or for a position, from a day on", () => {
    setMinimum({}).thenAppends(minimum());
    setMinimum({ position: "Teller", effect: "block" }).thenAppends(minimum({ position: "Teller", effect: "block" }));
  });
  test("that holds already is nothing to do; that never was is not ended", () => {
    setMinimum({ from: "2026-04-01" }, [minimum()]).thenNothing();
    setMinimum({ minimum: 0 }).thenNothing();
  });
  test("holds from its day until the next; 0 ends it", () => {
    const state = fold(teamRules, [minimum(), minimum({ from: "2026-05-01", minimum: 0 })]);
    const on = (date: string) => minimumsOn(state, localDate(date)).map((each) => each.minimum);
    expect([on("2026-03-01"), on("2026-03-02"), on("2026-04-30"), on("2026-05-01")]).toEqual([[], [2], [2], []]);
  });
  test("of a unit that there is not is refused", () => setMinimum({ unitId: "nowhere" }).thenRefused("unit-unknown"));
  test("of a unit that is dissolved by then is refused, and stands before", () => {
    setMinimum({ unitId: "treasury", from: "2026-07-01" }).thenRefused("unit-dissolved", { on: "2026-07-01" });
    setMinimum({ unitId: "treasury", from: "2026-06-30" }).thenAppendsSome();
    declare({ unitId: "treasury" }).thenRefused("unit-dissolved");
  });
  test("of one position too many is refused", () =>
    setMinimum(
      {},
      Array.from({ length: MOST_POSITIONS }, (_, index) => minimum({ position: `p${index}` })),
    ).thenRefused("too-many-rules"));
  test.each([-1, 1.5, 10_001, "2", null])("of %j people is no minimum", (wish) =>
    expect(SetMinimumStaffing.safeParse({ unitId: "branch", from: "2026-03-02", minimum: wish }).success).toBe(false),
  );
});

describe("a black-out", () => {
  test("is declared, and lifted", () => {
    declare({}).thenAppends(blackOut());
    given(teamRules, past(blackOut()))
      .when((state) => liftBlackOut(command(LiftBlackOut.parse({ unitId: "branch", blackOutId: ID }), "anna"), state))
      .thenAppends(BlackOutLifted({ unitId: "branch", blackOutId: ID, liftedBy: "anna" }));
  });
  test("that was lifted does not come back by its own command", () =>
    declare({}, [blackOut(), BlackOutLifted({ unitId: "branch", blackOutId: ID, liftedBy: "anna" })]).thenNothing());
  test("that is declared already is nothing to do", () =>
    declare({}, [blackOut({ blackOutId: "other" })]).thenNothing());
  test("is refused for reversed dates, too long a time, unknown kinds and units", () => {
    declare({ to: "2026-12-27" }).thenRefused("dates-reversed");
    declare({ to: "2028-02-01" }).thenRefused("span-too-long", { days: 401 });
    declare({ kinds: ["holiday-on-mars"] }).thenRefused("kind-unknown", { kind: "holiday-on-mars" });
    declare({ unitId: "nowhere" }).thenRefused("unit-unknown");
  });
  test("of 400 days stands", () => void declare({ to: "2028-01-31" }).thenAppendsSome());
  test("is one of a bounded number", () =>
    declare(
      {},
      Array.from({ length: MOST_BLACK_OUTS }, (_, index) => blackOut({ blackOutId: `b${index}`, reason: `${index}` })),
    ).thenRefused("too-many-rules"));
  test("that nobody declared is not lifted", () =>
    given(teamRules, past())
      .when((state) => liftBlackOut(command(LiftBlackOut.parse({ unitId: "branch", blackOutId: ID })), state))
      .thenRefused("black-out-unknown"));
  test.each([
    ["29 February of a common year", { from: "2027-02-29", to: "2027-03-01" }],
    ["a reason of a million characters", { reason: "x".repeat(1_000_000) }],
    ["a reason of spaces", { reason: "   " }],
    ["no kinds at all", { kinds: [] }],
    ["a field of its own", { colour: "black" }],
  ])("with %s is no black-out", (_, more) =>
    expect(DeclareBlackOut.safeParse({ ...blackOutWish, ...more }).success).toBe(false),
  );
});
