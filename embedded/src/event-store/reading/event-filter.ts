// Which events of $all a filtered read or subscription shows: by stream name or event type, by prefixes or a regular
// expression. Names are compared as they are, regular expressions as JavaScript understands them.
import { boundedRegex } from "./bounded-regex.js";
import { invalidArgument } from "../protocol/errors.js";
import type { FilterOptions } from "../protocol/read-request.js";
import { streamNameOf, typeOf } from "../storage/event-record.js";

export type EventFilter = (record: Buffer) => boolean;

/** Prefixes of a filter, and characters of all of them: every event's name is compared with each. */
const MOST_PREFIXES = 1_000;
const LONGEST_PREFIXES = 100_000;

/** Throws a ProtocolError where the filter cannot be used; the filter does where its expression takes too long. */
export const eventFilter = (options: FilterOptions, peer: string): EventFilter => {
  const subject = options.on === "stream" ? streamNameOf : typeOf;
  if (options.regex !== "") {
    const matches = boundedRegex(options.regex, peer);
    return (record) => matches(subject(record));
  }
  const { prefixes } = options;
  const length = prefixes.reduce((sum, prefix) => sum + prefix.length, 0);
  if (prefixes.length > MOST_PREFIXES || length > LONGEST_PREFIXES)
    throw invalidArgument(
      `The filter has ${prefixes.length} prefixes of ${length} characters; it may have ${MOST_PREFIXES} of ${LONGEST_PREFIXES}.`,
    );
  return (record) => {
    const value = subject(record);
    return prefixes.some((prefix) => value.startsWith(prefix));
  };
};
