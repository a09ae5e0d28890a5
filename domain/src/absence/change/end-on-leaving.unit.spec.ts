// What of somebody's absences lies after their last day.
import { describe, expect, test } from "@jest/globals";
import { localDate } from "../../kernel/local-date.js";
import { employed, facts, hrOfAll } from "../../specification/bank.js";
import { appended, command, fold, given } from "../../specification/given-when-then.js";
import { absence, type AbsenceEvent } from "../absence.js";
import { balanceOn } from "../ledger/leave-ledger.js";
import { LeaveGranted } from "../ledger/ledger-events.js";
import { ApproveRequest, approveRequest } from "../request/decide-request.js";
import { SubmitLeave, submitLeave } from "../request/submit-leave.js";
import { EndAbsences, endAbsences } from "./end-on-leaving.js";

const REQUEST = "11111111-1111-4111-8111-111111111111";
const granted = LeaveGranted({
  employeeId: "galina",
  ledger: "annual",
  amount: 2800,
  workingYear: null,
  effectiveOn: "2026-03-01",
  usableFrom: "2026-03-01",
  source: "opening-balance",
});
const state = (events: readonly AbsenceEvent[]) =>
  fold<ReturnType<typeof absence.evolve>, AbsenceEvent>(absence, events);

/** Galina's annual leave from 6 to 19 April 2026. */
const asked = (): AbsenceEvent[] => {
  const wish = SubmitLeave.parse({ employeeId: "galina", kind: "annual-leave", from: "2026-04-06", to: "2026-04-19" });
  return [
    granted,
    ...appended<AbsenceEvent>(
      submitLeave(command(wish, "hanna", REQUEST), state([granted]), facts({ roles: hrOfAll })),
    ),
  ];
};
const approved = (): AbsenceEvent[] => {
  const before = asked();
  const wish = ApproveRequest.parse({ employeeId: "galina", requestId: REQUEST });
  return [...before, ...appended<AbsenceEvent>(approveRequest(command(wish, "anna"), state(before), facts()))];
};
const end = (history: AbsenceEvent[], lastDay: string | null) =>
  given(absence, history).when((now) =>
    endAbsences(command(EndAbsences.parse({ employeeId: "galina" })), now, {
      employment: employed(lastDay === null ? {} : { lastDay }),
    }),
  );
const balance = (events: readonly AbsenceEvent[]) =>
  balanceOn(state(events).entries, "annual", localDate("2026-12-31"));

describe("on leaving", () => {
  test("a request that nobody has decided is taken back, and its days released", () => {
    const events = end(asked(), "2026-03-31").thenAppendsSome();
    expect(events.map(({ type }) => type)).toEqual(["AbsenceWithdrawn"]);
    expect(balance([...asked(), ...events])).toBe(2800);
  });
  test("a leave that never begins is cancelled whole", () => {
    const events = end(approved(), "2026-04-05").thenAppendsSome();
    expect(events.map(({ type }) => type)).toEqual(["AbsenceCancelled"]);
    expect(balance([...approved(), ...events])).toBe(2800);
  });
  test("a leave that is under way keeps its days up to the last one", () => {
    const events = end(approved(), "2026-04-10").thenAppendsSome();
    expect(events).toMatchObject([{ type: "EmployeeRecalled", data: { from: "2026-04-11", to: "2026-04-19" } }]);
    const after = state([...approved(), ...events]);
    expect(after.spans).toMatchObject([{ from: "2026-04-06", to: "2026-04-10" }]);
    expect(balance([...approved(), ...events])).toBe(2800 - 500);
  });
  test("what ends by the last day stays", () => end(approved(), "2026-04-19").thenNothing());
  test("without a last day, and of nobody, nothing is ended", () => {
    end(approved(), null).thenRefused("not-leaving");
    given(absence, approved())
      .when((now) => endAbsences(command(EndAbsences.parse({ employeeId: "galina" })), now, { employment: undefined }))
      .thenRefused("employee-unknown");
  });
});
