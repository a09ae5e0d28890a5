// The import of an organisation: read, check, rehearse, write. Nothing is written unless everything is right, or what is
// wrong is to be left out; the same import again writes nothing, and one that was stopped goes on where it ended.
import { randomUUID } from "node:crypto";
import { organisation, organisationStream, type Instant, type UserId } from "@tabel/domain";
import type { EventStore, KeyVault } from "@tabel/event-store";
import { breathe } from "@tabel/platform";
import { planOrganisation } from "./checks/check-organisation.js";
import { contentIds } from "./work/content-id.js";
import { historyRoles } from "./work/deciders.js";
import { existingOrganisation } from "./writing/existing-organisation.js";
import { readFolder } from "./files/folder-source.js";
import { FaultList, type ImportFaults } from "./files/import-fault.js";
import { fileNames } from "./files/organisation-files.js";
import { fetchKeys, withoutErased } from "./writing/keys.js";
import type { OrganisationPlan } from "./checks/organisation-plan.js";
import { readTablesByStep, type OrganisationSource, type Tables } from "./files/read-tables.js";
import { rehearse } from "./writing/rehearsal.js";
import { createStreamWriter } from "./writing/stream-writer.js";
import { writePlan, type WriteResult } from "./writing/write-plan.js";

/** How many streams are read or written at once. */
const AT_ONCE = 128;

export type ImportPhase = "reading" | "checking" | "writing";

export interface ImportProgress {
  readonly phase: ImportPhase;
  readonly done: number;
  readonly total: number;
  /** Streams a second since this phase began. */
  readonly rate: number;
}

export interface ImportOptions {
  readonly store: EventStore;
  readonly vault: KeyVault;
  /** The files by name, or the folder that holds them. */
  readonly from: { readonly files: OrganisationSource } | { readonly folder: string };
  /** Leave out faulty rows, and whatever stands on them, and import the rest. */
  readonly skipFaulty?: boolean;
  /** Who imports: stands in the metadata of every event. */
  readonly actor: UserId;
  /** To whom the actor may give roles; anybody unless given. */
  readonly mayGrant?: (userId: UserId) => boolean;
  /** The instant of the import; its date decides which working years are due. */
  readonly at: Instant;
  readonly onProgress?: (progress: ImportProgress) => void;
  /** Stops it after what is under way; the same import again goes on from there. */
  readonly signal?: AbortSignal;
  readonly atOnce?: number;
}

export interface ImportCounts {
  readonly units: number;
  readonly employees: number;
  readonly heads: number;
  readonly roles: number;
  readonly requests: number;
  readonly periods: number;
}

export interface ImportResult {
  /** `faulty`: nothing was written. `nothing-new`: all of it was there. */
  readonly outcome: "imported" | "nothing-new" | "faulty" | "stopped";
  readonly faults: ImportFaults;
  /** What the files hold, without what was left out. */
  readonly found: ImportCounts;
  readonly written: Pick<WriteResult, "streams" | "events" | "position">;
}

const counts = (plan: OrganisationPlan | undefined): ImportCounts => ({
  units: plan?.units.length ?? 0,
  employees: plan?.employees.filter(({ hire }) => hire !== null).length ?? 0,
  heads: plan?.heads.length ?? 0,
  roles: [...(plan?.roles.values() ?? [])].reduce((sum, rows) => sum + rows.length, 0),
  requests: plan?.employees.reduce((sum, { leaveHistory }) => sum + leaveHistory.length, 0) ?? 0,
  periods: plan?.periods.length ?? 0,
});

const readAll = async (from: ImportOptions["from"], faults: FaultList): Promise<Tables | undefined> => {
  const folder =
    "folder" in from ? await readFolder(from.folder, faults) : { source: from.files, unreadable: undefined };
  if (folder === undefined) return undefined;
  const steps = readTablesByStep(folder.source, faults, folder.unreadable);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await breathe();
  }
};

/**
 * Imports an organisation. Faults of the files are values in the result; throws StoreUnavailable when the store stays away
 * (then the same import again completes it).
 */
export const importOrganisation = async (options: ImportOptions): Promise<ImportResult> => {
  const { store, vault, skipFaulty = false, actor, at, signal, atOnce = AT_ONCE } = options;
  const faults = new FaultList();
  const progressOf = (phase: ImportPhase) => {
    const began = performance.now();
    return (done: number, total: number) =>
      options.onProgress?.({
        phase,
        done,
        total,
        rate: Math.round((done * 1000) / Math.max(1, performance.now() - began)),
      });
  };
  const ended = (
    outcome: ImportResult["outcome"],
    plan: OrganisationPlan | undefined,
    written: ImportResult["written"] = { streams: 0, events: 0, position: undefined },
  ): ImportResult => ({ outcome, faults: faults.list(fileNames), found: counts(plan), written });

  progressOf("reading")(0, 0);
  const tables = await readAll(options.from, faults);
  if (tables === undefined) return ended("faulty", undefined);

  const loaded = await store.load(organisationStream, organisation, { fresh: true });
  const found = { ...loaded, commands: new Set(loaded.commands.keys()) };
  const existing = await existingOrganisation(store, found.state, tables, atOnce);
  const plan = planOrganisation(tables, existing, faults, { skipFaulty, mayGrant: options.mayGrant });
  await breathe();
  if (faults.total > 0 && !skipFaulty) return ended("faulty", plan);

  const ids = contentIds(vault.derivedKey("import of an organisation"));
  const identity = { ids, actor, at };
  const head = await store.headPosition();
  const writer = createStreamWriter({ ...identity, store, correlationId: randomUUID(), head });
  // Where there is no organisation there is nobody in it: no stream of the import is read.
  const expectNothing = found.revision === "no-stream";
  if (!expectNothing) await fetchKeys(vault, plan);
  const leave = { roles: historyRoles(plan, existing), at };
  const checking = progressOf("checking");
  const rehearsal = await rehearse(plan, {
    identity,
    load: expectNothing ? undefined : (work) => writer.load(work),
    faults,
    leave,
    existing: existing.employees,
    organisation: found,
    atOnce,
    onProgress: checking,
    signal,
  });
  if (signal?.aborted === true) return ended("stopped", plan);
  const pending = await withoutErased(rehearsal, vault, faults);
  if (faults.total > 0 && !skipFaulty) return ended("faulty", plan);

  const onProgress = progressOf("writing");
  const result = await writePlan(plan, pending, {
    writer,
    faults,
    leave,
    expectNothing,
    skipFaulty,
    atOnce,
    onProgress,
    signal,
  });
  if (result.stopped) return ended("stopped", plan, result);
  return ended(result.events > 0 ? "imported" : "nothing-new", plan, result);
};
