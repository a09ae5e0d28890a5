// What one person has of training: subscriptions to programmes, and entitlements from which places are reserved.
// Decisions: entitlement.ts, reserve-place.ts.
import { z } from "zod";
import { nothingToDo, refuse, type Aggregate, type Command, type Decision } from "../kernel/decision.js";
import { event, type EventOf } from "../kernel/event.js";
import { EmployeeId, streamName } from "../kernel/identifiers.js";
import { LocalDate } from "../kernel/local-date.js";
import { ReservationId } from "../kernel/references.js";
import { programmeInUse, ProgrammeId, type TrainingProgramme } from "./programme.js";
import { SessionId } from "./session.js";

export const trainingAccountStream = (id: EmployeeId): string => streamName("trainingAccount", id);

export const EntitlementId = z.uuid().meta({ title: "EntitlementId", example: "9a3a5a0e-1f0b-5b7e-8f5d-2f7f6f4f0c11" });

const reservation = { employeeId: EmployeeId, reservationId: ReservationId, sessionId: SessionId };

// Events — stored for ever: never rename or remove a field, add an upcaster instead.
export const TrainingSubscribed = event("TrainingSubscribed", 1, { employeeId: EmployeeId, programmeId: ProgrammeId });
export const TrainingUnsubscribed = event("TrainingUnsubscribed", 1, {
  employeeId: EmployeeId,
  programmeId: ProgrammeId,
});
export const TrainingEntitlementGranted = event("TrainingEntitlementGranted", 1, {
  employeeId: EmployeeId,
  entitlementId: EntitlementId,
  programmeId: ProgrammeId,
  /** Null for a term without a number: as many as the person likes from the first day to the last. */
  sessions: z.int().min(1).max(1000).nullable(),
  from: LocalDate,
  until: LocalDate.nullable(),
});
/** Gives no more places; those that are reserved stay. */
export const TrainingEntitlementRevoked = event("TrainingEntitlementRevoked", 1, {
  employeeId: EmployeeId,
  entitlementId: EntitlementId,
});
export const TrainingPlaceReserved = event("TrainingPlaceReserved", 1, {
  ...reservation,
  programmeId: ProgrammeId,
  entitlementId: EntitlementId,
  /** The session's day, in its own zone. */
  on: LocalDate,
});
export const TrainingPlaceReleased = event("TrainingPlaceReleased", 1, {
  ...reservation,
  /** What became of it in the session. */
  outcome: z.enum(["declined", "cancelled", "session-cancelled"]),
});
export const trainingAccountEvents = [
  TrainingSubscribed,
  TrainingUnsubscribed,
  TrainingEntitlementGranted,
  TrainingEntitlementRevoked,
  TrainingPlaceReserved,
  TrainingPlaceReleased,
] as const;
export type TrainingAccountEvent = EventOf<(typeof trainingAccountEvents)[number]>;

// State — only what decisions need.
export interface Entitlement {
  readonly programmeId: ProgrammeId;
  readonly sessions: number | null;
  readonly from: LocalDate;
  readonly until: LocalDate | null;
  readonly revoked: boolean;
}
export interface ReservedPlace {
  readonly sessionId: SessionId;
  readonly entitlementId: string;
}
export interface TrainingAccount {
  readonly subscriptions: ReadonlySet<ProgrammeId>;
  readonly entitlements: ReadonlyMap<string, Entitlement>;
  /** Reserved and not given back, by reservation. */
  readonly places: ReadonlyMap<string, ReservedPlace>;
}

export const trainingAccount: Aggregate<TrainingAccount, TrainingAccountEvent> = {
  initial: { subscriptions: new Set(), entitlements: new Map(), places: new Map() },
  evolve: (state, { type, data }) => {
    switch (type) {
      case "TrainingSubscribed":
        return { ...state, subscriptions: new Set(state.subscriptions).add(data.programmeId) };
      case "TrainingUnsubscribed": {
        const subscriptions = new Set(state.subscriptions);
        subscriptions.delete(data.programmeId);
        return { ...state, subscriptions };
      }
      case "TrainingEntitlementGranted": {
        const { employeeId: _, entitlementId, ...entitlement } = data;
        const entitlements = new Map(state.entitlements).set(entitlementId, { ...entitlement, revoked: false });
        return { ...state, entitlements };
      }
      case "TrainingEntitlementRevoked": {
        const entitlement = state.entitlements.get(data.entitlementId);
        if (entitlement === undefined) return state;
        const entitlements = new Map(state.entitlements).set(data.entitlementId, { ...entitlement, revoked: true });
        return { ...state, entitlements };
      }
      case "TrainingPlaceReserved": {
        const { reservationId, sessionId, entitlementId } = data;
        return { ...state, places: new Map(state.places).set(reservationId, { sessionId, entitlementId }) };
      }
      case "TrainingPlaceReleased": {
        const places = new Map(state.places);
        places.delete(data.reservationId);
        return { ...state, places };
      }
    }
  },
};

// Commands
export const SubscribeTraining = z.strictObject({ employeeId: EmployeeId, programmeId: ProgrammeId });
export type SubscribeTraining = z.output<typeof SubscribeTraining>;
export const UnsubscribeTraining = SubscribeTraining;
export type UnsubscribeTraining = z.output<typeof UnsubscribeTraining>;

// Decisions
export const subscribeTraining = (
  { data }: Command<SubscribeTraining>,
  { subscriptions }: TrainingAccount,
  { programme }: { readonly programme: TrainingProgramme },
): Decision<EventOf<typeof TrainingSubscribed>> => {
  const { programmeId } = data;
  if (programmeInUse(programme) === undefined) return refuse("programme-unknown", { programmeId }, "/programmeId");
  return subscriptions.has(programmeId) ? nothingToDo() : [TrainingSubscribed(data)];
};

export const unsubscribeTraining = (
  { data }: Command<UnsubscribeTraining>,
  { subscriptions }: TrainingAccount,
): Decision<EventOf<typeof TrainingUnsubscribed>> => {
  const { programmeId } = data;
  return subscriptions.has(programmeId)
    ? [TrainingUnsubscribed(data)]
    : refuse("not-subscribed", { programmeId }, "/programmeId");
};
