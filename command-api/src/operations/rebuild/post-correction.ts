// Posts what a comparison found wrong in a closed period: a command of the usual pipeline, one a person, that no address takes
// in, because its figures come from the comparison and from nobody's body.
import {
  payrollCorrections,
  payrollCorrectionsStream,
  payrollPeriod,
  payrollPeriodStream,
  PostPayrollCorrection,
  postPayrollCorrection,
  type Instant,
  type UserId,
} from "@tabel/domain";
import { type EventStore, type KeyVault, madeId, PersonErased } from "@tabel/event-store";
import { CommandRefused } from "../../pipeline/command-problems.js";
import { command } from "../../pipeline/command-row.js";
import { createCommandService, type CommandService } from "../../pipeline/command-service.js";
import { mayRebuild } from "./may-rebuild.js";

const row = command({
  name: "post-payroll-correction",
  says: "Posts the difference of a closed period into the next one that is open.",
  schema: PostPayrollCorrection,
  example: {
    employeeId: "e00017",
    of: "2026-03",
    seen: 0,
    comparedAt: "48213",
    figures: null,
    difference: {
      workedMinutes: -60,
      nightMinutes: 0,
      overtimeFirstMinutes: 0,
      overtimeFurtherMinutes: 0,
      dayOffMinutes: 0,
      absentMinutes: {},
      lines: [],
    },
  },
  may: mayRebuild,
  stream: ({ employeeId }) => payrollCorrectionsStream(employeeId),
  aggregate: payrollCorrections,
  fresh: true,
  facts: (situation) => situation.read(payrollPeriodStream(situation.data.of), payrollPeriod, { fresh: true }),
  decide: postPayrollCorrection,
  refusals: ["not-permitted", "period-not-opened", "period-not-closed", "correction-posted-since"],
});

export interface CorrectionPoster {
  /** The corrections of one comparison: `commandId` names it, so that the same one posts each of them once. */
  by(actor: UserId, commandId: string): (correction: unknown) => Promise<boolean>;
}

interface Parts {
  readonly store: Pick<EventStore, "load" | "append">;
  readonly vault: KeyVault;
  readonly clock: () => Instant;
}

export const postingThrough = (service: CommandService): CorrectionPoster => ({
  by: (actor, correlationId) => async (correction) => {
    const { employeeId } = PostPayrollCorrection.parse(correction);
    const commandId = madeId(correlationId, payrollCorrectionsStream(employeeId));
    try {
      const { events } = await row.handle(
        correction,
        { commandId, actor, correlationId, traceparent: undefined },
        service,
      );
      return events.length > 0;
    } catch (error) {
      if (error instanceof PersonErased) return false;
      if (error instanceof CommandRefused && error.refusal.refused === "correction-posted-since") return false;
      throw error;
    }
  },
});

/** @throws Problem and CommandRefused where the actor may not; what the store throws */
export const correctionPoster = ({ store, vault, clock }: Parts): CorrectionPoster =>
  postingThrough(createCommandService({ store, clock, hashKey: vault.derivedKey("command-hash") }));
