// What draws on the next working year, and what moves it.
import { describe, expect, test } from "@jest/globals";
import { employed } from "../../../specification/bank.js";
import { command } from "../../../specification/given-when-then.js";
import { approves, asks, idOf, run, story, type Step } from "../../../specification/leave-story.js";
import { CorrectAbsence, correctAbsence } from "../../change/correct-absence.js";
import { granted, may, on } from "../../../specification/ledger-stories.js";

test("a leave that is corrected into the next working year draws on what that year gives", () => {
  const hired = employed({ hiredOn: "2025-03-01" });
  const correct: Step = (state, told) => {
    const asked = {
      employeeId: "galina",
      requestId: idOf(0),
      kind: "annual-leave",
      from: "2026-02-02",
      to: "2026-03-06",
    };
    return correctAbsence(command(CorrectAbsence.parse({ ...asked, reason: "It was longer" }), "hanna"), state, told);
  };
  const { events, balances } = story(
    { today: on("2026-03-10"), employment: hired },
    asks("2026-02-02", "2026-02-28"),
    approves(idOf(0)),
    correct,
  );
  expect(events.slice(-2)).toMatchObject([
    { type: "LeaveGranted", data: { effectiveOn: "2026-03-01" } },
    { type: "AbsenceCorrected", data: { used: 3200 } },
  ]);
  expect(balances(["2026-02-28", "2026-03-06"])).toEqual([200, 2400]);
});

describe("unpaid leave of more than 14 days in a working year", () => {
  const unpaid = (from: string, to: string) => asks(from, to, "unpaid-leave");
  /** In two parts, from a place of the story on. */
  const twentyDays = (place: number) => [
    unpaid("2025-06-02", "2025-06-11"),
    approves(idOf(place)),
    unpaid("2025-07-07", "2025-07-16"),
    approves(idOf(place + 2)),
  ];

  test("moves the next working year by what exceeds them", () => {
    const { state } = story(may, ...twentyDays(0), granted);
    expect(state.grants.map(({ workingYear }) => workingYear)).toEqual([
      { from: "2024-03-01", to: "2025-02-28" },
      { from: "2025-03-01", to: "2026-03-06" },
      { from: "2026-03-07", to: "2027-03-06" },
    ]);
  });
  test("of 14 days moves nothing, of 15 one day; days by permission and by law add up", () => {
    const begins = (...steps: Step[]) =>
      story(may, ...steps, granted).state.grants.map(({ workingYear }) => workingYear?.from)[2];
    expect(begins(unpaid("2025-06-02", "2025-06-15"), approves(idOf(0)))).toBe("2026-03-01");
    const byLaw = [asks("2025-07-07", "2025-07-07", "unpaid-leave-by-law"), approves(idOf(2))] as const;
    expect(begins(unpaid("2025-06-02", "2025-06-15"), approves(idOf(0)), ...byLaw)).toBe("2026-03-02");
  });
  test("moves a working year that was granted already, unless its days are taken", () => {
    const late = [...twentyDays(1), run("2026-05-01")] as const;
    const { balances, state } = story(may, granted, ...late);
    expect(balances(["2026-03-01", "2026-03-06", "2026-03-07"])).toEqual([5600, 5600, 8400]);
    expect(state.grants).toHaveLength(3);
    const back = story(may, granted, ...late, run("2026-05-01"));
    expect(back.events.filter(({ type }) => type === "LeaveYearMoved")).toHaveLength(1);
  });
});
