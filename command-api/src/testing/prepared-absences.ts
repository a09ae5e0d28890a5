// Requests of one more employee of the small bank, `nadia` in u3 under `chief`, each as far as a command needs it.
import { hired, officers } from "./small-bank.js";
import type { RunningApi } from "./running-api.js";

export interface PreparedAbsences {
  readonly pending: string;
  /** Approved and to come, one for each thing that is done to it. */
  readonly toCancel: string;
  readonly askedToCancel: string;
  readonly askedToCancelToo: string;
  readonly toRecall: string;
  readonly recalled: string;
  readonly recalledToo: string;
  readonly begun: string;
  /** Counted by a schedule that was changed since. */
  readonly outdated: string;
  readonly interrupted: string;
  readonly closedSickLeave: string;
  readonly openSickLeave: string;
  readonly openSickLeaveToo: string;
  readonly trip: string;
  readonly reportedTrip: string;
  readonly reportedTripToo: string;
}

const trip = { destination: "Kazan", purpose: "A branch", country: "RU", advance: { minor: 500_000, currency: "RUB" } };

export const prepareAbsences = async (api: RunningApi): Promise<PreparedAbsences> => {
  const { hr } = officers;
  const employeeId = "nadia";
  await api.sent(hr, "hire-employee", hired(employeeId, "u3"));
  const balance = { source: "opening-balance", employeeId, amount: 400, on: "2026-01-12" };
  await api.sent(hr, "grant-leave", { ...balance, ledger: "day-in-lieu" });

  const submitted = async (kind: string, from: string, to: string, more: object = {}): Promise<string> =>
    (await api.sent(hr, "submit-leave", { employeeId, kind, from, to, ...more })).requestId;
  const approved = async (...asked: Parameters<typeof submitted>): Promise<string> => {
    const requestId = await submitted(...asked);
    await api.sent("chief", "approve-request", { employeeId, requestId });
    return requestId;
  };
  const then = async (requestId: string, sender: string, command: string, body: object): Promise<string> => {
    await api.sent(sender, command, { employeeId, requestId, ...body });
    return requestId;
  };
  const sick = async (from: string, to: string): Promise<string> =>
    (await api.sent(hr, "open-sick-leave", { employeeId, certificate: "910000000001", from, to })).requestId;
  const askedToCancel = async (from: string, to: string) =>
    then(await approved("unpaid-leave", from, to), employeeId, "ask-cancellation", { reason: "Put off" });
  const recalled = async (from: string, to: string) =>
    then(await approved("unpaid-leave", from, to), "chief", "propose-recall", { from, to, reason: "An inspection" });
  const reported = async (from: string, to: string) =>
    then(await approved("business-trip", from, to, { trip }), employeeId, "report-trip", {
      spent: { minor: 400_000, currency: "RUB" },
      summary: "The branch is open",
    });

  const interrupted = await approved("annual-leave", "2026-02-09", "2026-02-20");
  const closedSickLeave = await sick("2026-02-12", "2026-02-14");
  await api.sent(hr, "close-sick-leave", { employeeId, requestId: closedSickLeave, to: "2026-02-14" });
  const outdated = await approved("day-in-lieu", "2026-05-18", "2026-05-21");
  await api.sent(hr, "assign-schedule", { employeeId, from: "2026-05-15", schedule: "shift-2-2-a" });
  return {
    interrupted,
    closedSickLeave,
    outdated,
    pending: await submitted("unpaid-leave", "2026-07-06", "2026-07-10"),
    toCancel: await approved("unpaid-leave", "2026-06-01", "2026-06-02"),
    askedToCancel: await askedToCancel("2026-06-03", "2026-06-04"),
    askedToCancelToo: await askedToCancel("2026-06-05", "2026-06-06"),
    toRecall: await approved("unpaid-leave", "2026-06-08", "2026-06-12"),
    recalled: await recalled("2026-06-15", "2026-06-19"),
    recalledToo: await recalled("2026-06-22", "2026-06-26"),
    begun: await approved("unpaid-leave", "2026-03-02", "2026-03-06"),
    openSickLeave: await sick("2026-01-12", "2026-01-16"),
    openSickLeaveToo: await sick("2026-01-26", "2026-01-30"),
    trip: await approved("business-trip", "2025-11-10", "2025-11-12", { trip }),
    reportedTrip: await reported("2025-11-17", "2025-11-19"),
    reportedTripToo: await reported("2025-11-24", "2025-11-26"),
  };
};
