// How the process managers are looked into and helped over HTTP, as `tabel processes` does on the machine: the port to them, and the
// words in which they are shown.
import { z } from "zod";

const count = z.number().int();
const instant = z.string().meta({ format: "date-time" });

export const Standing = z.object({
  process: z.string(),
  version: count.meta({ description: "Of this program" }),
  liveVersion: count.nullable().meta({ description: "Of the states that are there; null where it never ran" }),
  position: z.string().nullable(),
  instances: count,
  waiting: count.meta({ description: "Intents that are not carried out yet" }),
  oldestSeconds: z.number(),
  dead: count,
  parked: count,
  timers: count,
  timersDue: count,
});

export const DeadLetter = z.object({
  is: z.enum(["intent", "fact"]),
  id: z.string(),
  process: z.string(),
  instance: z.string(),
  what: z.string(),
  attempts: count,
  at: instant,
  error: z.string().nullable(),
  behind: count.meta({ description: "Facts of the instance that wait behind it" }),
});

const touched = {
  touchedBy: z.string().nullable().meta({ description: "Who had it tried again or passed over" }),
  touchedAt: instant.nullable(),
};

export const Story = z.object({
  process: z.string(),
  instance: z.string(),
  state: z.unknown().meta({ description: "Ids, dates and codes; null where the instance is over" }),
  facts: z.array(
    z.object({
      factId: z.string(),
      kind: z.string(),
      what: z.string(),
      position: z.string().nullable(),
      at: instant,
      status: z.string(),
      attempts: count,
      error: z.string().nullable(),
      ...touched,
      intents: z.array(
        z.object({
          id: z.string(),
          does: z.string(),
          key: z.string(),
          body: z.unknown(),
          status: z.string(),
          attempts: count,
          madeAt: instant,
          endedAt: instant.nullable(),
          told: z.unknown(),
          error: z.string().nullable(),
          ...touched,
        }),
      ),
    }),
  ),
  timers: z.array(z.object({ key: z.string(), dueAt: instant })),
  more: z.boolean().meta({ description: "There were more facts before these" }),
});

/** Positions are text in JSON. */
const shown = (_name: string, value: unknown): unknown => (typeof value === "bigint" ? value.toString() : value);
export const asJson = (value: object): string => JSON.stringify(value, shown);

export interface SettleLetters {
  readonly decision: "retry" | "skip";
  readonly id?: string;
  readonly process?: string;
  readonly by: string;
}

/** Given by whoever runs the process managers. */
export interface ProcessOperations {
  readonly names: readonly string[];
  standing(): Promise<readonly object[]>;
  letters(process: string | undefined, most: number): Promise<readonly object[]>;
  /** Undefined where the process has no such instance. */
  story(process: string, instance: string): Promise<object | undefined>;
  /** How many it were. */
  settle(of: SettleLetters): Promise<number>;
}
