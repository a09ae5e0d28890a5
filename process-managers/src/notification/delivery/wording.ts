// A message in words, read at the moment at which it goes out.
import { type Message, renderMessage } from "@tabel/domain";
import { readMessageValues } from "@tabel/read-models";
import { type Delivery, query, toldAbout } from "../storage/delivery-rows.js";
import type { Addressee } from "./addressee.js";
import type { DeliveringParts } from "./delivering-parts.js";

const wordedAnew = async (
  deliveries: readonly Delivery[],
  { reader }: Addressee,
  { pool }: DeliveringParts,
): Promise<readonly Message[]> => {
  const values = await readMessageValues(deliveries.map(toldAbout), reader.language, async (text, given) => {
    const { rows } = await query<{ what: string; id: string; value: unknown }>(pool, text, given);
    return rows;
  });
  return deliveries.map(({ fact, role }, index) =>
    renderMessage({ fact: fact.is, role, values: values[index] ?? {} }, reader),
  );
};

/** In the application the words are read when they are shown; an announcement's are the same for everybody of a language. */
export const worded = async (
  deliveries: readonly Delivery[],
  addressee: Addressee,
  parts: DeliveringParts,
): Promise<readonly Message[]> => {
  const [first] = deliveries;
  if (first === undefined || first.channel === "in-app") return [];
  if (deliveries.length > 1 || first.role !== "audience") return wordedAnew(deliveries, addressee, parts);
  const key = `${first.factId} ${addressee.reader.language}`;
  const known = parts.announcementWords.get(key);
  if (known !== undefined) return known;
  const messages = await wordedAnew(deliveries, addressee, parts);
  if (parts.announcementWords.size >= 100) parts.announcementWords.clear();
  parts.announcementWords.set(key, messages);
  return messages;
};
