// A change of a planned leave is for both sides to agree on: whoever proposed it is told the other side's answer.
import { LeaveChangeAgreed, LeaveChangeDeclined, LeaveChangeProposed } from "@tabel/domain";
import type { Intent } from "../../process/intent.js";
import { process } from "../../process/process.js";

type Side = "employee" | "employer";

/** Changes that wait for an answer, by their ids: who proposed them. */
type Proposed = { readonly [changeId: string]: Side };

export const whenALeaveChangeIsAnsweredThenTell = process({
  name: "when-a-leave-change-is-answered-then-tell",
  version: 1,
  reads: [LeaveChangeProposed, LeaveChangeAgreed, LeaveChangeDeclined],
  instances: ({ data }) => [`${data.unitId}_${data.year}_${data.partId}`],
  initial: {} as Proposed,
  // An answered one stays, so that its answer knows whose proposal it was; a part has few of them.
  evolve: (proposed, { type, data }): Proposed =>
    type === "LeaveChangeProposed"
      ? Object.fromEntries([...Object.entries(proposed), [data.changeId, data.side]].slice(-20))
      : proposed,
  react: (proposed, fact): readonly Intent[] => {
    if (fact.is !== "event" || fact.erased) return [];
    const { type, data } = fact.event;
    const { employeeId, unitId, year, partId, changeId } = data;
    const part = { employeeId, unitId, year, partId };
    const by = proposed[changeId];
    if (type === "LeaveChangeProposed" || by === undefined) return [];
    // Told to whom proposed it: the other side than the one that answers.
    const side: Side = by === "employee" ? "employer" : "employee";
    const agreed = type === "LeaveChangeAgreed";
    return [{ do: "notify", key: changeId, fact: { is: "leave-change-answered", ...part, side, agreed } }];
  },
});
