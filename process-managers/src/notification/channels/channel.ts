// The port of a channel: one message to one person, and what became of it. Nothing is retried here.
import type { Language, Message } from "@tabel/domain";

export interface PushAddress {
  readonly subscriptionId: string;
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

export interface OutgoingMessage {
  /** Of the delivery, or of the digest: the same at every attempt, so that a receiver recognises a repetition. */
  readonly id: string;
  readonly madeAt: string;
  readonly userId: string;
  /** Null where there is none. */
  readonly email: string | null;
  readonly push: readonly PushAddress[];
  readonly reader: { readonly language: Language; readonly timeZone: string; readonly country: string | null };
  /** Several make a digest. */
  readonly messages: readonly Message[];
  /** Null for what cannot be switched off. */
  readonly unsubscribe: string | null;
}

/** Reasons are codes: what a provider says may repeat an address. */
export type ChannelOutcome =
  | { readonly is: "sent"; readonly messageId: string | null; readonly gone?: readonly string[] }
  /** May pass: no answer, overload. Tried again, and counted by the circuit breaker. */
  | { readonly is: "temporary-failure"; readonly reason: string }
  /** Would end the same way again. */
  | { readonly is: "permanent-failure"; readonly reason: string }
  /** There is nobody at the address. */
  | { readonly is: "bounced"; readonly reason: string; readonly gone?: readonly string[] }
  /** Nobody can be reached by it: nothing was tried. */
  | { readonly is: "unreachable"; readonly reason: string; readonly gone?: readonly string[] };

export interface MessageChannel {
  /** Never throws for what a provider does. */
  send(message: OutgoingMessage): Promise<ChannelOutcome>;
  close(): Promise<void>;
}
