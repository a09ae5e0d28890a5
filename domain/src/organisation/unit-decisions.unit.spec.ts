// Units moved, renamed and dissolved; heads vacated: each from a day on.
import { describe, expect, test } from "@jest/globals";
import { UnitId } from "../kernel/identifiers.js";
import { localDate } from "../kernel/local-date.js";
import { employed } from "../specification/bank.js";
import { command, fold, given } from "../specification/given-when-then.js";
import { appointHead, AppointHead, VacateHead, vacateHead } from "./head-decisions.js";
import {
  headOf,
  organisation,
  superiors,
  UnitDissolved,
  UnitEstablished,
  UnitHeadAppointed,
  UnitHeadVacated,
  UnitMoved,
  UnitRenamed,
  type OrganisationEvent,
} from "./organisation.js";
import { headsAbove, treeOn } from "./tree.js";
import * as subject from "./unit-decisions.js";

const unit = (unitId: string, parentId: string | null, on = "2020-01-01") =>
  UnitEstablished({ unitId, name: unitId, parentId, on });
const head = (unitId: string, employeeId: string, from = "2020-01-01") =>
  UnitHeadAppointed({ unitId, employeeId, from });
const moved = (unitId: string, parentId: string, from: string) => UnitMoved({ unitId, parentId, from });
// bank ─┬─ retail ── branch ── desk
//       └─ treasury
const bank: OrganisationEvent[] = [
  unit("bank", null),
  unit("retail", "bank"),
  unit("treasury", "bank"),
  unit("branch", "retail"),
  unit("desk", "branch"),
];
const id = (text: string) => UnitId.parse(text);
const day = (text: string) => localDate(text);
const above = (events: OrganisationEvent[], unitId: string, on: string) =>
  superiors(fold(organisation, [...bank, ...events]), id(unitId), day(on));

describe("moving a unit", () => {
  const move = (unitId: string, parentId: string, from: string, history: OrganisationEvent[] = []) =>
    given(organisation, [...bank, ...history]).when((state) =>
      subject.moveUnit(command(subject.MoveUnit.parse({ unitId, parentId, from })), state),
    );

  test("puts it with all under it under another unit, from the day on", () => {
    const event = moved("branch", "treasury", "2026-06-01");
    move("branch", "treasury", "2026-06-01").thenAppends(event);
    expect(above([event], "desk", "2026-05-31")).toEqual(["desk", "branch", "retail", "bank"]);
    expect(above([event], "desk", "2026-06-01")).toEqual(["desk", "branch", "treasury", "bank"]);
  });
  test("entered for an earlier day holds until the move that was entered before", () => {
    const events = [moved("branch", "treasury", "2026-06-01"), moved("branch", "bank", "2026-03-01")];
    expect(["2026-02-28", "2026-03-01", "2026-06-01"].map((on) => above(events, "branch", on)[1])).toEqual([
      "retail",
      "bank",
      "treasury",
    ]);
  });
  test("again changes nothing", () =>
    move("branch", "treasury", "2026-06-01", [moved("branch", "treasury", "2026-06-01")]).thenNothing());
  test("under itself or under what stands under it is refused", () => {
    move("retail", "retail", "2026-06-01").thenRefused("unit-cycle");
    move("retail", "desk", "2026-06-01").thenRefused("unit-cycle");
  });
  test("of the root is refused: everything stands under it", () =>
    move("bank", "treasury", "2026-06-01").thenRefused("unit-cycle"));
  test("that would make a cycle on a later day is refused", () =>
    move("retail", "treasury", "2026-03-01", [moved("treasury", "branch", "2026-06-01")]).thenRefused("unit-cycle"));
  test("that is over before the cycle would begin is allowed", () =>
    move("retail", "treasury", "2026-03-01", [
      moved("retail", "bank", "2026-05-01"),
      moved("treasury", "branch", "2026-06-01"),
    ]).thenAppends(moved("retail", "treasury", "2026-03-01")));
  test("of a unit or to a unit that is not there is refused", () => {
    move("nowhere", "bank", "2026-06-01").thenRefused("unit-unknown", { unitId: "nowhere" });
    move("branch", "nowhere", "2026-06-01").thenRefused("unit-unknown", { unitId: "nowhere" });
  });
  test("before the unit was established is refused", () =>
    move("branch", "bank", "2019-12-31").thenRefused("before-establishment", { on: "2020-01-01" }));
  test("under a unit that is or will be dissolved is refused", () => {
    const gone = UnitDissolved({ unitId: "treasury", successorId: "bank", on: "2026-06-01" });
    move("branch", "treasury", "2026-07-01", [gone]).thenRefused("unit-dissolved");
    move("branch", "treasury", "2026-03-01", [gone]).thenRefused("unit-dissolved");
  });
  test.each(["2027-02-29", "2026-13-01", ""])("from %j is no command", (from) =>
    expect(subject.MoveUnit.safeParse({ unitId: "branch", parentId: "bank", from }).success).toBe(false),
  );
});

