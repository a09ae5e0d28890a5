// Events as they stand in the log: what was appended, and what the store adds to it.

/** An event to append, or the readable part of a recorded one. */
export interface Event<Type extends string = string, Data = unknown> {
  readonly type: Type;
  readonly data: Data;
}

export interface EventMetadata {
  /** One conversation: the request from outside that all of it follows from. */
  readonly $correlationId: string;
  /** The message that directly caused this one. */
  readonly $causationId: string;
  readonly commandId: string;
  /** Hash of the command's name, body and actor: the same id with another body is recognised. */
  readonly commandHash: string;
  readonly actor: string;
  readonly onBehalfOf?: string;
  readonly schemaVersion: number;
  readonly traceparent?: string;
  /** Taken over from another system: it happened before, and nobody is to be told of it now. */
  readonly imported?: true;
}

export interface Recorded<E extends Event = Event> {
  readonly id: string;
  readonly type: E["type"];
  readonly data: E["data"];
  readonly metadata: EventMetadata;
  readonly stream: string;
  readonly revision: bigint;
  /** Place in the total order of all events. */
  readonly position: bigint;
  /** ISO 8601 instant at which the store took it in. */
  readonly recordedAt: string;
  /** True when the person's key is gone: personal fields are null. */
  readonly erased: boolean;
  /** Why the event cannot be read (damaged or tampered with); its data is then not to be used. */
  readonly fault?: string;
}

/** What the codec must know of an event type. The domain's event definitions have this shape. */
export interface EventSchema {
  readonly type: string;
  readonly version: number;
  readonly personal: readonly string[];
  readonly subject: string | undefined;
  readonly upcasters: readonly ((data: Record<string, unknown>) => Record<string, unknown>)[];
}
