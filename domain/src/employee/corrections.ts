// Correcting what was entered wrongly. An entry for the same day takes the place of the wrong one; an entry that should not
// be there at all is annulled. The log keeps both: what was entered, and that it was taken back.
import { z } from "zod";
import { refuse, type Command, type Decision } from "../kernel/decision.js";
import type { EventOf } from "../kernel/event.js";
import { allowanceEntered } from "./allowances.js";
import { listOf, type Employment } from "./employee.js";
import { EntryAnnulled } from "./employment-events.js";

export const AnnulEntry = z
  .strictObject(EntryAnnulled.schema.shape)
  .refine(({ entry, code }) => (entry === "allowance") === (code !== null), {
    path: ["code"],
    message: "is the allowance's, and null for every other entry",
  });
export type AnnulEntry = z.output<typeof AnnulEntry>;

/** From the entry's day on the one before it holds. Unit and place of a hire stay: they can only be corrected. */
export const annulEntry = (
  { data }: Command<AnnulEntry>,
  state: Employment | undefined,
): Decision<EventOf<typeof EntryAnnulled>> => {
  const { employeeId, entry, from, code } = data;
  if (state === undefined) return refuse("employee-unknown", { employeeId }, "/employeeId");
  const entered =
    entry === "allowance"
      ? allowanceEntered(state.allowances, code, from, state.spells)
      : state[listOf[entry]].some((each) => each.from === from);
  if (!entered) return refuse("employment-entry-unknown", { entry, from }, "/from");
  const ofHire = entry === "transfer" || entry === "place";
  if (ofHire && state.spells.some(({ hiredOn }) => hiredOn === from))
    return refuse("entry-of-hire", { entry, from }, "/from");
  return [EntryAnnulled(data)];
};