describe("renaming a unit", () => {
  const rename = (name: string, from: string, history: OrganisationEvent[] = []) =>
    given(organisation, [...bank, ...history]).when((state) =>
      subject.renameUnit(command(subject.RenameUnit.parse({ unitId: "desk", name, from })), state),
    );
  const renamed = UnitRenamed({ unitId: "desk", name: "Tellers", from: "2026-06-01" });

  test("holds from the day on", () => {
    rename("Tellers", "2026-06-01").thenAppends(renamed);
    const nameOn = (on: string) =>
      treeOn(fold(organisation, [...bank, renamed]), day(on)).find(({ unitId }) => unitId === "desk")?.name;
    expect([nameOn("2026-05-31"), nameOn("2026-06-01")]).toEqual(["desk", "Tellers"]);
  });
  test("again changes nothing", () => rename("Tellers", "2026-06-01", [renamed]).thenNothing());
  test("before it was established is refused", () =>
    rename("Tellers", "2019-12-31").thenRefused("before-establishment"));
  test("establishing it again as it was established changes nothing", () =>
    given(organisation, [...bank, renamed, moved("desk", "bank", "2026-06-01")])
      .when((state) =>
        subject.establishUnit(
          command(subject.EstablishUnit.parse({ unitId: "desk", name: "desk", parentId: "branch", on: "2020-01-01" })),
          state,
        ),
      )
      .thenNothing());
});

describe("dissolving a unit", () => {
  const dissolve = (unitId: string, successorId: string, on: string, history: OrganisationEvent[] = []) =>
    given(organisation, [...bank, ...history]).when((state) =>
      subject.dissolveUnit(command(subject.DissolveUnit.parse({ unitId, successorId, on })), state),
    );
  const gone = UnitDissolved({ unitId: "branch", successorId: "treasury", on: "2026-06-01" });

  test("brings the units under it under the successor, and leaves no head", () => {
    const vacated = UnitHeadVacated({ unitId: "branch", employeeId: "anna", from: "2026-06-01" });
    const events = [moved("desk", "treasury", "2026-06-01"), vacated, gone];
    dissolve("branch", "treasury", "2026-06-01", [head("branch", "anna")]).thenAppends(...events);
    expect(above(events, "desk", "2026-06-01")).toEqual(["desk", "treasury", "bank"]);
    expect(above(events, "branch", "2026-06-01")).toEqual(["branch", "treasury", "bank"]);
    const state = fold(organisation, [...bank, head("branch", "anna"), ...events]);
    expect(headOf(state, id("branch"), day("2026-05-31"))).toBe("anna");
    expect(headOf(state, id("branch"), day("2026-06-01"))).toBeUndefined();
  });
  test("takes with it the units that were to come under it later", () =>
    expect(
      dissolve("treasury", "bank", "2026-06-01", [moved("branch", "treasury", "2026-09-01")]).thenAppendsSome(),
    ).toMatchObject([{ data: { unitId: "branch", parentId: "bank", from: "2026-09-01" } }, { type: "UnitDissolved" }]));
  test("lets the tree of a day be without it from then on, and with it before", () => {
    const state = fold(organisation, [...bank, moved("desk", "treasury", "2026-06-01"), gone]);
    const units = (on: string) => treeOn(state, day(on)).map(({ unitId }) => unitId);
    expect(units("2026-05-31")).toEqual(["bank", "retail", "treasury", "branch", "desk"]);
    expect(units("2026-06-01")).toEqual(["bank", "retail", "treasury", "desk"]);
    expect(units("2019-12-31")).toEqual([]);
  });
  test("again changes nothing; with another successor it is refused", () => {
    dissolve("branch", "treasury", "2026-06-01", [gone]).thenNothing();
    dissolve("branch", "retail", "2026-06-01", [gone]).thenRefused("unit-dissolved");
  });
  test("without naming a successor is no command", () =>
    expect(subject.DissolveUnit.safeParse({ unitId: "branch", on: "2026-06-01" }).success).toBe(false));
  test("into itself, or into what stands under it, is refused", () => {
    dissolve("branch", "branch", "2026-06-01").thenRefused("successor-below");
    dissolve("retail", "desk", "2026-06-01").thenRefused("successor-below");
  });
  test("into what will stand under it is refused", () =>
    dissolve("retail", "treasury", "2026-06-01", [moved("treasury", "branch", "2026-09-01")]).thenRefused(
      "successor-below",
    ));
  test("into a unit that is not there, not yet or no more is refused", () => {
    dissolve("branch", "nowhere", "2026-06-01").thenRefused("unit-unknown");
    dissolve("branch", "new", "2026-06-01", [unit("new", "bank", "2026-07-01")]).thenRefused("before-establishment");
    dissolve("retail", "branch", "2026-07-01", [gone]).thenRefused("unit-dissolved");
  });
  test("of the root, or before the unit was there, is refused", () => {
    dissolve("bank", "treasury", "2026-06-01").thenRefused("root-stays");
    dissolve("branch", "treasury", "2019-12-31").thenRefused("before-establishment");
  });
  test("lets nothing be entered for it any more", () => {
    const after = (
      decide: Parameters<ReturnType<typeof given<typeof organisation.initial, OrganisationEvent>>["when"]>[0],
    ) => given(organisation, [...bank, gone]).when(decide);
    const from = "2026-06-01";
    after((state) =>
      subject.establishUnit(
        command(subject.EstablishUnit.parse({ unitId: "new", name: "New", parentId: "branch", on: from })),
        state,
      ),
    ).thenRefused("unit-dissolved");
    after((state) =>
      subject.renameUnit(command(subject.RenameUnit.parse({ unitId: "branch", name: "New", from })), state),
    ).thenRefused("unit-dissolved");
    after((state) =>
      appointHead(command(AppointHead.parse({ unitId: "branch", employeeId: "galina", from })), state, {
        employment: employed(),
      }),
    ).thenRefused("unit-dissolved");
  });
});

