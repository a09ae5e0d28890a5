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
export { type LongWork, usualWorkLimits, type WorkLimits, type WorkTask } from "./carrying-out/long-work.js";
export { type CountedUse, modelGate, type ModelGateOptions } from "./letters/model-use.js";
export { keepSweeping, sweepLetterFiles } from "./letters/sweep-files.js";
export { readLetterWork, type ReadScan, type ScanReading, type WriterOnRecord } from "./letters/read-letter-work.js";
export { commandsOverHttp, type OverHttp } from "./carrying-out/over-http.js";
export { processMetrics } from "./operations/metrics.js";
export { settleDeadLetters, type Settling } from "./operations/settle.js";
export {
  lagsOfProcesses,
  type ProcessLag,
  type ProcessStanding,
  standingOfProcesses,
} from "./operations/standing-of.js";
export {
  type DeadLetter,
  deadLettersOf,
  type FactInStory,
  type IntentInStory,
  type Story,
  storyOf,
} from "./operations/story.js";
export { type ReadingsRecorder, type RecordReadingsOptions, runReadings } from "./readings/record-readings.js";
export { allProcesses } from "./processes/all-processes.js";
export { runProcessEngine, type ProcessRunner, type RunProcessesOptions } from "./engine/run-processes.js";
export { dropProcesses, migrateProcesses } from "./migrations/released.js";
export {
  checkTemplates,
  type NotificationFigures,
  type Notifications,
  type NotificationSettingsOfSystem,
  openNotifications,
  type OpenNotificationsOptions,
} from "./notification/open-notifications.js";
export { type FailedMessage, failedMessages, redriveMessages } from "./notification/delivery/failed-messages.js";
export { dropNotifications, migrateNotifications } from "./notification/storage/schema.js";
