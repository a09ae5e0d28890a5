// What a command answers. A repeated command gets the same answer, read from the events that it left in the stream.
import type { CommandTrace } from "@tabel/event-store";
import { z } from "zod";

export const CommandAnswer = z.object({
  commandId: z.uuid().meta({ example: "3f0c0a52-6a55-4f0e-9d1c-5a6f0d3b8a11" }),
  stream: z.string().meta({ example: "absence-e00017" }),
  /** Of the stream's last event after this command; decimal, since it may outgrow a JavaScript number. */
  revision: z.string().nullable().meta({ example: "12" }),
  /** Ask a view with `?after=<position>` to see what this command did. */
  position: z.string().meta({ example: "48213" }),
  events: z
    .array(z.object({ type: z.string().meta({ example: "AbsenceRequested" }), id: z.uuid() }))
    .meta({ description: "What was appended; empty where the wish was fulfilled already" }),
});

export type CommandAnswer = z.output<typeof CommandAnswer> & Readonly<Record<string, unknown>>;

/** Identifiers that the decision made, such as `requestId`: they follow from the command, so a repeat finds the same. */
export type MadeIds = Readonly<Record<string, string>>;

interface About {
  readonly commandId: string;
  readonly stream: string;
  readonly ids: MadeIds;
}

/** @param trace of a command that appended at least one event */
export const answerFromTrace = (about: About, trace: CommandTrace): CommandAnswer => {
  const last = trace.events.at(-1);
  if (last === undefined) throw new RangeError("a command in a stream's memory has left at least one event");
  return {
    commandId: about.commandId,
    stream: about.stream,
    revision: last.revision.toString(),
    position: last.position.toString(),
    events: trace.events.map(({ type, id }) => ({ type, id })),
    ...about.ids,
  };
};

/** The wish was fulfilled already: the position of what fulfilled it, so that views can be asked for it all the same. */
export const answerToNothing = (
  about: About,
  loaded: { revision: bigint | "no-stream"; commands: ReadonlyMap<string, CommandTrace> },
): CommandAnswer => {
  let position = 0n;
  for (const { events } of loaded.commands.values())
    for (const event of events) if (event.position > position) position = event.position;
  return {
    commandId: about.commandId,
    stream: about.stream,
    revision: loaded.revision === "no-stream" ? null : loaded.revision.toString(),
    position: position.toString(),
    events: [],
    ...about.ids,
  };
};
