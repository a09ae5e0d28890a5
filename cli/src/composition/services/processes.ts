// Events into commands, notifications and timers.
import { sealedFiles } from "@tabel/event-store";
import { type FileStore, systemClock } from "@tabel/platform";
import { type CarryOutCommand, keepSweeping, runReadings, type TellAbout } from "@tabel/process-managers";
import { letterReading } from "../letters.js";
import type { Parts } from "../parts.js";
import { checkOfProcesses, observeProcesses, runProcesses } from "../process-managers.js";
import type { Service, Start } from "../service.js";

export interface WaysOut {
  readonly carryOut: CarryOutCommand;
  readonly tellAbout: TellAbout;
  /** Undefined where no files are kept that every program sees: then no letters come in that would have to be read. */
  readonly files: FileStore | undefined;
}

export const startProcesses = (
  { configuration, log, shutdown }: Start,
  parts: Parts,
  { carryOut, tellAbout, files }: WaysOut,
): Service => {
  const { letters } = configuration;
  const { store, vault, pool } = parts;
  const clock = (): string => systemClock().toISOString();
  const reading = files && {
    works: letterReading({ store, pool, files: sealedFiles(vault, files), carryOut, clock, letters }),
    atOnce: letters.atOnce,
  };
  const processes = runProcesses(parts, carryOut, tellAbout, log, reading);
  shutdown.add("processes", 5_000, () => processes.stop());
  const readings = runReadings({ pool, carryOutCommand: carryOut, log });
  shutdown.add("readings", 2_000, () => readings.stop());
  if (files !== undefined) {
    const sweeping = keepSweeping({ store, files, clock: systemClock }, log);
    shutdown.add("sweeping of files", 500, () => sweeping.stop());
  }
  return {
    checks: { "process managers": checkOfProcesses(parts, processes) },
    observe: (metrics) => observeProcesses(metrics, parts),
  };
};
