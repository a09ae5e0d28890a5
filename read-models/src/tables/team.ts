// The rules of units' teams, and the calendar feeds of users.
import type { TableOf } from "../table.js";

export interface MinimumOfPosition {
  /** Null for everybody of the unit. */
  readonly position: string | null;
  readonly dated: readonly { readonly from: string; readonly minimum: number; readonly effect: "warn" | "block" }[];
}

export interface BlackOutOfUnit {
  readonly blackOutId: string;
  readonly from: string;
  readonly to: string;
  readonly kinds: readonly string[] | null;
  readonly effect: "warn" | "block";
  readonly reason: string;
}

export interface TeamRulesRow {
  readonly unitId: string;
  readonly minimums: readonly MinimumOfPosition[];
  readonly blackOuts: readonly BlackOutOfUnit[];
}

export const teamRulesTable: TableOf<TeamRulesRow> = {
  name: "team_rules",
  columns: { unitId: "text", minimums: "jsonb", blackOuts: "jsonb" },
  key: ["unitId"],
};

export interface CalendarFeedRow {
  readonly feedId: string;
  readonly userId: string;
  /** SHA-256 of the secret in the feed's address. */
  readonly tokenHash: string;
  /** Null for a feed of the user's own absences. */
  readonly unitId: string | null;
  readonly language: "ru" | "en";
  readonly createdAt: string;
  readonly revokedAt: string | null;
}

export const calendarFeedTable: TableOf<CalendarFeedRow> = {
  name: "calendar_feed",
  columns: {
    feedId: "text",
    userId: "text",
    tokenHash: "text",
    unitId: "text",
    language: "text",
    createdAt: "timestamptz",
    revokedAt: "timestamptz",
  },
  key: ["feedId"],
};
