// What can happen to teams, leave schedules, feeds and absences after approval, for made-up histories.
import {
  AbsenceCancelled,
  AbsenceCorrected,
  AbsenceInterrupted,
  AbsenceRecorded,
  AbsenceResumed,
  BlackOutDeclared,
  BlackOutLifted,
  CalendarFeedCreated,
  CalendarFeedRevoked,
  type DomainEvent,
  EmployeeRecalled,
  LeaveChangeAgreed,
  LeaveChangeDeclined,
  LeaveChangeProposed,
  LeaveExtended,
  LeavePartPlanned,
  LeavePartUnplanned,
  LeaveScheduleApproved,
  LeaveScheduleReturned,
  LeaveScheduleSubmitted,
  MinimumStaffingSet,
  PlannedLeaveAcknowledged,
  PlannedLeaveAnnounced,
  SickLeaveClosed,
  SickLeaveExtended,
  SickLeaveOpened,
} from "@tabel/domain";

/** How a happening chooses: a whole number below. */
type Chance = (below: number) => number;

const day = (number: number): string =>
  new Date(Date.UTC(2025, 11, 1) + number * 86_400_000).toISOString().slice(0, 10);

/** The rules of one team, from the first to the last. */
export const ofTeam = (unitId: string, blackOutId: string, chance: Chance): DomainEvent[] => {
  const from = day(chance(90));
  const declared = {
    unitId,
    blackOutId,
    from,
    to: day(120),
    kinds: chance(2) === 0 ? null : ["annual-leave"],
    effect: "warn" as const,
    reason: "Закрытие года",
  };
  return [
    MinimumStaffingSet({
      unitId,
      position: chance(2) === 0 ? null : "Кассир",
      from,
      minimum: chance(4),
      effect: "block",
      setBy: "e1",
    }),
    BlackOutDeclared({ ...declared, declaredBy: "e1" }),
    ...(chance(2) === 0 ? [BlackOutLifted({ unitId, blackOutId, liftedBy: "e1" })] : []),
  ];
};

/** A feed, revoked or not. */
export const ofFeed = (userId: string, feedId: string, unitId: string, chance: Chance): DomainEvent[] => {
  const subject = chance(2) === 0 ? { of: "own" as const } : { of: "unit" as const, unitId };
  const tokenHash = String(chance(10)).repeat(64);
  const created = CalendarFeedCreated({ userId, feedId, tokenHash, subject, language: "ru" });
  return chance(2) === 0 ? [created] : [created, CalendarFeedRevoked({ userId, feedId, revokedBy: userId })];
};

/** A schedule of one person and year on its whole way. */
export const ofSchedule = (unitId: string, employeeId: string, id: string, chance: Chance): DomainEvent[] => {
  const schedule = { unitId, year: 2026 };
  const part = { ...schedule, employeeId, partId: id };
  const from = chance(200);
  const plan = (partId: string) =>
    LeavePartPlanned({
      ...part,
      partId,
      from: day(40 + from),
      to: day(53 + from),
      counted: chance(2) === 0 ? null : 1400,
      entitled: 2800,
      plannedBy: "e1",
    });
  const change = { ...part, changeId: `${id}-c` };
  const to = chance(2) === 0 ? null : { from: day(250), to: day(260), counted: 1100 };
  const proposed = LeaveChangeProposed({ ...change, to, side: "employee", proposedBy: employeeId, reason: "Учёба" });
  const signed = [
    PlannedLeaveAnnounced({ ...part, on: day(20), announcedBy: "e1" }),
    PlannedLeaveAcknowledged({ ...part, on: day(21) }),
  ];
  const answered =
    chance(2) === 0
      ? LeaveChangeAgreed({ ...change, to, agreedBy: "e1" })
      : LeaveChangeDeclined({ ...change, declinedBy: "e1" });
  return [
    plan(id),
    plan(`${id}-x`),
    LeavePartUnplanned({ ...part, partId: `${id}-x`, unplannedBy: "e1" }),
    LeaveScheduleSubmitted({ ...schedule, submittedBy: "e1" }),
    LeaveScheduleReturned({ ...schedule, returnedBy: "e1", reason: "Июнь" }),
    LeaveScheduleSubmitted({ ...schedule, submittedBy: "e1" }),
    LeaveScheduleApproved({ ...schedule, on: day(10), approvedBy: "e1" }),
    ...signed,
    proposed,
    answered,
  ];
};

/** An absence that was recorded, fallen ill in, extended, recalled from, corrected and perhaps cancelled. */
export const ofAbsence = (employeeId: string, id: string, from: number, chance: Chance): DomainEvent[] => {
  const request = { employeeId, requestId: id };
  const sick = { employeeId, requestId: `${id}-s` };
  const kind = "unpaid-leave";
  const ledger = null;
  const interruption = { ...request, sickLeaveId: `${id}-s`, ledger };
  const whole = { from: day(from), to: day(from + 9) };
  const certificate = "910000000001";
  const ill = { from: day(from + 2), to: day(from + 4) };
  const longer = { from: day(from + 5), to: day(from + 6) };
  const recalled = { from: day(from + 8), to: day(from + 8) };
  const story: DomainEvent[] = [
    AbsenceRecorded({ ...request, kind, ...whole, days: [], recordedBy: "e1" }),
    SickLeaveOpened({ ...sick, kind: "sick-leave", certificate, ...ill, holds: [ill], openedBy: "e1" }),
    AbsenceInterrupted({ ...interruption, ...ill, returned: [], extends: true }),
    SickLeaveExtended({ ...sick, kind: "sick-leave", certificate, ...longer, holds: [longer], extendedBy: "e1" }),
    AbsenceInterrupted({ ...interruption, ...longer, returned: [], extends: true }),
    SickLeaveClosed({ ...sick, to: day(from + 5), closedBy: "e1" }),
    AbsenceResumed({ ...interruption, kind, from: day(from + 6), to: day(from + 6), used: 0, days: [] }),
    LeaveExtended({
      ...interruption,
      kind,
      from: day(from + 10),
      to: day(from + 13),
      used: 0,
      days: [],
      chosenBy: "e1",
    }),
    EmployeeRecalled({ ...request, ...recalled, ledger, returned: [], consentedBy: employeeId }),
  ];
  if (chance(2) === 0)
    story.push(
      AbsenceCorrected({
        ...request,
        kind,
        ...whole,
        dayPart: "full",
        time: null,
        returnedTo: null,
        returned: [],
        ledger,
        used: 0,
        days: [],
        reason: "Ошибка",
        correctedBy: "e1",
      }),
    );
  if (chance(2) === 0)
    story.push(AbsenceCancelled({ ...request, ledger, returned: [], cancelledBy: "e1", onBehalfOf: null }));
  return story;
};
