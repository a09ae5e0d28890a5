// Which events of $all a filtered read or subscription shows: by stream name or event type, by prefixes or a regular
// expression. Names are compared as they are, regular expressions as JavaScript understands them.
import { invalidArgument } from "./protocol/errors.js";
import type { FilterOptions } from "./protocol/read-request.js";
import { streamNameOf, typeOf } from "./storage/event-record.js";

export type EventFilter = (record: Buffer) => boolean;

/** Throws a ProtocolError where the expression cannot be used. */
export const eventFilter = (options: FilterOptions): EventFilter => {
  const subject = options.on === "stream" ? streamNameOf : typeOf;
  if (options.regex !== "") {
    const regex = compile(options.regex);
    return (record) => regex.test(subject(record));
  }
  const { prefixes } = options;
  return (record) => {
    const value = subject(record);
    return prefixes.some((prefix) => value.startsWith(prefix));
  };
};

const compile = (regex: string): RegExp => {
  try {
    return new RegExp(regex, "u");
  } catch {
    try {
      return new RegExp(regex);
    } catch {
      throw invalidArgument(`The filter's regular expression /${regex.slice(0, 200)}/ is not valid.`);
    }
  }
};
