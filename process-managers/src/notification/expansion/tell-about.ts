// A fact becomes deliveries: whom it reaches, by which channels. On the transaction that marks the intent as done, so that both are
// there or neither; a second attempt finds the rows of the first.
import {
  announcement,
  announcementStream,
  type Inquiry,
  localDateAt,
  notificationPolicy,
  type NotificationFact,
  notifications,
  type NotificationSettings,
  notificationsStream,
  type Recipient,
  recipientsOf,
  rulesFor,
  type UserId,
  usualSettings,
  WORKSPACE,
} from "@tabel/domain";
import type { EventStore } from "@tabel/event-store";
import { eachOf } from "@tabel/platform";
import { PermanentFailure, type TellAbout } from "../../process/ports.js";
import { inquiryAt } from "../directory/inquiry.js";
import { type DirectoryParts, readDirectory } from "../directory/read-directory.js";
import { openAnnouncement } from "./open-announcement.js";
import { offered } from "./offered.js";
import { insertDeliveries, type NewDelivery } from "../storage/delivery-rows.js";

export interface TellingParts extends DirectoryParts {
  readonly store: Pick<EventStore, "load" | "headPosition">;
  readonly clock: () => string;
  /** Told after deliveries were made, so that they are looked at. */
  readonly made?: () => void;
}

const settingsOf = async (inquiry: Inquiry, userId: UserId): Promise<NotificationSettings> =>
  userId === WORKSPACE ? usualSettings : (await inquiry.read(notificationsStream(userId), notifications)).settings;

const SETTINGS_AT_ONCE = 32;

/**
 * The transaction is silent while everybody of a fact is looked up: thousands of subscribers take longer than a command may. A
 * process that is paused meanwhile keeps this one intent for as long, and no other.
 */
const LOOKING_UP = "set local idle_in_transaction_session_timeout = '5min'";

/** Whom a fact reaches at this moment. */
export const recipientsNow = async (
  fact: NotificationFact,
  inquiry: Inquiry,
  parts: DirectoryParts,
): Promise<readonly Recipient[]> => recipientsOf(fact, await readDirectory(fact, inquiry, parts));

export const tellAboutFacts =
  (parts: TellingParts): TellAbout =>
  async (fact, { intentId, correlationId }, transaction) => {
    await transaction.query(LOOKING_UP);
    const at = parts.clock();
    const inquiry = inquiryAt(parts.store, at);
    const afterPosition = await parts.store.headPosition();
    if (fact.is === "announcement") {
      const { audience } = await inquiry.read(announcementStream(fact.announcementId), announcement);
      if (audience === null) throw new PermanentFailure(`the announcement ${fact.announcementId} was never published`);
      await openAnnouncement(transaction, { ...fact, audience, correlationId, afterPosition, at });
      parts.made?.();
      return { is: "done" };
    }
    const policy = notificationPolicy(localDateAt(at, "UTC"));
    const deliveries: NewDelivery[] = [];
    const recipients = await recipientsNow(fact, inquiry, parts);
    await eachOf(recipients, SETTINGS_AT_ONCE, async ({ userId, role, mayKnow }) => {
      const settings = await settingsOf(inquiry, userId);
      for (const channel of offered(rulesFor(policy, fact.is, role), fact, settings))
        deliveries.push({ recipient: userId, role, channel, mayKnow });
    });
    const told = { factId: intentId, fact, correlationId, at, afterPosition };
    const made = await insertDeliveries(transaction, told, deliveries);
    parts.made?.();
    return { is: "done", told: { deliveries: made } };
  };
