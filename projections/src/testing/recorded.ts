// Domain events as the log would give them back.
import {
  absenceEvents,
  absenceStream,
  administratorsStream,
  accessStream,
  calendarFeedsStream,
  type DomainEvent,
  type EmployeeId,
  employeeStream,
  leaveScheduleStream,
  mentorEvents,
  mentorStream,
  onboardingEvents,
  onboardingStream,
  onboardingTemplateChoiceStream,
  onboardingTemplateStream,
  organisationStream,
  payrollPeriodStream,
  type Period,
  type ProgrammeId,
  resignationStream,
  type SessionId,
  teamRulesStream,
  type TemplateId,
  timesheetStream,
  trainingAccountEvents,
  trainingAccountStream,
  trainingProgrammeStream,
  trainingSessionEvents,
  trainingSessionStream,
  type UnitId,
  type UserId,
} from "@tabel/domain";
import type { Recorded } from "@tabel/event-store";
import { createHash } from "node:crypto";

const uuid = (seed: string): string => {
  const hex = createHash("sha256").update(seed).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

const typesOf = (events: readonly { readonly type: string }[]): ReadonlySet<string> =>
  new Set(events.map(({ type }) => type));
const ofAbsences = typesOf(absenceEvents);
const ofOnboarding = typesOf(onboardingEvents);
const ofMentors = typesOf(mentorEvents);
const ofSessions = typesOf(trainingSessionEvents);
const ofAccounts = typesOf(trainingAccountEvents);

/** The stream that the decisions would append it to. */
export const streamOf = ({ type, data }: DomainEvent): string => {
  const fields = data as Readonly<Record<string, string>>; // declared events name whom they are about
  if (fields["period"] !== undefined && fields["unitId"] !== undefined)
    return timesheetStream(fields["unitId"] as UnitId, fields["period"] as Period);
  if (/^(BlackOut|MinimumStaffing)/.test(type)) return teamRulesStream(fields["unitId"] as UnitId);
  if (type.startsWith("CalendarFeed")) return calendarFeedsStream(fields["userId"] as UserId);
  if (fields["year"] !== undefined) return leaveScheduleStream(fields["unitId"] as UnitId, Number(fields["year"]));
  if (type === "OnboardingTemplateChosen") return onboardingTemplateChoiceStream;
  if (type.startsWith("OnboardingTemplate")) return onboardingTemplateStream(fields["templateId"] as TemplateId);
  if (type.startsWith("TrainingProgramme")) return trainingProgrammeStream(fields["programmeId"] as ProgrammeId);
  if (ofSessions.has(type)) return trainingSessionStream(fields["sessionId"] as SessionId);
  if (ofMentors.has(type)) return mentorStream(fields["mentorId"] as EmployeeId);
  if (type.startsWith("Unit")) return organisationStream;
  if (type.startsWith("Period")) return payrollPeriodStream(fields["period"] as Period);
  if (type.startsWith("Administrator")) return administratorsStream;
  if (fields["userId"] !== undefined) return accessStream(fields["userId"] as UserId);
  const employeeId = fields["employeeId"] as EmployeeId;
  if (fields["number"] !== undefined) return resignationStream(employeeId, Number(fields["number"]));
  if (ofOnboarding.has(type)) return onboardingStream(employeeId);
  if (ofAccounts.has(type)) return trainingAccountStream(employeeId);
  return ofAbsences.has(type) ? absenceStream(employeeId) : employeeStream(employeeId);
};

/** One recorded event each, at positions 100, 200, …, a minute apart. */
export const recorded = (events: readonly DomainEvent[], after = 0): Recorded[] => {
  const revisions = new Map<string, bigint>();
  return events.map((event, index) => {
    const place = after + index + 1;
    const stream = streamOf(event);
    const revision = (revisions.get(stream) ?? -1n) + 1n;
    revisions.set(stream, revision);
    return {
      ...event,
      id: uuid(`event ${place}`),
      stream,
      revision,
      position: BigInt(place) * 100n,
      recordedAt: new Date(Date.UTC(2026, 0, 1, 0, place)).toISOString(),
      erased: false,
      metadata: {
        $correlationId: uuid(`correlation ${place}`),
        $causationId: uuid(`command ${place}`),
        commandId: uuid(`command ${place}`),
        commandHash: "0",
        actor: "e1",
        schemaVersion: 1,
      },
    };
  });
};
