// A resignation from its acceptance to the last day: everybody concerned is reminded, the exit checklist is asked after, and on the
// last day the leaving is recorded, if HR has executed it. Nothing here decides a resignation: a person accepts and executes it.
import {
  addDays,
  employee,
  employeeStream,
  type EmployeeId,
  type Employment,
  ExitItemDone,
  type LocalDate,
  placeOn,
  resignationPolicy,
  ResignationAccepted,
  ResignationCorrected,
  ResignationExecuted,
  ResignationWithdrawn,
} from "@tabel/domain";
import type { ExitOwner } from "@tabel/domain";
import type { Intent } from "../../process/intent.js";
import { process } from "../../process/process.js";
import { dueFor } from "../morning.js";

interface State {
  readonly employeeId: EmployeeId;
  readonly number: number;
  /** Null until a person has accepted it. */
  readonly lastDay: LocalDate | null;
  readonly executed: boolean;
  readonly withdrawn: boolean;
  readonly open: readonly { readonly item: string; readonly owner: ExitOwner }[];
}

const timers = ["near", "last-day", "items"] as const;
const stopAll: readonly Intent[] = timers.map((key) => ({ do: "stop-waiting", key }));

/** Days before the last one on which everybody is reminded of it. */
const remindDaysBefore = (employment: Employment, lastDay: LocalDate): number =>
  resignationPolicy(placeOn(employment, lastDay).country, lastDay).remindDaysBefore;

const waits = (lastDay: LocalDate, employment: Employment): readonly Intent[] => {
  const near = addDays(lastDay, -remindDaysBefore(employment, lastDay));
  return [
    { do: "wait", key: "near", timer: "near", at: dueFor(employment, near) },
    { do: "wait", key: "items", timer: "items", at: dueFor(employment, lastDay) },
  ];
};

const itemsDue = ({ employeeId, number, open }: State, on: LocalDate): readonly Intent[] =>
  open.map(({ item, owner }) => ({
    do: "notify",
    key: `item ${item}`,
    fact: { is: "exit-item-due", employeeId, number, item, owner, on },
  }));

export const whenAResignationMovesThenSeeItThrough = process({
  name: "when-a-resignation-moves-then-see-it-through",
  version: 1,
  reads: [ResignationCorrected, ResignationAccepted, ResignationWithdrawn, ResignationExecuted, ExitItemDone],
  instances: ({ data }) => [`${data.employeeId}_${data.number}`],
  initial: null as State | null,
  evolve: (state, { type, data }): State | null => {
    const { employeeId, number } = data;
    const before = state ?? { employeeId, number, lastDay: null, executed: false, withdrawn: false, open: [] };
    switch (type) {
      case "ResignationCorrected":
        return { ...before, lastDay: null, open: [] };
      case "ResignationAccepted":
        return { ...before, lastDay: data.lastDay, open: data.checklist.map(({ item, owner }) => ({ item, owner })) };
      case "ResignationWithdrawn":
        return { ...before, withdrawn: true, open: [] };
      case "ResignationExecuted":
        return { ...before, lastDay: data.lastDay, executed: true };
      case "ExitItemDone":
        return { ...before, open: before.open.filter(({ item }) => item !== data.item) };
    }
  },
  learn: async (state, _, inquiry) =>
    state === null ? undefined : await inquiry.read(employeeStream(state.employeeId), employee),
  react: (state, fact, employment: Employment | undefined): readonly Intent[] => {
    if (state === null || employment === undefined || fact.is === "refused") return [];
    const { employeeId, number, lastDay } = state;
    const of = { employeeId, number };
    if (fact.is === "timer") {
      if (state.withdrawn || lastDay === null) return [];
      // Nothing here executes one; but HR is told while there is time, and on the day itself.
      const missing: readonly Intent[] = state.executed
        ? []
        : [{ do: "notify", key: "execution", fact: { is: "execution-missing", ...of, lastDay } }];
      switch (fact.timer) {
        case "near":
          return [
            { do: "notify", key: "near", fact: { is: "last-day-near", ...of, lastDay } },
            ...missing,
            ...itemsDue(state, lastDay),
          ];
        case "items":
          return [...missing, ...itemsDue(state, lastDay)];
        default:
          return state.executed
            ? [
                {
                  do: "command",
                  key: "leave",
                  command: "record-leaving",
                  data: { employeeId, lastDay, ground: "own-request" },
                },
              ]
            : [];
      }
    }
    const { type, data } = fact.event;
    switch (type) {
      case "ResignationCorrected":
        return stopAll;
      case "ResignationAccepted":
        return waits(data.lastDay, employment);
      case "ResignationExecuted":
        return [{ do: "wait", key: "last-day", timer: "last-day", at: dueFor(employment, data.lastDay) }];
      case "ResignationWithdrawn": {
        // Recorded this very day, or about to be: what was sent before is carried out before. Not what HR recorded for another day.
        const recorded = data.afterExecution && (employment.lastDay === null || employment.lastDay === lastDay);
        const back: Intent = { do: "command", key: "stay", command: "withdraw-leaving", data: { employeeId } };
        return [...stopAll, ...(recorded ? [back] : [])];
      }
      case "ExitItemDone":
        return [];
    }
  },
});
