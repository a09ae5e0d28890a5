// What a system needs to consume Tabel's events over Kafka; and a payroll system that does, as an example.
export { consume, type ConsumeOptions, type RunningConsumer, startOver } from "./consume.js";
export { type Handler, on, type Received } from "./handler.js";
export type { Outcome } from "./receive.js";
export {
  dumpPayrollTables,
  emptyPayrollTables,
  makePayrollTables,
  payrollHandler,
} from "./reference/payroll-system.js";
