// Entitlements: a number of sessions, a term, or both; and places reserved from them. The person's side of a booking comes
// first; the session's side (book-session.ts) settles it, and only what that side has declined or cancelled is given back.
import { z } from "zod";
import type { Employment } from "../employee/employee.js";
import { nothingToDo, refuse, type Command, type Decision } from "../kernel/decision.js";
import type { EventOf } from "../kernel/event.js";
import { EmployeeId } from "../kernel/identifiers.js";
import { LocalDate, localDateAt } from "../kernel/local-date.js";
import { ReservationId } from "../kernel/references.js";
import { programmeInUse, ProgrammeId, type TrainingProgramme } from "./programme.js";
import { SessionId, type TrainingSession } from "./session.js";
import {
  EntitlementId,
  TrainingEntitlementGranted,
  TrainingEntitlementRevoked,
  TrainingPlaceReleased,
  TrainingPlaceReserved,
  type Entitlement,
  type TrainingAccount,
} from "./training-account.js";

export const GrantTrainingEntitlement = z
  .strictObject({
    employeeId: EmployeeId,
    programmeId: ProgrammeId,
    sessions: z.int().min(1).max(1000).nullable(),
    from: LocalDate,
    until: LocalDate.nullable(),
  })
  .refine(({ sessions, until }) => sessions !== null || until !== null, {
    path: ["sessions"],
    message: "an entitlement has a number of sessions, a last day, or both",
  });
export type GrantTrainingEntitlement = z.output<typeof GrantTrainingEntitlement>;
export const RevokeTrainingEntitlement = z.strictObject({ employeeId: EmployeeId, entitlementId: EntitlementId });
export type RevokeTrainingEntitlement = z.output<typeof RevokeTrainingEntitlement>;
export const ReserveTrainingPlace = z.strictObject({ employeeId: EmployeeId, sessionId: SessionId });
export type ReserveTrainingPlace = z.output<typeof ReserveTrainingPlace>;
export const ReleaseTrainingPlace = z.strictObject({
  employeeId: EmployeeId,
  sessionId: SessionId,
  reservationId: ReservationId,
});
export type ReleaseTrainingPlace = z.output<typeof ReleaseTrainingPlace>;

/** Sessions of an entitlement that are reserved and not given back. */
const usedOf = ({ places }: TrainingAccount, entitlementId: string): number =>
  [...places.values()].filter((place) => place.entitlementId === entitlementId).length;

/** The command brings the entitlement's id. */
export const grantTrainingEntitlement = (
  { data, meta }: Command<GrantTrainingEntitlement>,
  state: TrainingAccount,
  { employment, programme }: { readonly employment: Employment | undefined; readonly programme: TrainingProgramme },
): Decision<EventOf<typeof TrainingEntitlementGranted>> => {
  const { employeeId, programmeId, from, until } = data;
  if (employment === undefined) return refuse("employee-unknown", { employeeId }, "/employeeId");
  if (programmeInUse(programme) === undefined) return refuse("programme-unknown", { programmeId }, "/programmeId");
  if (state.entitlements.has(meta.newId)) return nothingToDo();
  if (until !== null && until < from) return refuse("dates-reversed", { from, to: until }, "/until");
  const { lastDay } = employment;
  if (lastDay !== null && from > lastDay) return refuse("employee-left", { employeeId, lastDay }, "/from");
  return [TrainingEntitlementGranted({ ...data, entitlementId: meta.newId })];
};

export const revokeTrainingEntitlement = (
  { data }: Command<RevokeTrainingEntitlement>,
  { entitlements }: TrainingAccount,
): Decision<EventOf<typeof TrainingEntitlementRevoked>> => {
  const { entitlementId } = data;
  const entitlement = entitlements.get(entitlementId);
  if (entitlement === undefined) return refuse("entitlement-unknown", { entitlementId }, "/entitlementId");
  return entitlement.revoked ? nothingToDo() : [TrainingEntitlementRevoked(data)];
};

const gives = (
  { programmeId, sessions, from, until, revoked }: Entitlement,
  wanted: ProgrammeId,
  on: LocalDate,
  used: number,
): boolean =>
  !revoked &&
  programmeId === wanted &&
  from <= on &&
  (until === null || on <= until) &&
  (sessions === null || used < sessions);

/** From the entitlement that ends first; the command brings the reservation's id. */
export const reserveTrainingPlace = (
  { data, meta }: Command<ReserveTrainingPlace>,
  state: TrainingAccount,
  { session }: { readonly session: TrainingSession },
): Decision<EventOf<typeof TrainingPlaceReserved>> => {
  const { sessionId } = data;
  const { published, cancelled } = session;
  if (published === null) return refuse("session-unknown", { sessionId }, "/sessionId");
  if (cancelled) return refuse("session-cancelled", { sessionId }, "/sessionId");
  const { cutOffAt, programmeId, startsAt, timeZone } = published;
  if (meta.at > cutOffAt) return refuse("cut-off-passed", { cutOffAt }, "/sessionId");
  for (const [reservationId, place] of state.places)
    if (place.sessionId === sessionId) return refuse("place-reserved", { sessionId, reservationId }, "/sessionId");
  const on = localDateAt(startsAt, timeZone);
  const usable = [...state.entitlements]
    .filter(([id, entitlement]) => gives(entitlement, programmeId, on, usedOf(state, id)))
    .toSorted(([, a], [, b]) => (a.until ?? "9999").localeCompare(b.until ?? "9999"));
  const [entitlementId] = usable[0] ?? [];
  if (entitlementId === undefined) return refuse("entitlement-used", { programmeId, on }, "/sessionId");
  return [TrainingPlaceReserved({ ...data, reservationId: meta.newId, programmeId, entitlementId, on })];
};

export const releaseTrainingPlace = (
  { data }: Command<ReleaseTrainingPlace>,
  state: TrainingAccount,
  { session }: { readonly session: TrainingSession },
): Decision<EventOf<typeof TrainingPlaceReleased>> => {
  const { reservationId, sessionId } = data;
  const settled = session.reservations.get(reservationId);
  const outcome =
    settled === "declined" || settled === "cancelled" ? settled : session.cancelled && "session-cancelled";
  const place = state.places.get(reservationId);
  if (place?.sessionId !== sessionId)
    return outcome === false ? refuse("reservation-unknown", { reservationId }, "/reservationId") : nothingToDo();
  if (outcome === false)
    return refuse("reservation-unsettled", { reservationId, status: settled ?? "waiting" }, "/reservationId");
  return [TrainingPlaceReleased({ ...data, outcome })];
};
