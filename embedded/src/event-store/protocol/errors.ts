// The errors of the protocol: a gRPC status and, in the trailers, which exception it is with every detail that the
// client builds its own error from (EventStoreDB's RpcExceptions). A missing key makes a client throw a TypeError.
import { Metadata, type StatusObject, status } from "@grpc/grpc-js";

export class ProtocolError extends Error implements Partial<StatusObject> {
  readonly code: status;
  readonly details: string;
  readonly metadata: Metadata;

  constructor(code: status, details: string, trailers: Readonly<Record<string, string>> = {}) {
    super(details);
    this.name = "ProtocolError";
    this.code = code;
    this.details = details;
    this.metadata = new Metadata();
    for (const [key, value] of Object.entries(trailers)) this.metadata.set(key, printable(value));
  }
}

/** Trailers take printable ASCII only; everything else is percent-encoded as UTF-8. */
const printable = (value: string): string =>
  Array.from(value, (letter) => (/^[ -~]$/.test(letter) ? letter : encodeURIComponent(letter))).join("");

export const streamDeleted = (streamName: string): ProtocolError =>
  new ProtocolError(status.FAILED_PRECONDITION, `Event stream '${streamName}' is deleted.`, {
    exception: "stream-deleted",
    "stream-name": streamName,
  });

export const wrongExpectedVersion = (
  operation: string,
  streamName: string,
  expectedVersion: bigint,
  actualVersion: number,
): ProtocolError =>
  new ProtocolError(
    status.FAILED_PRECONDITION,
    `${operation} failed due to WrongExpectedVersion. Stream: ${streamName}, Expected version: ${expectedVersion}, Actual version: ${actualVersion}`,
    {
      exception: "wrong-expected-version",
      "stream-name": streamName,
      "expected-version": expectedVersion.toString(),
      "actual-version": actualVersion.toString(),
    },
  );

export const maximumAppendSizeExceeded = (maximum: number): ProtocolError =>
  new ProtocolError(status.INVALID_ARGUMENT, `Maximum Append Size of ${maximum} Exceeded.`, {
    exception: "maximum-append-size-exceeded",
    "maximum-append-size": maximum.toString(),
  });

export const requiredMetadataPropertyMissing = (property: string): ProtocolError =>
  new ProtocolError(status.INVALID_ARGUMENT, `Required Metadata Property '${property}' is missing`, {
    exception: "missing-required-metadata-property",
    "required-metadata-properties": "type,content-type",
  });

export const accessDenied = (): ProtocolError =>
  new ProtocolError(status.PERMISSION_DENIED, "Access Denied", { exception: "access-denied" });

export const invalidArgument = (what: string): ProtocolError => new ProtocolError(status.INVALID_ARGUMENT, what);

export const timedOut = (): ProtocolError =>
  new ProtocolError(status.DEADLINE_EXCEEDED, "The append's deadline passed before it was begun.");

/** The store cannot write now: full disk and the like. What was acknowledged is safe, and trying again is right. */
export const unavailable = (reason: string): ProtocolError => new ProtocolError(status.UNAVAILABLE, reason);

export const stopping = (): ProtocolError => unavailable("The event store is stopping.");
