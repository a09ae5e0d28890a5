// Imports that were asked for over HTTP: one at a time, the latest few remembered in this process. Its restart forgets them,
// and loses nothing: the same import again goes on where it ended.
import { randomUUID } from "node:crypto";
import type { Instant, UserId } from "@tabel/domain";
import { StoreUnavailable, type EventStore, type KeyVault } from "@tabel/event-store";
import { importOrganisation, type ImportProgress, type ImportResult } from "../import-organisation.js";
import type { OrganisationSource } from "../files/read-tables.js";

export interface ImportRequest {
  /** Its command id: the same one again is the same import. */
  readonly commandId: string;
  /** Fingerprint of what was sent, to recognise another body under the same id. */
  readonly fingerprint: string;
  readonly files: OrganisationSource;
  readonly skipFaulty: boolean;
  readonly actor: UserId;
  readonly mayGrant: (userId: UserId) => boolean;
}

export interface ImportOperation {
  readonly id: string;
  readonly commandId: string;
  readonly fingerprint: string;
  readonly startedBy: UserId;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
  readonly state: "running" | ImportResult["outcome"] | "failed";
  readonly progress: ImportProgress;
  /** Once it has ended, unless it failed. */
  readonly result: ImportResult | null;
  /** Why it failed, as a sentence without personal data. */
  readonly failure: string | null;
}

export interface ImportOperations {
  /** The operation that was begun, or the one that is running already. */
  start(request: ImportRequest): { readonly started: ImportOperation } | { readonly running: ImportOperation };
  running(): ImportOperation | undefined;
  get(id: string): ImportOperation | undefined;
  ofCommand(commandId: string): ImportOperation | undefined;
  /** Asks a running import to end after what is under way. */
  cancel(id: string): void;
  /** Ends a running import and waits for its end. */
  stop(): Promise<void>;
}

/** The part of a pino logger that is used here. */
export interface ImportLog {
  info(context: object, message: string): void;
  error(context: object, message: string): void;
}

interface Options {
  readonly store: EventStore;
  readonly vault: KeyVault;
  readonly clock: () => Instant;
  readonly log?: ImportLog | undefined;
  /** How many operations are remembered. */
  readonly kept?: number;
}

const FAILED =
  "The import ended before it was complete. What was written stands; send the same import again, and it goes on from there.";
const STORE_AWAY =
  "The event store did not answer for some time. What was written stands; send the same import again, and it goes on from there.";

export const createImportOperations = ({ store, vault, clock, log, kept = 20 }: Options): ImportOperations => {
  const operations = new Map<string, ImportOperation>();
  let running: { id: string; stopping: AbortController; ended: Promise<void> } | undefined;

  const change = (id: string, changed: Partial<ImportOperation>): void => {
    const known = operations.get(id);
    if (known !== undefined) operations.set(id, { ...known, ...changed });
  };

  const run = async (id: string, request: ImportRequest, at: Instant, signal: AbortSignal): Promise<void> => {
    try {
      const result = await importOrganisation({
        store,
        vault,
        from: { files: request.files },
        skipFaulty: request.skipFaulty,
        mayGrant: request.mayGrant,
        actor: request.actor,
        at,
        signal,
        onProgress: (progress) => change(id, { progress }),
      });
      change(id, { state: result.outcome, result, endedAt: clock() });
      const { outcome, faults, written } = result;
      log?.info(
        { import: id, outcome, faults: faults.total, streams: written.streams, events: written.events },
        "import",
      );
    } catch (error) {
      log?.error({ import: id, err: error }, "import failed");
      const failure = error instanceof StoreUnavailable ? STORE_AWAY : FAILED;
      change(id, { state: "failed", failure, endedAt: clock() });
    } finally {
      running = undefined;
    }
  };

  const runningNow = (): ImportOperation | undefined => running && operations.get(running.id);

  return {
    start: (request) => {
      const current = runningNow();
      if (current !== undefined) return { running: current };
      const at = clock();
      const started: ImportOperation = {
        id: randomUUID(),
        commandId: request.commandId,
        fingerprint: request.fingerprint,
        startedBy: request.actor,
        startedAt: at,
        endedAt: null,
        state: "running",
        progress: { phase: "reading", done: 0, total: 0, rate: 0 },
        result: null,
        failure: null,
      };
      operations.set(started.id, started);
      const [oldest] = operations.keys();
      if (operations.size > kept && oldest !== undefined) operations.delete(oldest);
      const stopping = new AbortController();
      const ended = Promise.resolve().then(() => run(started.id, request, at, stopping.signal));
      running = { id: started.id, stopping, ended };
      return { started };
    },
    running: runningNow,
    get: (id) => operations.get(id),
    ofCommand: (commandId) => [...operations.values()].find((operation) => operation.commandId === commandId),
    cancel: (id) => {
      if (running?.id === id) running.stopping.abort();
    },
    stop: async () => {
      running?.stopping.abort();
      await running?.ended;
    },
  };
};
