// The one way to the event store.
export { connectEventStore } from "./event-store.js";
export type { Appended, AppendOptions, EventStore, EventStoreOptions, LoadOptions, Log } from "./event-store.js";
export type { CommandTrace, Fold, Loaded } from "./aggregate-cache.js";
export type { Batch, SubscribeOptions } from "./subscription.js";
export type { Event, EventMetadata, EventSchema, Recorded } from "./recorded-event.js";
export { AppendRefused, ConcurrencyConflict, PersonErased, StoreUnavailable, VaultUnavailable } from "./errors.js";
export { readerOf } from "./stream-reader.js";
export { eventId, madeId } from "./codec.js";
export { seal, unseal } from "./personal-data.js";
export { masterKeyId, openKeyVault, type KeyVault } from "./key-vault.js";
export { migrateKeyVault } from "./key-vault-migrations.js";
export {
  inspectEventStore,
  type Selection,
  type StoredEventView,
  type StoreInspection,
  type StreamSummary,
} from "./inspection.js";
export { type SealedFiles, sealedFiles } from "./sealed-files.js";
