// Stories of onboarding, mentors, training and resignation for made-up histories, each with every kind of its events.
import {
  type DomainEvent,
  ExitItemDone,
  LetterJudged,
  LetterRead,
  LetterUploaded,
  MenteeConfirmed,
  MenteeReleased,
  MenteeReserved,
  MentorAppointed,
  MentorAssigned,
  MentorAwayCancelled,
  MentorAwayRecorded,
  MentorDeclined,
  MentorProposed,
  MentorshipEnded,
  MentorStoodDown,
  NewcomerProductive,
  OnboardingCancelled,
  OnboardingCompleted,
  OnboardingFeedbackGiven,
  OnboardingPlanned,
  OnboardingRescheduled,
  OnboardingTaskAdded,
  OnboardingTaskDone,
  OnboardingTaskWaived,
  OnboardingTemplateChosen,
  OnboardingTemplatePublished,
  OnboardingTemplateRetired,
  ReplacementInvited,
  ResignationAccepted,
  ResignationChecked,
  ResignationCorrected,
  ResignationExecuted,
  ResignationOriginalReceived,
  ResignationReceived,
  ResignationWithdrawn,
  TrainingAttendanceRecorded,
  TrainingBooked,
  TrainingBookingCancelled,
  TrainingBookingDeclined,
  TrainingEntitlementGranted,
  TrainingEntitlementRevoked,
  TrainingMovedUp,
  TrainingPlaceReleased,
  TrainingPlaceReserved,
  TrainingProgrammeClosed,
  TrainingProgrammeOpened,
  TrainingSeatsChanged,
  TrainingSessionCancelled,
  TrainingSessionMoved,
  TrainingSessionPublished,
  TrainingSubscribed,
  TrainingUnsubscribed,
  TrainingWaitlisted,
} from "@tabel/domain";

type Chance = (below: number) => number;
type Day = (after: number) => string;

const title = { ru: "Обучение", en: "Training" };

/** A UUID that the number names: ids of plans and reservations are UUIDs. */
const id = (kind: number, number: number): string =>
  `00000000-000${kind}-4000-8000-${String(number).padStart(12, "0")}`;

/** A plan that is completed, or one that is given up; its mentor is confirmed, and another one declined. */
export const ofNewcomer = (
  employeeId: string,
  mentorId: string,
  count: number,
  day: Day,
  chance: Chance,
): DomainEvent[] => {
  const ofPlan = { employeeId, planId: id(1, count) };
  const template = { templateId: `template-${chance(3)}` };
  const tasks = ["contract", "tour"].map((taskId, index) => ({
    taskId,
    title,
    owner: index === 0 ? ("newcomer" as const) : ("mentor" as const),
    needsDocument: index === 0,
  }));
  const places = [1, 2].map((place) => ({ mentorId, employeeId, reservationId: id(2, count * 10 + place) }));
  const [held = places[0], declined = places[1]] = places;
  if (held === undefined || declined === undefined) throw new Error("two places above");
  const reserved = (place: typeof held) => MenteeReserved({ ...place, from: day(0), replaces: null, limit: 3 });
  const { reservationId } = held;
  const away = { mentorId, awayId: id(3, count) };
  const begun = [
    OnboardingTemplatePublished({
      ...template,
      version: count,
      title,
      tasks: tasks.map((task, due) => ({ ...task, due })),
    }),
    // Chosen for one of few places, so that a later one takes over or ends it.
    OnboardingTemplateChosen({
      unitId: chance(2) === 0 ? null : "north",
      position: chance(2) === 0 ? null : "Кассир",
      templateId: count > 1 && chance(4) === 0 ? null : template.templateId,
    }),
    OnboardingPlanned({
      ...ofPlan,
      ...template,
      templateVersion: 1,
      startsOn: day(0),
      tasks: tasks.map((task, due) => ({ ...task, due, dueOn: day(due) })),
    }),
    OnboardingRescheduled({ ...ofPlan, startsOn: day(7), due: [{ taskId: "contract", dueOn: day(7) }] }),
    MentorAppointed({ mentorId, from: day(0), limit: chance(2) === 0 ? null : 2 }),
    MentorProposed({ ...ofPlan, candidates: [mentorId], from: day(0), replaces: null }),
    reserved(held),
    MentorAssigned({ ...ofPlan, mentorId, reservationId, from: day(0), replaces: null }),
    MenteeConfirmed(held),
    reserved(declined),
    MentorDeclined(declined),
    MenteeReleased({ ...declined, outcome: "declined" }),
    MentorAwayRecorded({ ...away, from: day(20), to: day(30) }),
    OnboardingTaskDone({ ...ofPlan, taskId: "contract", doneOn: day(7), doneBy: employeeId, document: "documents/1" }),
    OnboardingFeedbackGiven({
      ...ofPlan,
      milestone: 7,
      from: "newcomer",
      givenBy: employeeId,
      givenOn: day(14),
      answers: [{ question: "welcome", score: 1 + chance(5), text: chance(2) === 0 ? null : "Всё «понятно»\\" }],
    }),
  ];
  const ended =
    chance(2) === 0
      ? [
          OnboardingTaskAdded({
            ...ofPlan,
            task: { taskId: "keys", title, owner: "head", needsDocument: false, due: null, dueOn: day(9) },
          }),
          MentorshipEnded({ ...ofPlan, mentorId, reservationId, on: day(9), reason: "agreed" }),
          OnboardingCancelled({ ...ofPlan, cancelledBy: "e1", reason: "Не вышел" }),
          MentorAwayCancelled(away),
        ]
      : [
          OnboardingTaskWaived({ ...ofPlan, taskId: "tour", waivedBy: "e1", reason: "Знает" }),
          OnboardingCompleted({ ...ofPlan, on: day(30) }),
          NewcomerProductive({ ...ofPlan, on: day(40), statedBy: "e1" }),
          MentorStoodDown({ mentorId, on: day(60) }),
          OnboardingTemplateRetired(template),
        ];
  const given = chance(4) === 0 ? [] : [MenteeReleased({ ...held, outcome: "ended" as const })];
  return [...begun, ...ended, ...given];
};

