// Events in, commands and notifications out.
export type { Due, Intent, CommandIntent, NotifyIntent, WaitIntent, StopWaitingIntent } from "./process/intent.js";
export type { EventFact, Fact, RefusedFact, TimerFact } from "./process/fact.js";
export type { AnyProcess, Json, Process } from "./process/process.js";
export {
  type CarryOutCommand,
  type CommandProblem,
  type CommandToCarryOut,
  type Origin,
  type Outcome,
  PermanentFailure,
  type TellAbout,
} from "./process/ports.js";
export { allProcesses } from "./processes/all-processes.js";
export { runProcessEngine, type ProcessRunner, type RunProcessesOptions } from "./engine/run-processes.js";
export { dropProcesses, migrateProcesses } from "./migrations/released.js";
