// What decisions on leave ledgers need to know besides their entries: what was granted for which leave year, and what was
// agreed on additional leave.
import type { AbsenceEvent } from "../absence.js";
import type { LeaveGranted, LedgerEvent } from "./ledger-events.js";
import type { EventOf } from "../../kernel/event.js";
import { grantSource } from "./postings.js";

type Granted = EventOf<typeof LeaveGranted>["data"];
/** With the source of its entry, which changes when its leave year moves. */
export type Grant = Omit<Granted, "employeeId"> & { readonly entry: string };
export type Agreement = Omit<Extract<LedgerEvent, { type: "AdditionalLeaveAgreed" }>["data"], "employeeId">;

export interface LedgerState {
  readonly grants: readonly Grant[];
  readonly agreements: readonly Agreement[];
}

export const evolveGrants = (grants: readonly Grant[], { type, data }: AbsenceEvent): readonly Grant[] => {
  switch (type) {
    case "LeaveGranted": {
      const { employeeId: _, ...grant } = data;
      return [...grants, { ...grant, entry: grantSource(grant) }];
    }
    case "LeaveYearMoved": {
      const { source: entry, ...becomes } = data.becomes;
      return grants.map((grant) =>
        grant.ledger === data.ledger && grant.entry === data.source ? { ...grant, ...becomes, entry } : grant,
      );
    }
    default:
      return grants;
  }
};

export const evolveAgreements = (
  agreements: readonly Agreement[],
  { type, data }: AbsenceEvent,
): readonly Agreement[] => {
  if (type !== "AdditionalLeaveAgreed") return agreements;
  const { employeeId: _, ...agreed } = data;
  return [...agreements.filter(({ agreement }) => agreement !== agreed.agreement), agreed];
};
