// Who is logged in, and what they may do at this moment: for an application that shows only what it can do for them.
import { headedUnits, RoleGranted, UnitId, UserId, type Instant } from "@tabel/domain";
import type { EventStore } from "@tabel/event-store";
import { z } from "zod";
import { readerOf } from "../pipeline/situation.js";
import { employmentOf, hasLeft, organisationOf, rolesOf, todayOf } from "../rights/people.js";

export const Me = z.object({
  userId: UserId,
  employed: z.boolean().meta({ description: "False also for users who never were employees" }),
  roles: z.array(RoleGranted.schema.omit({ userId: true })),
  headOf: z.array(UnitId),
});
export type Me = z.output<typeof Me>;

export const whoAmI = async (
  userId: UserId,
  { store, clock }: { readonly store: Pick<EventStore, "load">; readonly clock: () => Instant },
): Promise<Me> => {
  const inquiry = { ...readerOf(store, false), at: clock() };
  const employment = await employmentOf(inquiry, userId);
  const employed = employment !== undefined && !hasLeft(inquiry, employment);
  const today = todayOf(inquiry, employment);
  const headOf =
    employment === undefined ? [] : headedUnits(await organisationOf(inquiry), employment.employeeId, today);
  return { userId, employed, roles: [...(await rolesOf(inquiry, userId))], headOf: [...headOf] };
};
