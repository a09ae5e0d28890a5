// What becomes of a request is told to whom it concerns: to whom a step waits for, and to the employee who asked. What is told is
// asked of the request as it stands: a step that was taken meanwhile waits for nobody any more.
import {
  absence,
  AbsenceApproved,
  AbsenceCancelled,
  AbsenceCorrected,
  AbsenceRejected,
  type AbsenceRequest,
  AbsenceRequested,
  absenceStream,
  AbsenceWithdrawn,
  CancellationAsked,
  CancellationDeclined,
  EmployeeRecalled,
  type EventOf,
  LeaveExtended,
  type NotificationFact,
  RecallDeclined,
  RecallProposed,
  SickLeaveOpened,
  StepApproved,
  StepEscalated,
  UserId,
} from "@tabel/domain";
import type { EventFact } from "../../process/fact.js";
import type { Intent } from "../../process/intent.js";
import { process } from "../../process/process.js";

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
type Moved = EventOf<(typeof reads)[number]>;

/** The step is still the one that waits. */
const waits = ({ status, step }: AbsenceRequest, place: number): boolean => status === "pending" && step === place;

/** @param proposedBy who proposed the recall that was declined */
const toldBy = (
  { type, data }: Moved,
  request: AbsenceRequest | undefined,
  proposedBy: string | null,
): readonly NotificationFact[] => {
  const { employeeId, requestId } = data;
  if (type === "SickLeaveOpened" || type === "LeaveExtended") {
    const is = type === "SickLeaveOpened" ? "sick-leave-opened" : "leave-moved-by-sickness";
    return [{ is, employeeId, requestId, from: data.from, to: data.to }];
  }
  if (request === undefined) return [];
  const { from, to, requestedBy } = request;
  const of = { employeeId, requestId, from, to };
  const step = (is: "step-waits" | "step-escalated", place: number): readonly NotificationFact[] => {
    const waiting = request.route[place];
    return waiting === undefined || !waits(request, place) ? [] : [{ is, ...of, requestedBy, step: waiting }];
  };
  switch (type) {
    case "AbsenceRequested":
      return data.route.length === 0 ? [] : [{ is: "leave-submitted", ...of }, ...step("step-waits", 0)];
    case "StepApproved":
      return step("step-waits", data.step + 1);
    case "StepEscalated":
      return step("step-escalated", data.step);
    case "AbsenceApproved":
      return [{ is: "leave-approved", ...of }];
    case "AbsenceRejected":
      return [{ is: "leave-rejected", ...of }];
    case "AbsenceWithdrawn": {
      const waited = request.route[request.step];
      return waited === undefined ? [] : [{ is: "leave-withdrawn", ...of, requestedBy, step: waited }];
    }
    case "CancellationAsked":
      return [{ is: "cancellation-asked", ...of, requestedBy: data.askedBy, step: data.step }];
    case "CancellationDeclined":
      return [{ is: "cancellation-declined", ...of }];
    case "AbsenceCancelled":
      return [{ is: "leave-cancelled", ...of }];
    case "RecallProposed":
      return [{ is: "recall-proposed", ...of, from: data.from, to: data.to }];
    case "RecallDeclined":
      return proposedBy === null ? [] : [{ is: "recall-declined", ...of, proposedBy: UserId.parse(proposedBy) }];
    case "EmployeeRecalled":
      return [{ is: "employee-recalled", ...of, from: data.from, to: data.to }];
    case "AbsenceCorrected":
      return [{ is: "absence-corrected", ...of, from: data.from, to: data.to }];
  }
};

export const whenARequestMovesThenTell = process({
  name: "when-a-request-moves-then-tell",
  version: 1,
  reads,
  instances: ({ data }) => [`${data.employeeId}_${data.requestId}`],
  /** Who proposed the last recall. */
  initial: null as string | null,
  evolve: (proposedBy, { type, data }) => (type === "RecallProposed" ? data.proposedBy : proposedBy),
  learn: async (_, fact, inquiry) => {
    if (fact.is !== "event") return undefined;
    const { employeeId, requestId } = fact.event.data;
    return (await inquiry.read(absenceStream(employeeId), absence)).requests.get(requestId);
  },
  react: (proposedBy, fact, request: AbsenceRequest | undefined): readonly Intent[] => {
    if (fact.is !== "event" || fact.erased) return [];
    const { event }: EventFact<Moved> = fact;
    return toldBy(event, request, proposedBy).map((told) => ({ do: "notify", key: told.is, fact: told }));
  },
});