describe("a head", () => {
  const vacate = (from: string, history: OrganisationEvent[]) =>
    given(organisation, [...bank, ...history]).when((state) =>
      vacateHead(command(VacateHead.parse({ unitId: "branch", from })), state),
    );
  const vacated = UnitHeadVacated({ unitId: "branch", employeeId: "anna", from: "2026-03-01" });

  test("goes from a day on; nobody follows until somebody is appointed", () => {
    vacate("2026-03-01", [head("branch", "anna")]).thenAppends(vacated);
    const state = fold(organisation, [...bank, head("branch", "anna"), vacated, head("branch", "boris", "2026-05-01")]);
    expect(["2026-02-28", "2026-03-01", "2026-05-01"].map((on) => headOf(state, id("branch"), day(on)))).toEqual([
      "anna",
      undefined,
      "boris",
    ]);
  });
  test("who is not there goes nowhere", () => vacate("2026-03-01", [head("branch", "anna"), vacated]).thenNothing());
  test("goes only if it is the one who is meant: who was appointed meanwhile stays", () => {
    const of = (employeeId: string) =>
      given(organisation, [...bank, head("branch", "anna")]).when((state) =>
        vacateHead(command(VacateHead.parse({ unitId: "branch", from: "2026-03-01", employeeId })), state),
      );
    of("anna").thenAppends(vacated);
    of("boris").thenNothing();
  });
  test("of a unit that is not there is refused", () =>
    given(organisation, bank)
      .when((state) => vacateHead(command(VacateHead.parse({ unitId: "x", from: "2026-03-01" })), state))
      .thenRefused("unit-unknown"));
  test("does not appoint themselves", () =>
    given(organisation, bank)
      .when((state) =>
        appointHead(
          command(AppointHead.parse({ unitId: "branch", employeeId: "galina", from: "2026-03-01" }), "galina"),
          state,
          { employment: employed() },
        ),
      )
      .thenRefused("own-appointment"));
  test("of a head of a head: the chain of a day", () => {
    const state = fold(organisation, [
      ...bank,
      head("desk", "dan"),
      head("retail", "vera"),
      head("bank", "boris"),
      moved("branch", "treasury", "2026-06-01"),
      head("treasury", "tanya"),
    ]);
    const chain = (on: string) => headsAbove(state, id("desk"), day(on)).map(({ employeeId }) => employeeId);
    expect([chain("2026-05-31"), chain("2026-06-01")]).toEqual([
      ["dan", "vera", "boris"],
      ["dan", "tanya", "boris"],
    ]);
  });
});
