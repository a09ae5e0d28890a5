// Whether somebody is still to be told by a channel, and when. Asked at every attempt: an hour may have passed.
import {
  digestedAt,
  isWanted,
  localDateAt,
  notificationPolicy,
  quietUntil,
  recipientsOf,
  rulesFor,
} from "@tabel/domain";
import { inquiryAt } from "../directory/inquiry.js";
import { type DirectoryParts, readDirectory } from "../directory/read-directory.js";
import type { EventStore } from "@tabel/event-store";
import type { Delivery } from "../storage/delivery-rows.js";
import type { Addressee } from "./addressee.js";

export type Look =
  | { readonly is: "suppress"; readonly reason: string }
  | { readonly is: "wait"; readonly at: string; readonly digestAt?: string }
  | { readonly is: "send" };

export interface LookingParts extends DirectoryParts {
  readonly store: Pick<EventStore, "load">;
}

export const lookAgain = async (
  { fact, channel, recipient, role, digestAt }: Delivery,
  { settings, reader, erased, left }: Addressee,
  now: string,
  parts: LookingParts,
): Promise<Look> => {
  if (erased) return { is: "suppress", reason: "person-erased" };
  if (left) return { is: "suppress", reason: "person-left" };
  const inquiry = inquiryAt(parts.store, now);
  // Of an announcement's audience it is known who they are, and what it says is about nobody; but the view that chose them may be
  // behind the vault.
  if (role === "audience") {
    if (!(await parts.vault.keysOf([recipient])).has(recipient)) return { is: "suppress", reason: "person-erased" };
  } else if (role !== "workspace") {
    const still = recipientsOf(fact, await readDirectory(fact, inquiry, parts, recipient));
    if (!still.some(({ userId }) => userId === recipient)) return { is: "suppress", reason: "no-longer-concerned" };
  }
  const policy = notificationPolicy(localDateAt(now, "UTC"));
  const about = { fact: fact.is, channel };
  if (!isWanted(rulesFor(policy, fact.is, role), fact.is, channel, settings))
    return { is: "suppress", reason: "preference" };
  const quiet = quietUntil(about, settings, reader.timeZone, now, policy);
  if (quiet !== null) return { is: "wait", at: quiet };
  const digest = digestAt === null ? digestedAt(about, settings, reader.timeZone, now, policy) : null;
  return digest === null || digest <= now ? { is: "send" } : { is: "wait", at: digest, digestAt: digest };
};
