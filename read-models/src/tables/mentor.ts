// Mentors with the places that are taken, and when they are away.
import type { TableOf } from "../table.js";

export interface MenteeOfRow {
  readonly reservationId: string;
  readonly employeeId: string;
  readonly from: string;
  readonly confirmed: boolean;
}
export interface AwayOfRow {
  readonly awayId: string;
  readonly from: string;
  readonly to: string;
}
export interface MentorRow {
  readonly mentorId: string;
  readonly since: string;
  /** Their own; null where the policy's holds. */
  readonly ownLimit: number | null;
  readonly stoodDownOn: string | null;
  readonly away: readonly AwayOfRow[];
  readonly mentees: readonly MenteeOfRow[];
  /** Places taken, confirmed or not. */
  readonly taken: number;
}

export const mentorTable: TableOf<MentorRow> = {
  name: "mentor",
  columns: {
    mentorId: "text",
    since: "date",
    ownLimit: "integer",
    stoodDownOn: "date",
    away: "jsonb",
    mentees: "jsonb",
    taken: "integer",
  },
  key: ["mentorId"],
};
