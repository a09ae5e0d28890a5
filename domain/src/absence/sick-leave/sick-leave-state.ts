// A sick leave as decisions see it.
import type { RequestId } from "../../kernel/identifiers.js";
import type { LocalDate } from "../../kernel/local-date.js";
import type { AbsenceEvent } from "../absence.js";

export interface SickLeave {
  readonly requestId: RequestId;
  /** Null once the person's data are erased. */
  readonly kind: string | null;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly closed: boolean;
}

export const evolveSickLeaves = (
  sickLeaves: ReadonlyMap<string, SickLeave>,
  { type, data }: AbsenceEvent,
): ReadonlyMap<string, SickLeave> => {
  const put = (sickLeave: SickLeave) => new Map(sickLeaves).set(sickLeave.requestId, sickLeave);
  switch (type) {
    case "SickLeaveOpened": {
      const { requestId, kind, from, to } = data;
      return put({ requestId, kind, from, to, closed: false });
    }
    case "SickLeaveExtended":
    case "SickLeaveClosed": {
      const sickLeave = sickLeaves.get(data.requestId);
      if (sickLeave === undefined) return sickLeaves;
      return put({ ...sickLeave, to: data.to, closed: type === "SickLeaveClosed" });
    }
    default:
      return sickLeaves;
  }
};
