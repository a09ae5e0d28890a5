// The commands on the money of business trips: advance, report, settlement.
import {
  AcceptTripReport,
  acceptTripReport,
  RecordTripAdvance,
  recordTripAdvance,
  ReportTrip,
  reportTrip,
  ReturnTripReport,
  returnTripReport,
} from "@tabel/domain";
import { command } from "../../pipeline/command-row.js";
import { holderOverEmployee } from "../../rights/rights.js";
import { forTheEmployee, ofEmployee, oneselfOrHr, requestId } from "./absence-situation.js";

const found = ["employee-unknown", "request-unknown", "request-not-approved", "no-business-trip"] as const;
const byAccounting = { ...ofEmployee, may: holderOverEmployee("accountant") };

export const tripCommands = [
  command({
    ...byAccounting,
    name: "record-trip-advance",
    says: "Records the advance that was paid for a trip.",
    schema: RecordTripAdvance,
    example: { employeeId: "e00017", requestId, amount: { minor: 2_000_000, currency: "RUB" }, paidOn: "2026-05-15" },
    decide: recordTripAdvance,
    refusals: [...found, "own-request", "trip-settled", "other-currency"],
  }),
  command({
    ...forTheEmployee,
    name: "report-trip",
    says: "Reports a trip: what was spent, and what came of it.",
    schema: ReportTrip,
    example: {
      employeeId: "e00017",
      requestId,
      spent: { minor: 1_820_000, currency: "RUB" },
      summary: "The branch is open.",
    },
    may: oneselfOrHr,
    decide: reportTrip,
    refusals: [...found, "not-own-request", "trip-settled", "trip-not-ended", "other-currency", "person-erased"],
  }),
  command({
    ...byAccounting,
    name: "accept-trip-report",
    says: "Accepts the report of a trip and settles its accounts.",
    schema: AcceptTripReport,
    example: { employeeId: "e00017", requestId },
    decide: acceptTripReport,
    refusals: [...found, "own-request", "report-not-submitted"],
  }),
  command({
    ...byAccounting,
    name: "return-trip-report",
    says: "Sends the report of a trip back to the employee, with a reason.",
    schema: ReturnTripReport,
    example: { employeeId: "e00017", requestId, reason: "The ticket back is missing." },
    decide: returnTripReport,
    refusals: [...found, "own-request", "report-not-submitted", "reason-required", "person-erased"],
  }),
];
