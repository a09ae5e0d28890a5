// Events into commands, notifications and timers.
import type { CarryOutCommand, TellAbout } from "@tabel/process-managers";
import type { Parts } from "../parts.js";
import { checkOfProcesses, observeProcesses, runProcesses } from "../process-managers.js";
import type { Service, Start } from "../service.js";

export const startProcesses = (
  { log, shutdown }: Start,
  parts: Parts,
  carryOut: CarryOutCommand,
  tellAbout: TellAbout,
): Service => {
  const processes = runProcesses(parts, carryOut, tellAbout, log);
  shutdown.add("processes", 5_000, () => processes.stop());
  return {
    checks: { "process managers": checkOfProcesses(parts, processes) },
    observe: (metrics) => observeProcesses(metrics, parts),
  };
};
