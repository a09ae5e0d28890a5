// An announcement whose audience is to be gone through: once by its name.
import type { Audience } from "@tabel/domain";
import type pg from "pg";
import { query } from "../storage/delivery-rows.js";

export interface AnnouncementToTell {
  readonly announcementId: string;
  readonly audience: Audience;
  readonly correlationId: string;
  readonly afterPosition: bigint;
  readonly at: string;
}

export const openAnnouncement = async (client: pg.ClientBase, told: AnnouncementToTell): Promise<void> => {
  const { announcementId, audience, correlationId, afterPosition, at } = told;
  await query(
    client,
    `insert into notifications.announcement (announcement_id, audience, correlation_id, after_position, published_at)
     values ($1, $2, $3, $4, $5) on conflict (announcement_id) do nothing`,
    [announcementId, JSON.stringify(audience), correlationId, afterPosition, at],
  );
};
