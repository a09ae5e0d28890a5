// Every process there is. The engine keeps each by its name: it is never given to another one.
import type { AnyProcess } from "../process/process.js";
import { whenAPlannedLeaveComesNearThenAnnounce } from "./when-a-planned-leave-comes-near-then-announce.js";
import { whenAStepWaitsThenRemindAndEscalate } from "./when-a-step-waits-then-remind-and-escalate.js";

// Each is handed its own events and states only, so their types need not stand in the list.
export const allProcesses: readonly AnyProcess[] = [
  whenAStepWaitsThenRemindAndEscalate,
  whenAPlannedLeaveComesNearThenAnnounce,
] as unknown as readonly AnyProcess[];