/** A session of one seat, booked, waited for, given up, attended or cancelled; entitlements and subscriptions beside it. */
export const ofTraining = (people: readonly string[], count: number, day: Day, chance: Chance): DomainEvent[] => {
  const [first = "e1", second = "e2"] = people;
  const programmeId = `programme-${chance(3)}`;
  const sessionId = `s${count}`;
  const account = { employeeId: first, entitlementId: id(4, count) };
  const reservation = { employeeId: first, sessionId, reservationId: id(5, count) };
  const declined = { ...reservation, reservationId: id(6, count) };
  const place = (employeeId: string) => ({ sessionId, employeeId });
  const reserved = { programmeId, entitlementId: account.entitlementId, on: day(20) };
  const begun = [
    TrainingProgrammeOpened({ programmeId, title, entitlement: "required" }),
    TrainingSubscribed({ employeeId: first, programmeId }),
    TrainingEntitlementGranted({ ...account, programmeId, sessions: 3, from: day(0), until: null }),
    TrainingSessionPublished({
      sessionId,
      programmeId,
      entitlement: "required",
      title,
      trainerId: second,
      startsAt: `${day(20)}T07:00:00.000Z`,
      endsAt: `${day(20)}T09:00:00.000Z`,
      cutOffAt: `${day(19)}T07:00:00.000Z`,
      timeZone: "Europe/Moscow",
      place: "Зал",
      seats: 1,
    }),
    TrainingPlaceReserved({ ...declined, ...reserved }),
    TrainingBookingDeclined(declined),
    TrainingPlaceReleased({ ...declined, outcome: "declined" }),
    TrainingPlaceReserved({ ...reservation, ...reserved }),
    TrainingBooked(reservation),
    TrainingWaitlisted({ ...place(second), reservationId: null }),
    TrainingWaitlisted({ ...place("e1000"), reservationId: null }),
    TrainingSessionMoved({
      sessionId,
      startsAt: `${day(21)}T07:00:00.000Z`,
      endsAt: `${day(21)}T09:00:00.000Z`,
      cutOffAt: `${day(20)}T07:00:00.000Z`,
      place: "2",
    }),
  ];
  const ends = [
    [TrainingSeatsChanged({ sessionId, seats: 2 }), TrainingMovedUp(place(second))],
    [
      TrainingBookingCancelled(reservation),
      TrainingMovedUp(place(second)),
      TrainingPlaceReleased({ ...reservation, outcome: "cancelled" }),
    ],
    [TrainingAttendanceRecorded({ ...place(first), attended: chance(2) === 0 })],
    [TrainingSessionCancelled({ sessionId, reason: "Тренер болен" }), TrainingEntitlementRevoked(account)],
    [TrainingUnsubscribed({ employeeId: first, programmeId }), TrainingProgrammeClosed({ programmeId })],
  ];
  return [...begun, ...(ends[chance(ends.length)] ?? [])];
};

