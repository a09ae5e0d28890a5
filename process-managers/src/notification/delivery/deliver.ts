// One delivery from the claim to its end: whether it may still go out, when, in which words; the last look at the lease; the
// attempt; the mark. Whatever dies between two of these leaves a lease that runs out, and somebody else goes on.
import { localDateAt, notificationPolicy, rulesFor } from "@tabel/domain";
import { madeId } from "@tabel/event-store";
import { eachOf } from "@tabel/platform";
import type { OutgoingMessage } from "../channels/channel.js";
import type { Delivery } from "../storage/delivery-rows.js";
import { type Addressee, readAddressees } from "./addressee.js";
import { claimDigest, markEnded, putOff, stillHeld } from "./claim.js";
import type { DeliveringParts, Door } from "./delivering-parts.js";
import { awayMs, failed, later, settle, withoutNeverEnded } from "./end-attempt.js";
import { lookAgain } from "./look-again.js";
import { worded } from "./wording.js";

const optional = ({ fact, role, channel }: Delivery, now: string): boolean =>
  channel === "email" && rulesFor(notificationPolicy(localDateAt(now, "UTC")), fact.is, role)[channel] !== "always";

/** After this many attempts that never ended the parts of a digest go by themselves: one of them may be what ends the worker. */
const singlyAfter = 2;

const LOOKS_AT_ONCE = 16;

/** The other parts of a digest were put off to it hours ago: who is not to be told one any more is not told it with the rest. */
const stillInDigest = async (
  [first, ...others]: readonly Delivery[],
  addressee: Addressee,
  now: string,
  parts: DeliveringParts,
): Promise<readonly Delivery[]> => {
  if (first === undefined) return [];
  const suppressed = new Map<Delivery, string>();
  await eachOf(others, LOOKS_AT_ONCE, async (each) => {
    const look = await lookAgain(each, addressee, now, parts);
    if (look.is === "suppress") suppressed.set(each, look.reason);
  });
  for (const [each, reason] of suppressed)
    await markEnded(parts, [each], { status: "suppressed", reason, messageId: null, language: null, at: now });
  return [first, ...others.filter((each) => !suppressed.has(each))];
};

const send = async (
  deliveries: readonly Delivery[],
  addressee: Addressee,
  { channel, guard, pace }: Door,
  parts: DeliveringParts,
): Promise<void> => {
  const { pool, clock, seam } = parts;
  const [first] = deliveries;
  if (first === undefined) return;
  const messages = await worded(deliveries, addressee, parts);
  await seam?.("worded", first);
  const single = first.digestAt === null;
  const message: OutgoingMessage = {
    // A digest is known by the first of its parts, which stays the first until all of them have ended.
    id: single ? first.id : madeId(first.id, "digest"),
    madeAt: single ? first.madeAt : (first.digestAt ?? first.madeAt),
    userId: first.recipient,
    email: addressee.email,
    push: addressee.push,
    reader: addressee.reader,
    messages,
    unsubscribe:
      single && optional(first, clock())
        ? parts.unsubscribeLink({ userId: first.recipient, fact: first.fact.is, channel: first.channel })
        : null,
  };
  const place = await pace.place();
  if (place !== "turn") {
    const at = place === "crowded" ? later(clock(), awayMs) : clock();
    await putOff(pool, deliveries, { at, counts: false });
    return;
  }
  if (!(await stillHeld(pool, deliveries))) return; // paused for longer than the lease: somebody else has it
  await seam?.("held", first);
  const outcome = await guard.attempt(() => channel.send(message));
  if (outcome === "circuit-open") {
    await putOff(pool, deliveries, { at: later(clock(), guard.restMs), counts: false });
    return;
  }
  await seam?.("sent", first);
  await settle(deliveries, outcome, addressee.reader.language, parts);
  await seam?.("marked", first);
};

/** Works on one claimed delivery. Throws where the database is away: the lease runs out by itself. */
export const deliver = async (claimed: Delivery, door: Door, parts: DeliveringParts): Promise<void> => {
  const { pool, clock, seam } = parts;
  await seam?.("claimed", claimed);
  if ((await withoutNeverEnded([claimed], parts)).length === 0) return;
  const now = clock();
  let deliveries: readonly Delivery[] = [claimed];
  try {
    const addressee = (await readAddressees(pool, [claimed.recipient], claimed.channel, now))(claimed.recipient);
    const look = await lookAgain(claimed, addressee, now, parts);
    if (look.is === "suppress") {
      const { reason } = look;
      await markEnded(parts, deliveries, { status: "suppressed", reason, messageId: null, language: null, at: now });
      return;
    }
    if (look.is === "wait") {
      await putOff(pool, deliveries, { at: look.at, digestAt: look.digestAt, counts: false });
      return;
    }
    if (claimed.digestAt !== null && claimed.unanswered <= singlyAfter) {
      deliveries = await claimDigest(pool, claimed);
      deliveries = await stillInDigest(deliveries, addressee, now, parts);
    }
    await send(deliveries, addressee, door, parts);
  } catch (error) {
    await failed(deliveries, error, parts);
  }
};
