// Which events of $all a filtered read or subscription shows: by stream name or event type, by prefixes or a regular
// expression. Names are compared as they are, regular expressions as JavaScript understands them.
import { boundedRegex } from "./bounded-regex.js";
import type { FilterOptions } from "./protocol/read-request.js";
import { streamNameOf, typeOf } from "./storage/event-record.js";

export type EventFilter = (record: Buffer) => boolean;

/** Throws a ProtocolError where the expression cannot be used; the filter does where it takes too long. */
export const eventFilter = (options: FilterOptions): EventFilter => {
  const subject = options.on === "stream" ? streamNameOf : typeOf;
  if (options.regex !== "") {
    const matches = boundedRegex(options.regex);
    return (record) => matches(subject(record));
  }
  const { prefixes } = options;
  return (record) => {
    const value = subject(record);
    return prefixes.some((prefix) => value.startsWith(prefix));
  };
};
