// How an attempt ends: as the channel says, by a fault, or not at all; and what becomes of the deliveries then.
import { StoreUnavailable, VaultUnavailable } from "@tabel/event-store";
import { backoffDelay } from "@tabel/platform";
import { describeError } from "@tabel/read-models";
import type { ChannelOutcome } from "../channels/channel.js";
import type { Delivery } from "../storage/delivery-rows.js";
import { markEnded, MOST_UNANSWERED, putOff } from "./claim.js";
import type { DeliveringParts } from "./delivering-parts.js";

/** Attempts until it is set aside; about an hour and a half in all. */
export const MOST_ATTEMPTS = 8;
const waits = { first: 2_000, most: 3_600_000, factor: 4 };

export const later = (at: string, milliseconds: number): string =>
  new Date(Date.parse(at) + milliseconds).toISOString();

/** What passes by itself, and says nothing of the message. */
export const awayMs = 5_000;

/** Ends the deliveries as the channel's outcome says. */
export const settle = async (
  deliveries: readonly Delivery[],
  outcome: ChannelOutcome,
  language: string,
  parts: DeliveringParts,
): Promise<void> => {
  const { pool, clock, log } = parts;
  const at = clock();
  const [first] = deliveries;
  if (first === undefined) return;
  const end = (
    status: "sent" | "failed" | "bounced" | "suppressed",
    reason: string | null,
    messageId: string | null = null,
  ) => markEnded(parts, deliveries, { status, reason, messageId, language, at });
  const about = { delivery: first.id, channel: first.channel, fact: first.fact.is, attempts: first.attempts };
  /** After the mark: where this fails the message is told as it was, and the next one finds the browser gone again. */
  const forgetBrowsers = async (gone: readonly string[] = []): Promise<void> => {
    try {
      if (gone.length > 0) await parts.endSubscriptions(first.recipient, gone);
    } catch (error) {
      log.warn(
        { ...describeError(error), ...about },
        "a browser that is gone was not forgotten; the next message finds out",
      );
    }
  };
  switch (outcome.is) {
    case "sent": {
      const marked = await end("sent", null, outcome.messageId);
      if (!marked) log.warn(about, "a message went out after somebody else had taken it over");
      await forgetBrowsers(outcome.gone);
      return;
    }
    case "bounced":
      await end("bounced", outcome.reason);
      await forgetBrowsers(outcome.gone);
      return;
    case "unreachable":
      await end("suppressed", outcome.reason);
      await forgetBrowsers(outcome.gone);
      return;
    case "permanent-failure":
      log.error({ ...about, code: outcome.reason }, "a message was refused for good; it is on the dead-letter list");
      await end("failed", outcome.reason);
      return;
    case "temporary-failure":
      if (first.attempts >= MOST_ATTEMPTS) {
        log.error({ ...about, code: outcome.reason }, "a message could not be sent; it is on the dead-letter list");
        await end("failed", outcome.reason);
        return;
      }
      log.warn({ ...about, code: outcome.reason }, "a message could not be sent; it is tried again later");
      await putOff(pool, deliveries, { at: later(at, backoffDelay(waits, first.attempts)), counts: true });
  }
};

/** Sets those aside that were begun too often and never ended; answers the others. */
export const withoutNeverEnded = async (
  claimed: readonly Delivery[],
  parts: DeliveringParts,
): Promise<readonly Delivery[]> => {
  const { clock, log } = parts;
  const over = claimed.filter(({ unanswered }) => unanswered > MOST_UNANSWERED);
  for (const { id: delivery, channel, fact, attempts } of over)
    log.error(
      { delivery, channel, fact: fact.is, attempts },
      "a message was begun and never ended; it is on the dead-letter list",
    );
  const ended = { status: "failed", reason: "never-ended", messageId: null, language: null } as const;
  if (over.length > 0) await markEnded(parts, over, { ...ended, at: clock() });
  return over.length === 0 ? claimed : claimed.filter((each) => !over.includes(each));
};

/** That store or vault are away says nothing of a message; a fault of ours is tried again as a provider's. */
export const failed = async (
  deliveries: readonly Delivery[],
  error: unknown,
  parts: DeliveringParts,
): Promise<void> => {
  const { pool, clock, log } = parts;
  const [first] = deliveries;
  log.warn({ ...describeError(error), delivery: first?.id, channel: first?.channel }, "a message was not worked on");
  if (error instanceof StoreUnavailable || error instanceof VaultUnavailable)
    await putOff(pool, deliveries, { at: later(clock(), awayMs), counts: false });
  else await settle(deliveries, { is: "temporary-failure", reason: "fault" }, "ru", parts);
};
