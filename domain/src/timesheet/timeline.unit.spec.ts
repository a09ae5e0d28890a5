// Whoever reads the log for a timeline reads every event that changes one, and no other: the lists are held to the fold.
import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { absenceEvents } from "../absence/absence.js";
import { AbsenceApproved } from "../absence/request/request-events.js";
import { SickLeaveOpened } from "../absence/sick-leave/sick-leave-events.js";
import { AllowanceSet } from "../employee/allowances.js";
import { EmployeeHired, employeeEvents } from "../employee/employment-events.js";
import { DeviationRecorded, timesheetEvents } from "./timesheet.js";
import { evolveTimeline, timelineEvents, timelinePayEvents, type Timeline, type TimelineEvent } from "./timeline.js";

const known = [...employeeEvents, ...absenceEvents, ...timesheetEvents];
const listed = new Set<string>([...timelineEvents, ...timelinePayEvents].map(({ type }) => type));

const sampleOf = ({ type, version }: (typeof known)[number]): TimelineEvent => {
  const stored = readFileSync(new URL(`../../samples/${type}.v${version}.json`, import.meta.url), "utf8");
  return { type, data: JSON.parse(stored) } as TimelineEvent; // a sample is an event's data
};

/** The samples are of one employee, one leave and one sickness; what they take back stands here. */
const before = [EmployeeHired, AllowanceSet, AbsenceApproved, SickLeaveOpened, DeviationRecorded]
  .map(sampleOf)
  .reduce<Timeline | undefined>((timeline, event) => evolveTimeline(timeline, event, "1"), undefined);

test.each(known.map((each) => [each.type, listed.has(each.type), each] as const))(
  "%s changes a timeline: %s, as the lists say",
  (_, changes, definition) => expect(evolveTimeline(before, sampleOf(definition), "2") !== before).toBe(changes),
);
