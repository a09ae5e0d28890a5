// The demonstration organisation that an empty data folder is filled with: generated, imported as any other would be, and
// given passwords. An interrupted loading goes on at the next start, because an import may be repeated.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { importOrganisation, sentence, givePassword } from "@tabel/command-api";
import { organisation, organisationStream, UserId } from "@tabel/domain";
import type { Configuration } from "@tabel/platform";
import { StartFault } from "../composition/start-fault.js";
import type { System } from "../composition/system.js";
import { DEFAULT_UNTIL } from "../demo-data/demo-options.js";
import { demoOrganisation, LOG_INS_FILE } from "../demo-data/demo-organisation.js";
import { importProgress } from "../terminal/import-report.js";

export interface DemonstrationLogin {
  readonly login: string;
  readonly password: string;
  readonly what: string;
}

/** Everybody knows it: it belongs to people who do not exist, on a machine that only listens to itself. */
const PASSWORD = "tabel-demo";
const OPTIONS = { employees: 240, months: 12, seed: 2026, until: DEFAULT_UNTIL };
const SHOWN_WITHIN_MS = 60_000;

interface Marker {
  readonly state: "loading" | "loaded";
  readonly logins: readonly DemonstrationLogin[];
}

const markerOf = (configuration: Configuration): string => join(configuration.dataFolder, "demonstration.json");

const readMarker = (file: string): Marker | undefined =>
  existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Marker) : undefined; // written below only

const load = async (system: System, signal: AbortSignal): Promise<DemonstrationLogin[]> => {
  const { files: all, logIns } = demoOrganisation(OPTIONS);
  const files = new Map([...all].filter(([name]) => name !== LOG_INS_FILE));
  process.stderr.write("Loading the demonstration organisation …\n");
  const progress = importProgress(process.stderr);
  const at = new Date().toISOString();
  const { store, vault } = system;
  const actor = UserId.parse("system");
  try {
    const result = await importOrganisation({
      store,
      vault,
      from: { files },
      actor,
      at,
      onProgress: progress.show,
      signal,
    });
    const [fault] = result.faults.listed;
    if (fault !== undefined) throw new StartFault(`The demonstration organisation is faulty: ${sentence(fault)}`);
  } finally {
    progress.end();
  }
  for (const { login } of logIns) await givePassword({ store, userId: login, password: PASSWORD, at });
  return logIns.map(({ login, name, says }) => ({ login, password: PASSWORD, what: `${name}: ${says}` }));
};

/**
 * Fills an empty store, and answers the log-ins to show; none where the store holds an organisation of its own.
 * Returns when the views show everything.
 */
export const loadDemonstration = async (
  system: System,
  configuration: Configuration,
  signal: AbortSignal,
): Promise<readonly DemonstrationLogin[]> => {
  const file = markerOf(configuration);
  const marker = readMarker(file);
  if (marker?.state === "loaded") return marker.logins;
  const { revision } = await system.store.load(organisationStream, organisation);
  if (revision !== "no-stream" && marker === undefined) return [];
  const write = (next: Marker): void => writeFileSync(file, JSON.stringify(next), { mode: 0o600 });
  write({ state: "loading", logins: [] });
  const logins = await load(system, signal);
  if (signal.aborted) return [];
  await system.projections.reached(await system.store.headPosition(), SHOWN_WITHIN_MS);
  write({ state: "loaded", logins });
  return logins;
};
