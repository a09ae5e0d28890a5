// What can go wrong between us and the store, in the terms of the caller.
import { isNativeError } from "node:util/types";
import { ErrorType, isCommandError } from "@eventstore/db-client";

/** Somebody else appended to the stream since it was loaded: load again and decide again. */
export class ConcurrencyConflict extends Error {
  override readonly name = "ConcurrencyConflict";
  readonly stream: string;
  constructor(stream: string, options?: ErrorOptions) {
    super(`${stream} has moved on since it was loaded`, options);
    this.stream = stream;
  }
}

/** The store did not answer. An append may or may not have happened; the same event ids may be appended again safely. */
export class StoreUnavailable extends Error {
  override readonly name = "StoreUnavailable";
}

/** Personal data cannot be written about somebody whose key was destroyed. */
export class PersonErased extends Error {
  override readonly name = "PersonErased";
  readonly subject: string;
  constructor(subject: string, eventType: string) {
    super(`the person that ${eventType} is about has been erased`);
    this.subject = subject;
  }
}

/** The vault of keys did not answer: nothing was read or appended. */
export class VaultUnavailable extends Error {
  override readonly name = "VaultUnavailable";
}

/** The store refused the events themselves (too large, stream deleted, not permitted); trying again changes nothing. */
export class AppendRefused extends Error {
  override readonly name = "AppendRefused";
}

const refusals: readonly ErrorType[] = [
  ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED,
  ErrorType.STREAM_DELETED,
  ErrorType.ACCESS_DENIED,
  ErrorType.INVALID_ARGUMENT,
];

export const translateError = (error: unknown, stream: string): Error => {
  if (!isNativeError(error)) return new Error(String(error));
  if (!isCommandError(error)) return error;
  if (error.type === ErrorType.WRONG_EXPECTED_VERSION) return new ConcurrencyConflict(stream, { cause: error });
  if (refusals.includes(error.type)) return new AppendRefused(`${stream}: ${error.message}`, { cause: error });
  return new StoreUnavailable(`the event store did not answer (${error.type})`, { cause: error });
};