/** A letter with a correction round, executed with its checklist, or withdrawn. */
const ofScan = (
  of: { readonly employeeId: string; readonly number: number; readonly round: number },
  on: string,
  chance: Chance,
): DomainEvent[] => {
  const digits = Buffer.from(`${of.employeeId}-${of.number}`).toString("hex");
  const letterId = `00000000-0000-5000-8000-${digits.padStart(12, "0").slice(-12)}`;
  const scan = { ...of, letterId };
  const said = { asked: { says: "nothing" as const }, ground: "own-wish" as const };
  const sure = chance(2) === 0;
  const found = {
    defects: [],
    advisories: ["position-missing" as const],
    reviewReasons: sure ? [] : ["not-read" as const],
    flags: { shortNotice: false, ambiguousDate: false, bindingDate: false },
  };
  const follows = { proposedLastDay: on, open: ["original-missing" as const] };
  return [
    LetterUploaded({ ...scan, on, uploadedBy: of.employeeId, picture: "letters/1", fingerprint: "0".repeat(64) }),
    LetterRead({
      ...scan,
      outcome: sure ? "accepted-for-request" : "human-review",
      rules: "resignation-letter-1",
      reading: { version: "print-1", language: "ru", milliseconds: 1, attempts: 1 },
      count: 0,
      found,
      evidence: null,
      text: "Прошу уволить меня",
      secondReading: { fields: [], dropped: ["lastDay"], raw: "{}" },
      asked: [],
      notAsked: null,
      markedCopy: null,
      said: sure ? said : null,
      ...(sure ? follows : { proposedLastDay: null, open: [] }),
    }),
    LetterJudged({ ...scan, verdict: "resignation", judgedBy: "e1", count: 0, defects: [], said, ...follows }),
  ];
};

export const ofResignation = (employeeId: string, number: number, day: Day, chance: Chance): DomainEvent[] => {
  const of = { employeeId, number };
  const letter = {
    form: "scan" as const,
    document: "documents/1",
    ground: chance(2) === 0 ? ("own-wish" as const) : ("retirement" as const),
    asked: { says: "last-day" as const, date: day(30) },
    earliest: day(14),
    noticeEnds: day(16),
    proposedLastDay: day(30),
    open: ["original-missing" as const],
  };
  const findings = [{ code: "addressee-missing", note: "Кому?" }];
  const begun = [
    ResignationReceived({ ...of, receivedOn: day(0), basis: "ТК РФ, ст. 80", ...letter, receivedBy: employeeId }),
    ...ofScan({ ...of, round: 1 }, day(0), chance),
    ResignationChecked({ ...of, round: 1, checkedBy: "e1", findings, count: 1 }),
    ResignationCorrected({ ...of, round: 2, on: day(2), ...letter, document: "documents/2", correctedBy: employeeId }),
    ResignationAccepted({
      ...of,
      lastDay: day(30),
      by: "letter",
      acceptedBy: "e1",
      checklist: ["badge", "equipment"].map((item) => ({ item, title, owner: "employee" as const })),
    }),
    ResignationOriginalReceived({ ...of, form: "original", document: "documents/3", on: day(4) }),
  ];
  const ended = [
    [
      ReplacementInvited({ ...of, on: day(5), document: "documents/4" }),
      ResignationExecuted({ ...of, lastDay: day(30), executedBy: "e1", despite: null }),
      ExitItemDone({ ...of, item: "badge", doneOn: day(30), doneBy: employeeId }),
    ],
    [ResignationWithdrawn({ ...of, on: day(6), withdrawnBy: employeeId, afterExecution: false })],
  ];
  return [...begun, ...(ended[chance(2)] ?? [])];
};
