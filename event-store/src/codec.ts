// Between the domain's events and the store's: personal fields sealed and opened, old versions lifted to today's shape.
import { jsonEvent, type EventData, type JSONRecordedEvent } from "@eventstore/db-client";
import { createHash } from "node:crypto";
import { PersonErased } from "./errors.js";
import type { KeyVault } from "./key-vault.js";
import { seal, unseal } from "./personal-data.js";
import type { Event, EventMetadata, EventSchema, Recorded } from "./recorded-event.js";

const EVENT_IDS = Buffer.from("5d9d3c358c4e5f0b9a537d0a2d0f6c11", "hex");

/** A UUIDv5 (RFC 9562, 5.5), made here because it is made for every event: the uuid package's takes five times as long. */
const idFrom = (text: string): string => {
  const hash = createHash("sha1").update(EVENT_IDS).update(text).digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString("hex", 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};

/** Event ids follow from the command: appending the same command's events again is the same append. */
export const eventId = (commandId: string, stream: string, index: number): string =>
  idFrom(`${commandId}/${stream}/${index}`);

/**
 * An id for what a command makes in a stream, such as a request. The command's own id does not do: its sender chooses it,
 * and could choose one that already names something in another stream.
 */
export const madeId = (commandId: string, stream: string): string => idFrom(`${commandId}/${stream}`);

type Fields = Record<string, unknown>;
type StoredEvent = Omit<JSONRecordedEvent<{ type: string; data: Fields }>, "metadata"> & {
  readonly metadata: EventMetadata;
};

export interface Codec {
  encode(
    stream: string,
    events: readonly Event[],
    metadata: Omit<EventMetadata, "schemaVersion">,
  ): Promise<EventData[]>;
  /**
   * Decodes a batch, asking the vault once for all the keys it lacks.
   * @param unopened types whose personal fields come as null and are not opened: nobody asks for them
   */
  decode(stored: readonly StoredEvent[], unopened?: ReadonlySet<string>): Promise<Recorded[]>;
}

/** Thrown for an event whose type or version this program does not know: an older program reads a newer log. */
export class UnknownEvent extends Error {
  override readonly name = "UnknownEvent";
}

/** Written out: copying properties took longer than all else that is done for an event without personal data. */
const recorded = (stored: StoredEvent, data: Fields, erased: boolean): Recorded => ({
  id: stored.id,
  type: stored.type,
  metadata: stored.metadata,
  stream: stored.streamId,
  revision: stored.revision,
  position: stored.position?.commit ?? 0n,
  recordedAt: stored.created.toISOString(),
  data,
  erased,
});

export const createCodec = (catalogue: readonly EventSchema[], vault: KeyVault): Codec => {
  const schemas = new Map(catalogue.map((schema) => [schema.type, schema]));
  if (schemas.size !== catalogue.length) throw new TypeError("two event definitions have the same type");

  const schemaOf = (type: string): EventSchema => {
    const schema = schemas.get(type);
    if (schema === undefined) throw new UnknownEvent(`event type ${type} is not in the catalogue`);
    return schema;
  };

  const subjectOf = (schema: EventSchema, data: Fields): string | undefined =>
    schema.subject === undefined || schema.personal.length === 0 ? undefined : String(data[schema.subject]);

  const encode: Codec["encode"] = async (stream, events, metadata) => {
    const subjects = events.flatMap((event) => subjectOf(schemaOf(event.type), event.data as Fields) ?? []); // data of declared events are objects
    const keys = subjects.length === 0 ? new Map<string, Buffer>() : await vault.ensureKeys(subjects);
    return events.map((event, index) => {
      const schema = schemaOf(event.type);
      const id = eventId(metadata.commandId, stream, index);
      const open: Fields = { ...(event.data as Fields) };
      const subject = subjectOf(schema, open);
      if (subject !== undefined) {
        const key = keys.get(subject);
        if (key === undefined) throw new PersonErased(subject, event.type);
        const secret: Fields = {};
        for (const name of schema.personal) {
          secret[name] = open[name];
          delete open[name];
        }
        open["$personal"] = seal(secret, key, `${stream}/${id}`);
      }
      return jsonEvent({ id, type: event.type, data: open, metadata: { ...metadata, schemaVersion: schema.version } });
    });
  };

  const read = (
    schema: EventSchema,
    stored: StoredEvent,
    keys: ReadonlyMap<string, Buffer>,
    unopened: boolean,
  ): Recorded => {
    let data: Fields = stored.data;
    let erased = false;
    // Most events have no sealed box, and are not copied.
    if (data["$personal"] !== undefined) {
      const { $personal: box, ...open } = data;
      if (typeof box !== "string") throw new TypeError("the sealed personal data are no text");
      const key = unopened ? undefined : keys.get(subjectOf(schema, open) ?? "");
      erased = key === undefined && !unopened;
      data =
        key === undefined
          ? { ...open, ...Object.fromEntries(schema.personal.map((name) => [name, null])) }
          : { ...open, ...unseal(box, key, `${stored.streamId}/${stored.id}`) };
    }
    const { schemaVersion } = stored.metadata;
    if (schemaVersion > schema.version)
      throw new UnknownEvent(`${stored.type} has version ${schemaVersion}; this program knows ${schema.version}`);
    for (const lift of schema.upcasters.slice(schemaVersion - 1)) data = lift(data);
    return recorded(stored, data, erased);
  };

  const decodeOne = (
    stored: StoredEvent,
    keys: ReadonlyMap<string, Buffer>,
    unopened: ReadonlySet<string> | undefined,
  ): Recorded => {
    const schema = schemas.get(stored.type);
    // A type that only a newer program knows is handed on as it is: whoever does not ask for it does not miss it.
    if (schema === undefined) return recorded(stored, stored.data, false);
    try {
      return read(schema, stored, keys, unopened?.has(stored.type) === true);
    } catch (error) {
      return { ...recorded(stored, {}, false), fault: error instanceof Error ? error.message : String(error) };
    }
  };

  const decode: Codec["decode"] = async (stored, unopened) => {
    const subjects: string[] = [];
    for (const event of stored) {
      const schema = schemas.get(event.type);
      if (schema === undefined || event.data["$personal"] === undefined || unopened?.has(event.type)) continue;
      const subject = subjectOf(schema, event.data);
      if (subject !== undefined) subjects.push(subject);
    }
    const keys = subjects.length === 0 ? new Map<string, Buffer>() : await vault.keysOf(subjects);
    return stored.map((event) => decodeOne(event, keys, unopened));
  };

  return { encode, decode };
};

export type { StoredEvent };
