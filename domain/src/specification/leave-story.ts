// A leave ledger told as a story of commands: every step is decided on what the steps before it appended, must not be
// refused, and appends nothing the second time. Used by specs only.
import { expect } from "@jest/globals";
import { absence, type AbsenceEvent, type Absences } from "../absence/absence.js";
import type { AbsenceFacts } from "../absence/absence-facts.js";
import { ApproveRequest, approveRequest, RejectRequest, rejectRequest } from "../absence/request/decide-request.js";
import { SubmitLeave, submitLeave } from "../absence/request/submit-leave.js";
import { AdjustLeave, adjustLeave } from "../absence/ledger/decisions/adjust-leave.js";
import { AgreeAdditionalLeave, agreeAdditionalLeave } from "../absence/ledger/decisions/additional-leave.js";
import { CarryOverLeave, carryOverLeave } from "../absence/ledger/decisions/carry-over-leave.js";
import { CompensateLeave, compensateLeave } from "../absence/ledger/decisions/compensate-leave.js";
import { EncashLeave, encashLeave } from "../absence/ledger/decisions/encash-leave.js";
import { GrantLeave, grantLeave } from "../absence/ledger/grants/grant-leave.js";
import { ReverseLedgerEntry, reverseLedgerEntry } from "../absence/ledger/decisions/reverse-entry.js";
import { RunAccruals, runAccruals } from "../absence/ledger/decisions/run-accruals.js";
import { availableFrom, balanceOn, usableOn } from "../absence/ledger/leave-ledger.js";
import { isRefusal, type Decision } from "../kernel/decision.js";
import { localDate } from "../kernel/local-date.js";
import { facts, hrOfAll } from "./bank.js";
import { appended, command, fold } from "./given-when-then.js";

/** What happens, as a decision on what there is; `id` names what it posts. */
export type Step = (state: Absences, told: AbsenceFacts, id: string) => Decision<AbsenceEvent>;

const whose = { employeeId: "galina" };
const onLedger = { ...whose, ledger: "annual" };

export const run =
  (upTo: string): Step =>
  (state, told, id) =>
    runAccruals(command(RunAccruals.parse({ ...whose, upTo }), "hanna", id), state, told);
export const opens =
  (amount: number, on: string, more: object = {}): Step =>
  (state, told, id) => {
    const asked = GrantLeave.parse({ source: "opening-balance", ...onLedger, amount, on, ...more });
    return grantLeave(command(asked, "hanna", id), state, told);
  };
export const adjusts =
  (amount: number, on: string, more: object = {}): Step =>
  (state, told, id) => {
    const asked = AdjustLeave.parse({ ...onLedger, amount, on, reason: "It was wrong.", ...more });
    return adjustLeave(command(asked, "hanna", id), state, told);
  };
export const carriesOver =
  (source: string, until: string, most: number, more: object = {}): Step =>
  (state, told, id) => {
    const asked = CarryOverLeave.parse({ ...onLedger, source, until, most, reason: "As agreed.", ...more });
    return carryOverLeave(command(asked, "hanna", id), state, told);
  };
export const encashes =
  (amount: number, ledger = "annual"): Step =>
  (state, told, id) =>
    encashLeave(command(EncashLeave.parse({ ...whose, ledger, amount }), "hanna", id), state, told);
export const compensates =
  (ledger = "annual"): Step =>
  (state, told, id) =>
    compensateLeave(command(CompensateLeave.parse({ ...whose, ledger }), "hanna", id), state, told);
export const reverses =
  (source: string, ledger = "annual"): Step =>
  (state, told, id) => {
    const asked = ReverseLedgerEntry.parse({ ...whose, ledger, source, reason: "By mistake." });
    return reverseLedgerEntry(command(asked, "hanna", id), state, told);
  };
export const agrees =
  (ground: string, perYear: number, from: string, more: object = {}): Step =>
  (state, told, id) => {
    const asked = AgreeAdditionalLeave.parse({ ...whose, ground, perYear, from, ...more });
    return agreeAdditionalLeave(command(asked, "hanna", id), state, told);
  };
export const asks =
  (from: string, to: string, kind = "annual-leave"): Step =>
  (state, told, id) =>
    submitLeave(command(SubmitLeave.parse({ ...whose, kind, from, to }), "hanna", id), state, told);
export const approves =
  (requestId: string): Step =>
  (state, told, id) =>
    approveRequest(command(ApproveRequest.parse({ ...whose, requestId }), "anna", id), state, told);
export const rejects =
  (requestId: string): Step =>
  (state, told, id) => {
    const asked = RejectRequest.parse({ ...whose, requestId, reason: "Not now" });
    return rejectRequest(command(asked, "anna", id), state, told);
  };

/** Names what the step at a place posts, counted from 0. */
export const idOf = (place: number): string => `00000000-0000-4000-8000-${String(place).padStart(12, "0")}`;

/** HR may enter anything back: what matters here is the ledger. */
export const story = (of: Partial<AbsenceFacts>, ...steps: readonly Step[]) => {
  const told = facts({ roles: hrOfAll, ...of });
  const events: AbsenceEvent[] = [];
  let state = absence.initial;
  steps.forEach((step, place) => {
    const decision = step(state, told, idOf(place));
    expect({ place, refused: isRefusal(decision) ? decision : undefined }).toEqual({ place, refused: undefined });
    events.push(...appended(decision));
    state = fold(absence, appended(decision), state);
    expect({ place, again: appended(step(state, told, idOf(place))) }).toEqual({ place, again: [] });
  });
  return {
    events,
    state,
    told,
    /** What the ledger of annual leave says on days. */
    balances: (on: readonly string[], ledger = "annual") =>
      on.map((day) => balanceOn(state.entries, ledger, localDate(day))),
    usable: (on: readonly string[], ledger = "annual") =>
      on.map((day) => usableOn(state.entries, ledger, localDate(day))),
    available: (on: string, ledger = "annual") => availableFrom(state.entries, ledger, localDate(on)),
    /** What one more step is refused with. */
    refuses: (step: Step) => {
      const decision = step(state, told, idOf(steps.length));
      return isRefusal(decision) ? { [decision.refused]: decision.details, path: decision.path } : "not refused";
    },
  };
};
