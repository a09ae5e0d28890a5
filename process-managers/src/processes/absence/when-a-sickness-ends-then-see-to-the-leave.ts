// A sickness that took days out of a leave: whether they come after it or stay in the balance is the employee's choice. Who does not
// choose in time gets what the policy says (Labour Code, article 124: the leave is extended); where that is not possible, the days stay.
import {
  absence,
  absenceStream,
  addDays,
  type EmployeeId,
  type Employment,
  LeaveDaysReturned,
  LeaveExtended,
  leavePolicy,
  leavesWaitingForChoice,
  placeOn,
  SickLeaveClosed,
  todayOf,
} from "@tabel/domain";
import type { CommandIntent, Intent } from "../../process/intent.js";
import { process } from "../../process/process.js";
import { dueFor, presentEmployment } from "../morning.js";

const name = "when-a-sickness-ends-then-see-to-the-leave";

interface Known {
  readonly employment: Employment;
  /** Leaves that gave days to the sickness, and of which nothing is chosen yet. */
  readonly open: readonly string[];
  readonly policy: ReturnType<typeof leavePolicy>["afterSickness"];
  readonly today: ReturnType<typeof todayOf>;
}

const choose = (employeeId: EmployeeId, sickLeaveId: string, requestId: string, choice: string): CommandIntent => ({
  do: "command",
  key: `${choice} ${requestId}`,
  command: "choose-after-sickness",
  data: { employeeId, requestId, sickLeaveId, choice },
});

interface State {
  readonly employeeId: EmployeeId;
  readonly sickLeaveId: string;
}

export const whenASicknessEndsThenSeeToTheLeave = process({
  name,
  version: 1,
  reads: [SickLeaveClosed, LeaveExtended, LeaveDaysReturned],
  instances: ({ data }) => [`${data.employeeId}_${"sickLeaveId" in data ? data.sickLeaveId : data.requestId}`],
  initial: null as State | null,
  evolve: (state, { type, data }): State | null =>
    type === "SickLeaveClosed" ? { employeeId: data.employeeId, sickLeaveId: data.requestId } : state,
  learn: async (state, _, inquiry): Promise<Known | undefined> => {
    const employment = state === null ? undefined : await presentEmployment(inquiry, state.employeeId);
    if (state === null || employment === undefined) return undefined;
    const today = todayOf(inquiry, employment);
    const absences = await inquiry.read(absenceStream(state.employeeId), absence);
    const policy = leavePolicy(placeOn(employment, today).country, today).afterSickness;
    return { employment, today, policy, open: leavesWaitingForChoice(absences, state.sickLeaveId) };
  },
  react: (state, fact, known: Known | undefined): readonly Intent[] => {
    if (state === null || known === undefined) return [];
    const { employeeId, sickLeaveId } = state;
    const { employment, open, policy, today } = known;
    if (fact.is === "timer")
      return open.map((requestId) => choose(employeeId, sickLeaveId, requestId, policy.otherwise));
    if (fact.is === "refused") {
      const requestId = open.find((each) => fact.key === `extend ${each}`);
      return requestId === undefined ? [] : [choose(employeeId, sickLeaveId, requestId, "return")];
    }
    if (open.length === 0) return [{ do: "stop-waiting", key: "choose" }];
    if (fact.event.type !== "SickLeaveClosed") return [];
    const at = dueFor(employment, addDays(today, policy.chooseWithinDays + 1));
    return [{ do: "wait", key: "choose", timer: "choose", at }];
  },
});
