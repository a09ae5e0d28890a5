// Who looked at whose most sensitive data. One stream a reader, so that a look at a page of people is one event; it is part of
// the history of each of them, and what was seen is not in it.
import { z } from "zod";
import { nothingToDo, type Aggregate, type Command, type Decision } from "../kernel/decision.js";
import { event, type EventOf } from "../kernel/event.js";
import { streamName, UserId } from "../kernel/identifiers.js";

export const readingsStream = (readBy: UserId): string => streamName("readings", readBy);

/** What a look at it is recorded of: the history as a whole, what somebody earns, the scan of a letter. */
export const recordedReadings = ["history", "pay", "scan"] as const;
export type RecordedReading = (typeof recordedReadings)[number];

/** People in one look: no page of a view has more. */
export const MOST_READ_AT_ONCE = 500;

// Events — stored for ever: never rename or remove a field, add an upcaster instead.
export const PersonalDataRead = event("PersonalDataRead", 1, {
  /** Whose data they are. */
  userIds: z.array(UserId).min(1).max(MOST_READ_AT_ONCE),
  what: z.enum(recordedReadings),
  readBy: UserId,
});
export const readingsEvents = [PersonalDataRead] as const;
export type ReadingsEvent = EventOf<(typeof readingsEvents)[number]>;

/** No look depends on those before it. */
export const readings: Aggregate<null, ReadingsEvent> = { initial: null, evolve: (state) => state };

// Decisions
export const RecordReading = PersonalDataRead.schema.strict();
export type RecordReading = z.output<typeof RecordReading>;

/** Looking at what is one's own is no look at somebody. */
export const recordReading = ({ data }: Command<RecordReading>): Decision<ReadingsEvent> => {
  const userIds = data.userIds.filter((userId) => userId !== data.readBy);
  return userIds.length === 0 ? nothingToDo() : [PersonalDataRead({ ...data, userIds })];
};
