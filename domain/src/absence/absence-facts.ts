// What decisions on absences are told about the rest of the world.
import type { ActorFacts } from "../access/actor.js";
import type { Employment } from "../employee/employee.js";
import type { Policy } from "../policy/policy.js";
import type { CalendarOf } from "../work-calendar/work-calendar.js";

export interface AbsenceFacts extends ActorFacts {
  /** Of the employee whose absence it is. */
  readonly employment: Employment | undefined;
  readonly policy: Policy;
  readonly calendar: CalendarOf;
}
