// Training: programmes, sessions with their places, and what each person is entitled and subscribed to.
import type { TableOf } from "../table.js";
import type { TitleOfThing } from "./onboarding.js";

export interface TrainingProgrammeRow {
  readonly programmeId: string;
  readonly title: TitleOfThing;
  readonly entitlement: "open" | "required";
  readonly closed: boolean;
}

export const trainingProgrammeTable: TableOf<TrainingProgrammeRow> = {
  name: "training_programme",
  columns: { programmeId: "text", title: "json", entitlement: "text", closed: "boolean" },
  key: ["programmeId"],
};

/** Who has a place or waits for one. */
export interface PersonOfSession {
  readonly employeeId: string;
  readonly status: "booked" | "waiting";
  /** Position of the event by which they came: the order of the waiting list. Decimal. */
  readonly since: string;
  readonly attended: boolean | null;
}
export interface TrainingSessionRow {
  readonly sessionId: string;
  readonly programmeId: string;
  readonly title: TitleOfThing;
  readonly trainerId: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly cutOffAt: string;
  readonly timeZone: string;
  readonly place: string;
  readonly entitlement: "open" | "required";
  readonly seats: number;
  readonly booked: number;
  readonly waiting: number;
  readonly cancelled: boolean;
  readonly people: readonly PersonOfSession[];
}

export const trainingSessionTable: TableOf<TrainingSessionRow> = {
  name: "training_session",
  columns: {
    sessionId: "text",
    programmeId: "text",
    title: "json",
    trainerId: "text",
    startsAt: "timestamptz",
    endsAt: "timestamptz",
    cutOffAt: "timestamptz",
    timeZone: "text",
    place: "text",
    entitlement: "text",
    seats: "integer",
    booked: "integer",
    waiting: "integer",
    cancelled: "boolean",
    people: "json",
  },
  key: ["sessionId"],
};

export interface TrainingPlaceRow {
  readonly sessionId: string;
  readonly employeeId: string;
  readonly programmeId: string;
  readonly status: "booked" | "waiting";
  readonly since: bigint;
  readonly attended: boolean | null;
}

export const trainingPlaceTable: TableOf<TrainingPlaceRow> = {
  name: "training_place",
  columns: {
    sessionId: "text",
    employeeId: "text",
    programmeId: "text",
    status: "text",
    since: "bigint",
    attended: "boolean",
  },
  key: ["sessionId", "employeeId"],
};

export interface EntitlementOfRow {
  readonly entitlementId: string;
  readonly programmeId: string;
  readonly sessions: number | null;
  readonly from: string;
  readonly until: string | null;
  readonly revoked: boolean;
}
export interface TrainingAccountRow {
  readonly employeeId: string;
  readonly subscriptions: readonly string[];
  readonly entitlements: readonly EntitlementOfRow[];
  /** Reserved and not given back. */
  readonly places: readonly {
    readonly reservationId: string;
    readonly sessionId: string;
    readonly entitlementId: string;
  }[];
}

export const trainingAccountTable: TableOf<TrainingAccountRow> = {
  name: "training_account",
  columns: { employeeId: "text", subscriptions: "jsonb", entitlements: "jsonb", places: "jsonb" },
  key: ["employeeId"],
};

/** To whom the announcements of a programme go. */
export interface TrainingSubscriptionRow {
  readonly programmeId: string;
  readonly employeeId: string;
}

export const trainingSubscriptionTable: TableOf<TrainingSubscriptionRow> = {
  name: "training_subscription",
  columns: { programmeId: "text", employeeId: "text" },
  key: ["programmeId", "employeeId"],
};
