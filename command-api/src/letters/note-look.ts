// A look at somebody's scan stands in the log before the picture goes out: what cannot be recorded is not shown.
import { type EmployeeId, type Instant, readingsStream, theSystemItself, type UserId } from "@tabel/domain";
import { madeId } from "@tabel/event-store";
import { currentTraceparent } from "@tabel/platform";
import { readingCommands } from "../commands/access/reading-commands.js";
import type { CommandService } from "../pipeline/command-service.js";

/** As whom looks are recorded everywhere. */
const RECORDER = "when-personal-data-are-read-then-record";

export type NoteLook = (of: EmployeeId, by: UserId, at: Instant) => Promise<void>;

/** Looks of one hour are one. Throws what a command throws. */
export const noteLookAtScan =
  (service: CommandService): NoteLook =>
  async (of, by, at) => {
    if (String(of) === String(by)) return;
    const commandId = madeId(`scan of ${of} in ${at.slice(0, 13)}`, readingsStream(by));
    const sender = { actor: theSystemItself, byProcess: { process: RECORDER, causationId: commandId } };
    const envelope = { commandId, correlationId: commandId, traceparent: currentTraceparent(), ...sender };
    for (const command of readingCommands)
      await command.handle({ userIds: [of], what: "scan", readBy: by }, envelope, service);
  };
