// The audit trail: a hash chain over the sealed log, signed checkpoints, and their proof.
export { type CheckpointKeeper, checkpointFile } from "./checkpoint-keeper.js";
export { exportAudit, sealedLines } from "./export-audit.js";
export { type AuditRunner, runAudit, type RunAuditOptions } from "./run-audit.js";
export { makeSigningKey, type Signer, signerFrom } from "./signing.js";
export { type Evidence, type Verdict, verifyAudit } from "./verifier.js";
