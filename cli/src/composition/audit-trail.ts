// The audit trail of this system: who signs its checkpoints, and where they are kept.
import { join } from "node:path";
import { checkpointFile, type CheckpointKeeper, makeSigningKey, runAudit, type Signer, signerFrom } from "@tabel/audit";
import { type Configuration, type HealthCheck, type Logger, privateFile, systemClock } from "@tabel/platform";
import type { Parts } from "./parts.js";
import { StartFault } from "./start-fault.js";

export interface AuditParts {
  readonly signer: Signer;
  readonly keeper: CheckpointKeeper;
}

/** Unset, the key is made once and the checkpoints lie in the data folder: they prove damage, not what the machine's owner does. */
export const auditParts = async ({ audit, dataFolder }: Configuration): Promise<AuditParts> => {
  const pem =
    audit.signingKey?.reveal() ?? (await privateFile(join(dataFolder, "audit-signing-key.pem"), makeSigningKey));
  const keeper = checkpointFile(audit.checkpoints ?? join(dataFolder, "audit", "checkpoints.jsonl"));
  try {
    return { signer: signerFrom(pem), keeper };
  } catch (cause) {
    throw new StartFault("AUDIT_SIGNING_KEY is not usable: it must be an Ed25519 private key in PEM.", { cause });
  }
};

export const keepAuditTrail = async (configuration: Configuration, { store }: Pick<Parts, "store">, log: Logger) => {
  const parts = await auditParts(configuration);
  const runner = runAudit({ ...parts, store, log, clock: () => systemClock().toISOString() });
  /** Never a reason to stop serving: it is told, and `tabel audit verify` says more. */
  const check: HealthCheck = () => {
    const failure = runner.failure();
    return Promise.resolve(failure === undefined ? undefined : { signing: `stopped: ${failure}` });
  };
  return { check, failed: () => runner.failure() !== undefined, stop: () => runner.stop() };
};
