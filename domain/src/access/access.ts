// What a user may do: roles with scope and dates, and the password of the own token issuer.
import { z } from "zod";
import { event, personal, type EventOf } from "../kernel/event.js";
import { streamName, UnitId, UserId } from "../kernel/identifiers.js";
import { LocalDate } from "../kernel/local-date.js";

export const accessStream = (id: UserId): string => streamName("access", id);

/** Roles that are granted. Employee and unit head are not among them: they follow from employment and organisation. */
export const Role = z.enum(["hr-officer", "accountant", "auditor", "administrator", "integration-client"]);
export type Role = z.output<typeof Role>;

export const Scope = z.discriminatedUnion("over", [
  z.object({ over: z.literal("all") }),
  z.object({ over: z.literal("units"), unitIds: z.array(UnitId).min(1).max(1000) }),
]);
export type Scope = z.output<typeof Scope>;

// Events — stored for ever: never rename or remove a field, add an upcaster instead.
export const RoleGranted = event("RoleGranted", 1, {
  userId: UserId,
  role: Role,
  scope: Scope,
  from: LocalDate,
  until: LocalDate.nullable(),
});
export const RoleRevoked = event("RoleRevoked", 1, { userId: UserId, role: Role, on: LocalDate });
export const PasswordSet = event(
  "PasswordSet",
  1,
  { userId: UserId, passwordHash: personal(z.string().max(500)) },
  { subject: "userId" },
);
export const accessEvents = [RoleGranted, RoleRevoked, PasswordSet] as const;
export type AccessEvent = EventOf<(typeof accessEvents)[number]>;
