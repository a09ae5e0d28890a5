// An event as the bytes that are hashed and exported: all that the store holds of it, personal data still sealed. Erasing a person's key
// changes none of it.
import type { Recorded } from "@tabel/event-store";
import { canonical } from "./verifier.js";

/** @param event As subscribeToSealed and readSealed hand it over. */
export const sealedLine = ({ id, type, data, metadata, stream, revision, position, recordedAt }: Recorded): string =>
  canonical({
    id,
    type,
    data,
    metadata,
    stream,
    revision: String(revision),
    position: String(position),
    recordedAt,
  });
