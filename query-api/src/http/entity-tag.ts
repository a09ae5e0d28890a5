// The ETag of a view (RFC 9110): the position that it stands at, and a mark of everything else that its content follows
// from: who asks, on which day (or in which minute), in which format, and how each of its projections moved.
import { createHash } from "node:crypto";
import type { Standings } from "../access/caller.js";

const MINUTE_MS = 60_000;

/** Terms end on whole minutes, so one answer holds from just after a minute to just before the next, and one on the minute itself. */
export const minuteOf = (now: Date): string =>
  `${Math.floor(now.getTime() / MINUTE_MS)}-${Math.ceil(now.getTime() / MINUTE_MS)}`;

/** @param further what the content follows from besides: a minute, a format other than JSON */
export const entityTag = ({ caller, position, movement }: Standings, ...further: readonly string[]): string => {
  const mark = createHash("sha256")
    .update(`${caller.userId}\n${caller.today}\n${movement}\n${further.join("\n")}`)
    .digest("base64url");
  return `"${position}-${mark.slice(0, 12)}"`;
};

const LONGEST_HEADER = 2_000;

/** Whether the reader has this very version; `If-None-Match` compares weakly. */
export const isKnown = (ifNoneMatch: string | undefined, tag: string): boolean =>
  ifNoneMatch !== undefined &&
  ifNoneMatch
    .slice(0, LONGEST_HEADER)
    .split(",")
    .some((known) => known.trim().replace(/^W\//, "") === tag);
