// A process for specs of the engine, with every kind of intent. Its words are those of deputies; who the deputy is says what happens:
// `refuse` (the command is refused), `poison` (the process fails), any other is dismissed again at once, and told about later.
import {
  access,
  accessStream,
  addDays,
  DeputyAppointed,
  DeputyDismissed,
  localDate,
  type NotificationFact,
  UserId,
} from "@tabel/domain";
import { ConcurrencyConflict, type EventStore } from "@tabel/event-store";
import type { CarryOutCommand, TellAbout } from "../process/ports.js";
import { type AnyProcess, process } from "../process/process.js";

/** What the process wants told: a fact with one word in it. */
export const about = (word: string): NotificationFact => ({ is: "announcement", announcementId: word });

interface Story {
  readonly appointed: number;
  readonly dismissed: number;
}

interface Told {
  readonly version?: number;
  /** Whether `poison` is one. */
  readonly poisoned?: boolean;
  /** What an appointment counts: other versions fold otherwise. */
  readonly counts?: number;
}

export const deputyStory = ({ version = 1, poisoned = true, counts = 1 }: Told = {}): AnyProcess =>
  process({
    name: "when-a-deputy-is-appointed-then-dismiss",
    version,
    reads: [DeputyAppointed, DeputyDismissed],
    instances: ({ data }) => [data.userId],
    initial: { appointed: 0, dismissed: 0 },
    evolve: (story: Story, { type }): Story =>
      type === "DeputyAppointed"
        ? { ...story, appointed: story.appointed + counts }
        : { ...story, dismissed: story.dismissed + 1 },
    react: (_, fact) => {
      if (fact.is === "refused") return [{ do: "notify", key: "refused", fact: about(fact.code) }];
      if (fact.is === "timer") return [{ do: "notify", key: "later", fact: about(fact.timer) }];
      const { type, data } = fact.event;
      if (type === "DeputyDismissed") return data.deputy === "stops" ? [{ do: "stop-waiting", key: "later" }] : [];
      if (poisoned && data.deputy === "poison") throw new TypeError("the process cannot take this in");
      return [
        { do: "command", key: "dismiss", command: "dismiss-deputy", data: { ...data, on: data.from } },
        { do: "notify", key: "appointed", fact: about(data.userId) },
        { do: "wait", key: "later", timer: "later", at: { date: addDays(data.from, 14), time: "09:00", zone: "UTC" } },
      ];
    },
  }) as unknown as AnyProcess; // its types are closed up: the engine hands it its own events and states

export const appointed = (userId: string, deputy: string, from = "2026-03-02") =>
  DeputyAppointed({ userId, deputy, from, until: null, kinds: null });

export const appointer = (store: Pick<EventStore, "append" | "load">) => {
  let commands = 0;
  /** As the command side would: recognised by its id, decided on the stream, appended with the expected revision. */
  const append = async (
    commandId: string,
    event: ReturnType<typeof appointed> | ReturnType<typeof DeputyDismissed>,
    correlation: { readonly correlationId: string; readonly causationId: string; readonly actor: string },
  ): Promise<bigint> => {
    const stream = accessStream(UserId.parse(event.data.userId));
    for (;;) {
      const { commands: known, revision } = await store.load(stream, access, { fresh: true });
      const before = known.get(commandId)?.events.at(-1);
      if (before !== undefined) return before.position;
      const { correlationId: $correlationId, causationId: $causationId, actor } = correlation;
      const metadata = { $correlationId, $causationId, commandId, commandHash: "0", actor };
      try {
        return (await store.append(stream, [event], { expected: revision, metadata })).position;
      } catch (error) {
        if (!(error instanceof ConcurrencyConflict)) throw error;
      }
    }
  };
  const appoint = (userId: string, deputy: string, from?: string): Promise<bigint> => {
    const commandId = `00000000-0000-4000-8000-${String((commands += 1)).padStart(8, "0")}${process4()}`;
    const origin = { correlationId: `conversation-of-${userId}`, causationId: commandId, actor: "e1" };
    return append(commandId, appointed(userId, deputy, from), origin);
  };
  const carryOutCommand: CarryOutCommand = async ({ data, commandId, ...origin }) => {
    const { userId, deputy, on } = data as { userId: string; deputy: string; on: string }; // as the process above sends it
    if (deputy === "refuse") return { is: "refused", problem: { code: "deputy-not-appointed" } };
    const dismissed = DeputyDismissed({ userId, deputy, on: localDate(on) });
    return { is: "done", position: String(await append(commandId, dismissed, origin)) };
  };
  return { appoint, carryOutCommand };
};

/** Four digits that differ between appointers. */
let appointers = 0;
const process4 = (): string => String((appointers += 1) % 10_000).padStart(4, "0");

/** Writes a row for each telling into a table without any key: whatever happens twice stands there twice. */
export const tellAbout: TellAbout = async (fact, { factId, key }, transaction) => {
  await transaction.query("insert into told (what, fact_id, key) values ($1, $2, $3)", [
    "announcementId" in fact ? fact.announcementId : "",
    factId,
    key,
  ]);
  return { is: "done" };
};
