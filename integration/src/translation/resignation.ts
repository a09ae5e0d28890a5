// A person's resignation as others are told of it.
import { resignationContract } from "@tabel/integration-contracts";
import { draft, type Draft } from "./draft.js";
import type { Leaving } from "./person.js";
import type { ResignationFact } from "./read-events.js";

export const evolveLeaving = (leaving: Leaving | null, { type, data }: ResignationFact): Leaving | null => {
  if (type === "ResignationReceived")
    return { number: data.number, state: "received", receivedOn: data.receivedOn, lastDay: data.proposedLastDay };
  if (leaving === null || leaving.number !== data.number) return leaving;
  switch (type) {
    case "ResignationCorrected":
      return { ...leaving, lastDay: data.proposedLastDay };
    case "ResignationAccepted":
      return { ...leaving, state: "accepted", lastDay: data.lastDay };
    case "ResignationWithdrawn":
      return { ...leaving, state: "withdrawn", lastDay: null };
    case "ResignationExecuted":
      return { ...leaving, state: "executed", lastDay: data.lastDay };
    default: // nothing that others are told
      return leaving;
  }
};

export const leavingDraft = (employeeId: string, leaving: Leaving): Draft =>
  draft(resignationContract, employeeId, String(leaving.number), { employeeId, ...leaving });
