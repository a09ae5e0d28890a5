// The audit trail: one program signs a log.
import { figure } from "@tabel/platform";
import { keepAuditTrail } from "../audit-trail.js";
import type { Parts } from "../parts.js";
import type { Service, Start } from "../service.js";

export const startAudit = async ({ configuration, log, shutdown }: Start, parts: Parts): Promise<Service> => {
  const trail = await keepAuditTrail(configuration, parts, log);
  shutdown.add("audit trail", 2_000, () => trail.stop());
  return {
    checks: { "audit trail": trail.check },
    observe: (metrics) =>
      figure(
        metrics,
        "tabel_audit_stopped",
        "1 where the log is not the one that was signed and nothing is signed any more; alert when above 0",
        () => (trail.failed() ? 1 : 0),
      ),
  };
};
