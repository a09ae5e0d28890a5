// Deliveries to the list in the application. Nothing leaves the system: the event of the outcome is the message. So many are marked
// at once, and no last look at the lease is needed, since the mark is that look.
import { eachOf } from "@tabel/platform";
import type { Delivery } from "../storage/delivery-rows.js";
import { readAddressees } from "./addressee.js";
import { type Ended, markEnded, putOff } from "./claim.js";
import type { DeliveringParts } from "./delivering-parts.js";
import { failed, withoutNeverEnded } from "./end-attempt.js";
import { lookAgain } from "./look-again.js";

const LOOKS_AT_ONCE = 16;

/** Throws where the database is away: the leases run out by themselves. */
export const deliverInApp = async (claimed: readonly Delivery[], parts: DeliveringParts): Promise<void> => {
  const { pool, clock, seam } = parts;
  for (const delivery of claimed) await seam?.("claimed", delivery);
  const deliveries = await withoutNeverEnded(claimed, parts);
  const now = clock();
  const ends = new Map<string, { readonly ended: Ended; readonly of: Delivery[] }>();
  const end = (delivery: Delivery, more: Pick<Ended, "status" | "reason" | "language">): void => {
    const key = JSON.stringify(more);
    const group = ends.get(key) ?? { ended: { ...more, messageId: null, at: now }, of: [] };
    group.of.push(delivery);
    ends.set(key, group);
  };
  const addresseeOf = await readAddressees(
    pool,
    deliveries.map(({ recipient }) => recipient),
    "in-app",
    now,
  );
  await eachOf(deliveries, LOOKS_AT_ONCE, async (delivery) => {
    try {
      const addressee = addresseeOf(delivery.recipient);
      const look = await lookAgain(delivery, addressee, now, parts);
      if (look.is === "wait") await putOff(pool, [delivery], { at: look.at, counts: false });
      else if (look.is === "suppress") end(delivery, { status: "suppressed", reason: look.reason, language: null });
      else end(delivery, { status: "sent", reason: null, language: addressee.reader.language });
    } catch (error) {
      await failed([delivery], error, parts);
    }
  });
  for (const { ended, of } of ends.values()) await markEnded(parts, of, ended);
  for (const delivery of deliveries) await seam?.("marked", delivery);
};
