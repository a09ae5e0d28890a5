// Imports that were asked for over HTTP.
import type { Instant, UserId } from "@tabel/domain";
import type { EventStore, KeyVault } from "@tabel/event-store";
import {
  createOperations,
  type Operation,
  type OperationLog,
  type OperationRequest,
  type Operations,
} from "../../operations/operations.js";
import { importOrganisation, type ImportProgress, type ImportResult } from "../import-organisation.js";
import type { OrganisationSource } from "../files/read-tables.js";

export interface ImportRequest extends OperationRequest {
  readonly files: OrganisationSource;
  readonly skipFaulty: boolean;
  readonly mayGrant: (userId: UserId) => boolean;
}

export type ImportOperation = Operation<ImportProgress, ImportResult>;
export type ImportOperations = Operations<ImportRequest, ImportProgress, ImportResult>;

interface Options {
  readonly store: EventStore;
  readonly vault: KeyVault;
  readonly clock: () => Instant;
  readonly log?: OperationLog | undefined;
}

export const createImportOperations = ({ store, vault, clock, log }: Options): ImportOperations =>
  createOperations<ImportRequest, ImportProgress, ImportResult>({
    name: "import",
    clock,
    log,
    beginning: { phase: "reading", done: 0, total: 0, rate: 0 },
    logged: ({ faults, written }) => ({
      faults: faults.total,
      streams: written.streams,
      events: written.events,
    }),
    afterFailure: "What was written stands; send the same import again, and it goes on from there.",
    run: ({ files, skipFaulty, mayGrant, actor }, { at, signal, onProgress }) =>
      importOrganisation({ store, vault, from: { files }, skipFaulty, mayGrant, actor, at, signal, onProgress }),
  });
