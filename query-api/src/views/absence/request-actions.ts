// Every next thing that the caller may do with a request today: the commands by name, as a screen offers them. The command
// decides in the end; this says no more than it would grant.
import { absenceKind, localDate } from "@tabel/domain";
import { z } from "zod";
import type { RequestRow } from "./request-item.js";

export const RequestAction = z.enum([
  "approve-request",
  "reject-request",
  "withdraw-request",
  "attach-document",
  "ask-cancellation",
  "consent-to-cancellation",
  "decline-cancellation",
  "propose-recall",
  "consent-to-recall",
  "decline-recall",
  "correct-absence",
  "recount-absence",
  "extend-sick-leave",
  "close-sick-leave",
  "choose-after-sickness",
  "record-trip-advance",
  "report-trip",
  "accept-trip-report",
  "return-trip-report",
]);
type RequestAction = z.input<typeof RequestAction>;

/** A list of what may be done, each with its condition. */
const those = (...actions: readonly (readonly [boolean, ...RequestAction[]])[]): RequestAction[] =>
  actions.flatMap(([allowed, ...names]) => (allowed ? names : []));

const ofChange = (row: RequestRow): RequestAction[] => {
  const cancels = row.change?.asks === "cancellation";
  return those(
    [cancels && row.holdsStep, "consent-to-cancellation", "decline-cancellation"],
    [!cancels && row.isSelf, "consent-to-recall", "decline-recall"],
  );
};

const ofTrip = ({ trip, fromDate, isTheirs, isAccountant }: RequestRow, today: string): RequestAction[] => {
  if (trip === null || trip.report === "accepted") return [];
  return those(
    [isAccountant, "record-trip-advance"],
    [isTheirs && fromDate <= today, "report-trip"],
    [isAccountant && trip.report === "submitted", "accept-trip-report", "return-trip-report"],
  );
};

const ofApproved = (row: RequestRow, today: string): RequestAction[] => {
  const begun = row.fromDate <= today;
  const kind = absenceKind(row.country, row.kind, localDate(row.fromDate));
  const recallable = kind?.recallable === true && row.toDate >= today;
  const open = row.interruptions.some((each) => each.extends && each.chosen === null);
  return [
    ...(row.change === null
      ? those(
          [!begun && row.isTheirs && row.route.length > 0, "ask-cancellation"],
          [recallable && row.leads, "propose-recall"],
        )
      : ofChange(row)),
    ...those(
      [begun && row.isHr, "correct-absence"],
      [row.isHr && row.ledger !== null, "recount-absence"],
      [open && row.isTheirs, "choose-after-sickness"],
      [row.isTheirs, "attach-document"],
    ),
    ...ofTrip(row, today),
  ];
};

export const allowedActions = (row: RequestRow, today: string): RequestAction[] => {
  switch (row.status) {
    case "submitted":
      return those(
        [row.holdsStep, "approve-request", "reject-request"],
        [row.isTheirs, "withdraw-request", "attach-document"],
      );
    case "approved":
      return ofApproved(row, today);
    case "open":
      return those([row.isTheirs, "extend-sick-leave", "close-sick-leave"]);
    case "rejected":
    case "withdrawn":
    case "cancelled":
    case "closed":
      return [];
  }
};
