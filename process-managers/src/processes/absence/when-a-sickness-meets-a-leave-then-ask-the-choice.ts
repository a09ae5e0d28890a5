// A sickness that falls into an approved leave: the employee is told at once which days it took and that there is a choice, asked
// again with its last day when the sickness has ended, and all concerned are told what became of the days. What happens without an
// answer is another process's.
import {
  AbsenceInterrupted,
  AbsenceResumed,
  absence,
  absenceStream,
  addDays,
  earlier,
  type EmployeeId,
  later,
  LeaveDaysReturned,
  leavePolicy,
  leavesWaitingForChoice,
  type LocalDate,
  placeOn,
  type RequestId,
  SickLeaveClosed,
  todayOf,
} from "@tabel/domain";
import type { Intent } from "../../process/intent.js";
import { process } from "../../process/process.js";
import { presentEmployment } from "../morning.js";

interface State {
  readonly employeeId: EmployeeId;
  /** The days that the sickness took, by leave. */
  readonly taken: { readonly [requestId: string]: { readonly from: LocalDate; readonly to: LocalDate } };
}

interface Known {
  readonly open: readonly RequestId[];
  /** The last day on which to choose. */
  readonly until: LocalDate;
}

export const whenASicknessMeetsALeaveThenAskTheChoice = process({
  name: "when-a-sickness-meets-a-leave-then-ask-the-choice",
  version: 1,
  reads: [AbsenceInterrupted, AbsenceResumed, SickLeaveClosed, LeaveDaysReturned],
  instances: ({ type, data }) => [
    `${data.employeeId}_${type === "SickLeaveClosed" ? data.requestId : data.sickLeaveId}`,
  ],
  initial: null as State | null,
  evolve: (state, { type, data }): State => {
    const { employeeId, requestId } = data;
    const taken: State["taken"] = state?.taken ?? {};
    const known = taken[requestId];
    switch (type) {
      case "AbsenceInterrupted": {
        const { from, to } = data;
        const days = known === undefined ? { from, to } : { from: earlier(known.from, from), to: later(known.to, to) };
        return { employeeId, taken: data.extends ? { ...taken, [requestId]: days } : taken };
      }
      case "AbsenceResumed": {
        // The sickness ended earlier than its certificate had said.
        const ends = addDays(data.from, -1);
        const shorter = known !== undefined && data.to >= known.to ? { ...known, to: later(known.from, ends) } : known;
        return { employeeId, taken: shorter === undefined ? taken : { ...taken, [requestId]: shorter } };
      }
      default:
        return { employeeId, taken };
    }
  },
  learn: async (state, fact, inquiry): Promise<Known | undefined> => {
    if (state === null || fact.is !== "event" || fact.event.type !== "SickLeaveClosed") return undefined;
    const employment = await presentEmployment(inquiry, state.employeeId);
    if (employment === undefined) return undefined;
    const today = todayOf(inquiry, employment);
    const absences = await inquiry.read(absenceStream(state.employeeId), absence);
    const { chooseWithinDays } = leavePolicy(placeOn(employment, today).country, today).afterSickness;
    return {
      open: leavesWaitingForChoice(absences, fact.event.data.requestId),
      until: addDays(today, chooseWithinDays),
    };
  },
  react: (state, fact, known: Known | undefined): readonly Intent[] => {
    if (state === null || fact.is !== "event") return [];
    const { type, data } = fact.event;
    const { employeeId, requestId } = data;
    switch (type) {
      case "AbsenceInterrupted": {
        const { from, to } = data;
        const told = { is: "leave-interrupted", employeeId, requestId, from, to } as const;
        return data.extends ? [{ do: "notify", key: "interrupted", fact: told }] : [];
      }
      case "SickLeaveClosed":
        return (known?.open ?? []).map((each) => ({
          do: "notify",
          key: `choose ${each}`,
          fact: { is: "sickness-choice-due", employeeId, requestId: each, on: known?.until ?? data.to },
        }));
      case "LeaveDaysReturned": {
        const days = state.taken[requestId];
        return days === undefined
          ? []
          : [{ do: "notify", key: "returned", fact: { is: "leave-days-returned", employeeId, requestId, ...days } }];
      }
      case "AbsenceResumed":
        return [];
    }
  },
});
