// Who of some heads is away today, and who stands in for them.
import type { UserId } from "../kernel/identifiers.js";

export interface Presence {
  isAbsent(user: string): boolean;
  /** Whose employment has ended: they head nothing any more, and nobody stands in for them. */
  hasLeft(user: string): boolean;
  /** For a kind of absence; null asks for somebody who stands in whatever the kind is. */
  deputyOf(user: string, kind: string | null): UserId | undefined;
}

export const everybodyPresent: Presence = { isAbsent: () => false, hasLeft: () => false, deputyOf: () => undefined };
