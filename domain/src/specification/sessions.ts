// A session of training on 3 February 2026, the day after the commands of the specs; Olga trains. Used by specs only.
import { EmployeeId } from "../kernel/identifiers.js";
import { ReservationId } from "../kernel/references.js";
import { programmeInUse, TrainingProgrammeOpened, trainingProgramme } from "../training/programme.js";
import {
  SessionId,
  TrainingBooked,
  TrainingSessionPublished,
  TrainingWaitlisted,
  trainingSession,
  type TrainingSessionEvent,
} from "../training/session.js";
import {
  TrainingEntitlementGranted,
  TrainingPlaceReserved,
  trainingAccount,
  type TrainingAccountEvent,
} from "../training/training-account.js";
import { fold } from "./given-when-then.js";

export const SESSION = SessionId.parse("s1");
export const person = (id: string) => EmployeeId.parse(id);
export const reservation = (number: number) =>
  ReservationId.parse(`00000000-0000-4000-8000-${String(number).padStart(12, "0")}`);

export const opened = (entitlement: "open" | "required" = "open") =>
  TrainingProgrammeOpened({ programmeId: "anti-fraud", title: { ru: "Курс", en: "Course" }, entitlement });
export const programme = (entitlement: "open" | "required" = "open") => fold(trainingProgramme, [opened(entitlement)]);

export const session = (more: object = {}) =>
  TrainingSessionPublished({
    sessionId: "s1",
    programmeId: "anti-fraud",
    entitlement: programmeInUse(programme())?.entitlement ?? "open",
    title: { ru: "Занятие", en: "Session" },
    trainerId: "olga",
    startsAt: "2026-02-03T07:00:00.000Z",
    endsAt: "2026-02-03T09:00:00.000Z",
    cutOffAt: "2026-02-02T15:00:00.000Z",
    timeZone: "Europe/Moscow",
    place: "Room 3",
    seats: 2,
    ...more,
  });
export const booked = (employeeId: string, reservationId: string | null = null) =>
  TrainingBooked({ sessionId: "s1", employeeId, reservationId });
export const waitlisted = (employeeId: string, reservationId: string | null = null) =>
  TrainingWaitlisted({ sessionId: "s1", employeeId, reservationId });
export const sessionOf = (...events: TrainingSessionEvent[]) => fold(trainingSession, events);

export const ENTITLEMENT = "9a3a5a0e-1f0b-4b7e-8f5d-2f7f6f4f0c11";
export const granted = (more: object = {}) =>
  TrainingEntitlementGranted({
    employeeId: "galina",
    entitlementId: ENTITLEMENT,
    programmeId: "anti-fraud",
    sessions: 1,
    from: "2026-01-01",
    until: null,
    ...more,
  });
export const placeReserved = (reservationId: string = reservation(1), sessionId = "s1") =>
  TrainingPlaceReserved({
    employeeId: "galina",
    reservationId,
    sessionId,
    programmeId: "anti-fraud",
    entitlementId: ENTITLEMENT,
    on: "2026-02-03",
  });
export const accountOf = (...events: TrainingAccountEvent[]) => fold(trainingAccount, events);
