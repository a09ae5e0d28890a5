// The command side: commands in, events appended.
export { checkFiles } from "./import/check-files.js";
export { importOrganisation } from "./import/import-organisation.js";
export type { ImportOptions, ImportPhase, ImportProgress, ImportResult } from "./import/import-organisation.js";
export { sentence, type ImportFault, type ImportFaults } from "./import/files/import-fault.js";
export { organisationFiles, type TableName } from "./import/files/organisation-files.js";
export { createCommandApi, type CommandApi, type CommandApiOptions } from "./create-command-api.js";
export { createAdministrator, givePassword } from "./auth/from-this-machine.js";
export { commandHash } from "./pipeline/repetition/command-hash.js";
export type { AccountDoor, CommandOfAccount, OutcomeForAccount } from "./pipeline/account-door.js";
export type { CommandOfProcess, OutcomeForProcess, ProcessDoor } from "./pipeline/process-door.js";
export { type CommandLimits, defaultLimits } from "./pipeline/command-service.js";
export type { ProcessOperations, SettleLetters } from "./operations/processes/process-operations.js";
export type { PeriodRebuilder } from "./operations/rebuild/rebuild-operations.js";
export { correctionPoster, type CorrectionPoster } from "./operations/rebuild/post-correction.js";
