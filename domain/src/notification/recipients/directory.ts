// Who is who when a fact is made known: what recipients are worked out from. Ids only, and no more of the organisation than the
// fact concerns.
import type { Scope } from "../../access/access.js";
import type { Presence } from "../../access/presence.js";
import type { LocalDate } from "../../kernel/local-date.js";
import type { UnitId, UserId } from "../../kernel/identifiers.js";
import type { Organisation } from "../../organisation/organisation.js";

export interface PersonOfDirectory {
  readonly unitId: UnitId;
  /** On the person's own day. Who has left is told nothing and mentioned to nobody. */
  readonly employment: "to-begin" | "employed" | "left";
  /** Whose key is destroyed: nothing can be said about them any more. */
  readonly erased: boolean;
}

export interface HeldRole {
  readonly userId: UserId;
  readonly role: string;
  readonly scope: Scope;
}

export interface SessionOfDirectory {
  readonly trainerId: string;
  /** Who has a place or waits for one. */
  readonly people: readonly string[];
}

export interface Directory {
  readonly today: LocalDate;
  /** The units that the fact concerns, with every unit above them. */
  readonly organisation: Pick<Organisation, "units">;
  readonly people: ReadonlyMap<string, PersonOfDirectory>;
  readonly presence: Presence;
  /** Roles that are held today. */
  readonly roles: readonly HeldRole[];
  /** Of whom somebody is the mentor now, by newcomer. */
  readonly mentors: ReadonlyMap<string, string>;
  /** Kinds of absence by request, for steps that a deputy holds for some kinds only; never kept. */
  readonly kinds: ReadonlyMap<string, string | null>;
  readonly sessions: ReadonlyMap<string, SessionOfDirectory>;
  /** By programme. */
  readonly subscribers: ReadonlyMap<string, readonly string[]>;
}

/** What somebody may know of the person that a message is about; the words are those of the access policy. */
export type Disclosure =
  | "see-employee"
  | "see-absence"
  | "see-absence-kind"
  | "see-requests"
  | "see-leave-schedule"
  | "see-leave-balance"
  | "see-timesheet"
  | "see-onboarding"
  | "see-training"
  | "see-resignation";

export const recipientRoles = [
  "subject", // whom it is about
  "step-holder", // whom a step waits for: a head, the deputy of an absent one, HR
  "head", // the nearest head over the person or unit, or the deputy of an absent one
  "hr",
  "it",
  "accountant",
  "deputy", // who stands in for somebody
  "proposer", // whose proposal was answered
  "mentor",
  "successor", // who takes something over
  "trainer",
  "participant", // who has a place in a session or waits for one
  "subscriber",
  "audience", // one of those to whom an announcement goes
  "workspace", // the common channel: facts about nobody only
] as const;
export type RecipientRole = (typeof recipientRoles)[number];

export interface Recipient {
  readonly userId: UserId;
  readonly role: RecipientRole;
  /** Nothing where the fact is about nobody. */
  readonly mayKnow: readonly Disclosure[];
}

/** The common channel's place among recipients: a name of an integration, never a person's number. */
export const WORKSPACE = "workspace" as UserId; // matches the pattern of user ids
