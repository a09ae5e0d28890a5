// Whatever happens to a request is told: to whom it waits for, to the employee, to the head. Reminders are another process.
import {
  AbsenceApproved,
  AbsenceCancelled,
  AbsenceCorrected,
  AbsenceRejected,
  AbsenceRequested,
  AbsenceWithdrawn,
  CancellationAsked,
  CancellationDeclined,
  EmployeeRecalled,
  type EventOf,
  LeaveExtended,
  type FactOf,
  type NotificationFact,
  RecallDeclined,
  RecallProposed,
  type RouteStep,
  SickLeaveOpened,
  StepApproved,
  StepEscalated,
  type UserId,
} from "@tabel/domain";
import type { Intent } from "../../process/intent.js";
import { process } from "../../process/process.js";

type Dates = Pick<FactOf<"leave-approved">, "employeeId" | "requestId" | "from" | "to">;

/** What later events do not say themselves. Ids, dates and the route. */
interface Request extends Dates {
  readonly requestedBy: UserId;
  readonly route: readonly RouteStep[];
  readonly step: number;
  readonly recallBy: UserId | null;
}

const reads = [
  AbsenceRequested,
  StepApproved,
  StepEscalated,
  AbsenceApproved,
  AbsenceRejected,
  AbsenceWithdrawn,
  CancellationAsked,
  CancellationDeclined,
  AbsenceCancelled,
  RecallProposed,
  RecallDeclined,
  EmployeeRecalled,
  AbsenceCorrected,
  SickLeaveOpened,
  LeaveExtended,
] as const;

const tell = (...facts: readonly (NotificationFact | undefined)[]): readonly Intent[] =>
  facts.flatMap((fact) => (fact === undefined ? [] : [{ do: "notify", key: fact.is, fact } as const]));

/** What says itself all that is told: sickness and corrections, also of what was never asked for here. */
const withoutRequest = ({ type, data }: EventOf<(typeof reads)[number]>): readonly Intent[] => {
  if (type !== "SickLeaveOpened" && type !== "AbsenceCorrected" && type !== "LeaveExtended") return [];
  const { employeeId, requestId, from, to } = data;
  const is = {
    SickLeaveOpened: "sick-leave-opened",
    AbsenceCorrected: "absence-corrected",
    LeaveExtended: "leave-moved-by-sickness",
  } as const;
  return tell({ is: is[type], employeeId, requestId, from, to });
};

export const whenARequestMovesThenTell = process({
  name: "when-a-request-moves-then-tell",
  version: 1,
  reads,
  instances: ({ data }) => [`${data.employeeId}_${data.requestId}`],
  initial: null as Request | null,

  evolve: (request, { type, data }) => {
    switch (type) {
      case "AbsenceRequested": {
        const { employeeId, requestId, from, to, requestedBy, route } = data;
        return { employeeId, requestId, from, to, requestedBy, route, step: 0, recallBy: null };
      }
      case "StepApproved":
        return request && { ...request, step: data.step + 1 };
      case "StepEscalated":
        return request && { ...request, route: request.route.with(data.step, data.to) };
      case "AbsenceApproved":
      case "AbsenceCorrected":
      case "LeaveExtended":
        return request && { ...request, from: data.from, to: data.to };
      case "RecallProposed":
        return request && { ...request, recallBy: data.proposedBy };
      default:
        return request;
    }
  },

  react: (request, fact) => {
    if (fact.is !== "event") return [];
    if (request === null) return withoutRequest(fact.event);
    const { type, data } = fact.event;
    const { employeeId, requestId, from, to, requestedBy, route, step: place, recallBy } = request;
    const dates: Dates = { employeeId, requestId, from, to };
    const step = route[place];
    const waiting = step && { ...dates, requestedBy, step };
    switch (type) {
      case "AbsenceRequested":
        return tell({ is: "leave-submitted", ...dates }, waiting && { is: "step-waits", ...waiting });
      case "StepApproved":
        return tell(waiting && { is: "step-waits", ...waiting });
      case "StepEscalated":
        return tell(waiting && { is: "step-escalated", ...waiting });
      case "AbsenceApproved":
        return tell({ is: "leave-approved", ...dates });
      case "AbsenceRejected":
        return tell({ is: "leave-rejected", ...dates });
      case "AbsenceWithdrawn":
        return tell(waiting && { is: "leave-withdrawn", ...waiting });
      case "CancellationAsked":
        return tell({ is: "cancellation-asked", ...dates, requestedBy: data.askedBy, step: data.step });
      case "CancellationDeclined":
        return tell({ is: "cancellation-declined", ...dates });
      case "AbsenceCancelled":
        return tell({ is: "leave-cancelled", ...dates });
      case "RecallProposed":
        return tell({ is: "recall-proposed", ...dates, from: data.from, to: data.to });
      case "RecallDeclined":
        return tell(recallBy === null ? undefined : { is: "recall-declined", ...dates, proposedBy: recallBy });
      case "EmployeeRecalled":
        return tell({ is: "employee-recalled", ...dates, from: data.from, to: data.to });
      default:
        return withoutRequest(fact.event);
    }
  },
});
