// Events as they stand in the log: whatever is sealed in them stays sealed, and no version is lifted. Without a key, and the same for ever,
// also after a person's key is gone.
import type { StoredEvent } from "./codec.js";
import type { Recorded } from "./recorded-event.js";

const sealed = (stored: StoredEvent): Recorded => ({
  id: stored.id,
  type: stored.type,
  data: stored.data,
  metadata: stored.metadata,
  stream: stored.streamId,
  revision: stored.revision,
  position: stored.position?.commit ?? 0n,
  recordedAt: stored.created.toISOString(),
  erased: false,
});

/** Reads as the codec does, and opens nothing. */
export const sealedCodec = {
  decode: (stored: readonly StoredEvent[]): Promise<Recorded[]> => Promise.resolve(stored.map(sealed)),
};
