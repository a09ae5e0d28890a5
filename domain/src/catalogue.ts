// Every event type that Tabel stores, by the stream that it stands in. The codec, the projections and the generated
// catalogue read this list.
import { absenceEvents } from "./absence/absence.js";
import { accessEvents } from "./access/access.js";
import { employeeEvents } from "./employee/employee.js";
import type { EventDefinition } from "./kernel/event.js";
import { leaveScheduleEvents } from "./leave-schedule/leave-schedule.js";
import { organisationEvents } from "./organisation/organisation.js";
import { payrollPeriodEvents } from "./payroll/payroll-period.js";
import { calendarFeedsEvents } from "./team/calendar-feeds.js";
import { teamRulesEvents } from "./team/team-rules.js";
import { timesheetEvents } from "./timesheet/timesheet.js";

export const eventsByStream: Readonly<Record<string, readonly EventDefinition[]>> = {
  organisation: organisationEvents,
  "employee-<employeeId>": employeeEvents,
  "absence-<employeeId>": absenceEvents,
  "timesheet-<unitId>_<period>": timesheetEvents,
  "payrollPeriod-<period>": payrollPeriodEvents,
  "access-<userId>": accessEvents,
  "teamRules-<unitId>": teamRulesEvents,
  "leaveSchedule-<unitId>_<year>": leaveScheduleEvents,
  "calendarFeeds-<userId>": calendarFeedsEvents,
};

export const eventCatalogue: readonly EventDefinition[] = Object.values(eventsByStream).flat();
