// Long work that was asked for over HTTP: one at a time, the latest few remembered in this process. Its restart forgets them,
// so every such work can be asked for again and then goes on, or begins anew, without harm.
import { randomUUID } from "node:crypto";
import type { Instant, UserId } from "@tabel/domain";
import { StoreUnavailable } from "@tabel/event-store";

export interface OperationRequest {
  /** The same one again is the same work. */
  readonly commandId: string;
  /** Fingerprint of what was sent, to recognise another body under the same id. */
  readonly fingerprint: string;
  readonly actor: UserId;
}

/** What work ends with says in one word how it ended. */
interface Ended {
  readonly outcome: string;
}

export interface Operation<Progress, Result extends Ended> {
  readonly id: string;
  readonly commandId: string;
  readonly fingerprint: string;
  readonly startedBy: UserId;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
  readonly state: "running" | Result["outcome"] | "failed";
  readonly progress: Progress;
  /** Once it has ended, unless it failed. */
  readonly result: Result | null;
  /** Why it failed, as a sentence without personal data. */
  readonly failure: string | null;
}

export interface Operations<Request extends OperationRequest, Progress, Result extends Ended> {
  /** The operation that was begun, or the one that is running already. */
  start(
    request: Request,
  ): { readonly started: Operation<Progress, Result> } | { readonly running: Operation<Progress, Result> };
  running(): Operation<Progress, Result> | undefined;
  get(id: string): Operation<Progress, Result> | undefined;
  ofCommand(commandId: string): Operation<Progress, Result> | undefined;
  /** Calls back at each change until the operation has ended or the answer is called. */
  watch(id: string, listener: (operation: Operation<Progress, Result>) => void): () => void;
  /** Asks running work to end after what is under way. */
  cancel(id: string): void;
  /** Ends running work and waits for its end. */
  stop(): Promise<void>;
}

/** The part of a pino logger that is used here. */
export interface OperationLog {
  info(context: object, message: string): void;
  error(context: object, message: string): void;
}

export interface OperationsOptions<Request extends OperationRequest, Progress, Result extends Ended> {
  /** What logs call it: `import`, `rebuild`. */
  readonly name: string;
  readonly run: (
    request: Request,
    during: { readonly at: Instant; readonly signal: AbortSignal; readonly onProgress: (progress: Progress) => void },
  ) => Promise<Result>;
  readonly beginning: Progress;
  /** What a log line says of a result; no personal data. */
  readonly logged: (result: Result) => object;
  /** What whoever asked can do after it ended by a fault of ours, or of the store. */
  readonly afterFailure: string;
  readonly clock: () => Instant;
  readonly log?: OperationLog | undefined;
  /** How many operations are remembered. */
  readonly kept?: number;
}

export const createOperations = <Request extends OperationRequest, Progress, Result extends Ended>(
  options: OperationsOptions<Request, Progress, Result>,
): Operations<Request, Progress, Result> => {
  const { name, clock, log, kept = 20, afterFailure } = options;
  type One = Operation<Progress, Result>;
  const operations = new Map<string, One>();
  const listeners = new Map<string, Set<(operation: One) => void>>();
  let running: { id: string; stopping: AbortController; ended: Promise<void> } | undefined;

  const change = (id: string, changed: Partial<One>): void => {
    const known = operations.get(id);
    if (known === undefined) return;
    const next = { ...known, ...changed };
    operations.set(id, next);
    for (const listener of listeners.get(id) ?? []) listener(next);
  };

  const run = async (id: string, request: Request, at: Instant, signal: AbortSignal): Promise<void> => {
    try {
      const result = await options.run(request, { at, signal, onProgress: (progress) => change(id, { progress }) });
      change(id, { state: result.outcome, result, endedAt: clock() });
      log?.info({ [name]: id, outcome: result.outcome, ...options.logged(result) }, name);
    } catch (error) {
      log?.error({ [name]: id, err: error }, `${name} failed`);
      const why =
        error instanceof StoreUnavailable ? "The event store did not answer for some time." : "It ended early.";
      change(id, { state: "failed", failure: `${why} ${afterFailure}`, endedAt: clock() });
    } finally {
      running = undefined;
      listeners.delete(id);
    }
  };

  const runningNow = (): One | undefined => running && operations.get(running.id);

  return {
    start: (request) => {
      const current = runningNow();
      if (current !== undefined) return { running: current };
      const at = clock();
      const started: One = {
        id: randomUUID(),
        commandId: request.commandId,
        fingerprint: request.fingerprint,
        startedBy: request.actor,
        startedAt: at,
        endedAt: null,
        state: "running",
        progress: options.beginning,
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
    watch: (id, listener) => {
      if (running?.id !== id) return () => undefined;
      const own = listeners.get(id) ?? new Set();
      listeners.set(id, own.add(listener));
      return () => void own.delete(listener);
    },
    cancel: (id) => {
      if (running?.id === id) running.stopping.abort();
    },
    stop: async () => {
      running?.stopping.abort();
      await running?.ended;
    },
  };
};
