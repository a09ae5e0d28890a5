// What the events of onboarding, mentors, training and resignation leave in the tables.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import {
  type DomainEvent,
  MenteeConfirmed,
  MenteeReleased,
  MenteeReserved,
  MentorAppointed,
  MentorAssigned,
  OnboardingCompleted,
  OnboardingFeedbackGiven,
  OnboardingPlanned,
  OnboardingRescheduled,
  OnboardingTaskDone,
  OnboardingTemplateChosen,
  ResignationAccepted,
  ResignationCorrected,
  ResignationReceived,
  TrainingAttendanceRecorded,
  TrainingBooked,
  TrainingBookingCancelled,
  TrainingEntitlementGranted,
  TrainingMovedUp,
  TrainingSessionPublished,
  TrainingSubscribed,
  TrainingUnsubscribed,
  TrainingWaitlisted,
} from "@tabel/domain";
import type { Recorded } from "@tabel/event-store";
import { mentors } from "./mentors.js";
import { onboardingFeedback } from "./onboarding-feedback.js";
import { onboardingPlans } from "./onboarding-plans.js";
import { onboardingTemplateChoices } from "./onboarding-template-choices.js";
import { resignations } from "../resignation/resignations.js";
import { recorded } from "../testing/recorded.js";
import { takeIn, testViews, type TestViews } from "../testing/views.js";
import { trainingAccounts } from "../training/training-accounts.js";
import { trainingSessions } from "../training/training-sessions.js";

const all = [
  onboardingPlans,
  onboardingTemplateChoices,
  onboardingFeedback,
  mentors,
  trainingSessions,
  trainingAccounts,
  resignations,
];

let views: TestViews;
beforeAll(async () => {
  views = await testViews();
});
afterAll(() => views.close());
beforeEach(() => views.empty(all));

/** Each event in a transaction of its own. */
const take = async (events: readonly Recorded[]): Promise<void> =>
  takeIn(await views.train(all), events, [...events.keys()]);
const after = (...events: DomainEvent[]): Promise<void> => take(recorded(events));
/** As the log gives events back whose person's key is destroyed. */
const erased = (event: DomainEvent, fields: readonly string[]): Recorded[] =>
  recorded([event]).map((each) => ({
    ...each,
    erased: true,
    data: { ...(each.data as object), ...Object.fromEntries(fields.map((name) => [name, null])) },
  }));

const title = { ru: "Обучение", en: "Training" };
const PLAN = "3f0c0a52-6a55-4f0e-9d1c-5a6f0d3b8a11";
const RESERVATION = "0b4e9f0e-6c0f-4b38-8a0f-4e7f0f6f2a10";
const ofPlan = { employeeId: "e1", planId: PLAN };
const place = { mentorId: "m1", employeeId: "e1", reservationId: RESERVATION };
const planned = OnboardingPlanned({
  ...ofPlan,
  templateId: "teller",
  templateVersion: 1,
  startsOn: "2026-03-02",
  tasks: [
    { taskId: "contract", title, owner: "newcomer", needsDocument: true, due: 0, dueOn: "2026-03-02" },
    { taskId: "tour", title, owner: "mentor", needsDocument: false, due: 1, dueOn: "2026-03-03" },
  ],
});
const assigned = MentorAssigned({
  ...ofPlan,
  mentorId: "m1",
  reservationId: RESERVATION,
  from: "2026-03-02",
  replaces: null,
});
const done = (taskId: string) =>
  OnboardingTaskDone({ ...ofPlan, taskId, doneOn: "2026-03-02", doneBy: "e1", document: null });
const feedback = OnboardingFeedbackGiven({
  ...ofPlan,
  milestone: 7,
  from: "newcomer",
  givenBy: "e1",
  givenOn: "2026-03-09",
  answers: [{ question: "welcome", score: 5, text: "Хорошо" }],
});

describe("a plan", () => {
  const open = () => views.rows("select task_id, due_on::text, mentor_id from views.onboarding_task order by task_id");
  test("leaves open what is still to do, the mentor's task with the mentor", async () => {
    await after(planned, assigned);
    expect(await open()).toEqual([
      { task_id: "contract", due_on: "2026-03-02", mentor_id: null },
      { task_id: "tour", due_on: "2026-03-03", mentor_id: "m1" },
    ]);
    await views.empty(all);
    const moved = OnboardingRescheduled({
      ...ofPlan,
      startsOn: "2026-03-09",
      due: [{ taskId: "tour", dueOn: "2026-03-10" }],
    });
    await after(planned, assigned, done("contract"), moved);
    expect(await open()).toEqual([{ task_id: "tour", due_on: "2026-03-10", mentor_id: "m1" }]);
  });
  test("that is completed leaves nothing to do and no mentor", async () => {
    await after(
      planned,
      assigned,
      done("contract"),
      done("tour"),
      OnboardingCompleted({ ...ofPlan, on: "2026-03-03" }),
    );
    expect(await open()).toEqual([]);
    expect(await views.rows("select status, tasks_closed, mentor_id from views.onboarding_plan")).toEqual([
      { status: "completed", tasks_closed: 2, mentor_id: null },
    ]);
  });
  test("keeps which feedback was given, and its answers only while the newcomer is not erased", async () => {
    await after(planned, feedback);
    expect(await views.rows("select answers from views.onboarding_feedback")).toEqual([
      { answers: feedback.data.answers },
    ]);
    await views.empty(all);
    await take([...recorded([planned]), ...erased(feedback, ["answers"]).map((each) => ({ ...each, position: 200n }))]);
    expect(await views.rows("select milestone, answers from views.onboarding_feedback")).toEqual([
      { milestone: 7, answers: null },
    ]);
    expect(await views.rows("select * from views.parked_event")).toEqual([]);
  });
});

test("a mentor's load is of places that are taken, until they are released", async () => {
  const load = () => views.rows("select taken, own_limit from views.mentor");
  const events = [
    MentorAppointed({ mentorId: "m1", from: "2026-01-12", limit: 2 }),
    MenteeReserved({ ...place, from: "2026-03-02", replaces: null, limit: 2 }),
    MenteeConfirmed(place),
    MentorAppointed({ mentorId: "m1", from: "2026-03-01", limit: null }),
  ];
  await after(...events);
  expect(await load()).toEqual([{ taken: 1, own_limit: null }]);
  await views.empty(all);
  await after(...events, MenteeReleased({ ...place, outcome: "ended" }));
  expect(await load()).toEqual([{ taken: 0, own_limit: null }]);
});

describe("a session", () => {
  const published = TrainingSessionPublished({
    sessionId: "s1",
    programmeId: "course",
    entitlement: "open",
    title,
    trainerId: "t1",
    startsAt: "2026-03-24T07:00:00.000Z",
    endsAt: "2026-03-24T09:00:00.000Z",
    cutOffAt: "2026-03-23T15:00:00.000Z",
    timeZone: "Europe/Moscow",
    place: "Зал",
    seats: 1,
  });
  const of = (employeeId: string) => ({ sessionId: "s1", employeeId });
  const nobody = { reservationId: null };
  test("keeps the order of the waiting list when somebody moves up, and who came", async () => {
    await after(
      published,
      TrainingBooked({ ...of("a"), ...nobody }),
      TrainingWaitlisted({ ...of("b"), ...nobody }),
      TrainingWaitlisted({ ...of("c"), ...nobody }),
      TrainingBookingCancelled({ ...of("a"), ...nobody }),
      TrainingMovedUp(of("b")),
      TrainingWaitlisted({ ...of("a"), ...nobody }),
      TrainingAttendanceRecorded({ ...of("b"), attended: true }),
    );
    expect(await views.rows("select booked, waiting from views.training_session")).toEqual([{ booked: 1, waiting: 2 }]);
    const places = "select employee_id, status, attended from views.training_place order by status, since";
    expect(await views.rows(places)).toEqual([
      { employee_id: "b", status: "booked", attended: true },
      { employee_id: "c", status: "waiting", attended: null },
      { employee_id: "a", status: "waiting", attended: null },
    ]);
  });
  test("is announced to subscribers only, of whom a person may cease to be one", async () => {
    const programme = (programmeId: string) => ({ employeeId: "a", programmeId });
    await after(
      TrainingSubscribed(programme("course")),
      TrainingSubscribed(programme("other")),
      TrainingEntitlementGranted({
        ...programme("course"),
        entitlementId: PLAN,
        sessions: 1,
        from: "2026-01-01",
        until: null,
      }),
      TrainingUnsubscribed(programme("course")),
    );
    expect(await views.rows("select programme_id, employee_id from views.training_subscription")).toEqual([
      { programme_id: "other", employee_id: "a" },
    ]);
  });
});

describe("a resignation", () => {
  const of = { employeeId: "e1", number: 1 };
  const letter = {
    form: "qualified-signature" as const,
    document: "documents/1",
    ground: "study" as const,
    asked: { says: "last-day" as const, date: "2026-04-10" },
    earliest: "2026-03-30",
    noticeEnds: "2026-03-30",
    proposedLastDay: "2026-04-10",
    open: [],
  };
  const received = ResignationReceived({
    ...of,
    receivedOn: "2026-03-16",
    basis: "ТК РФ, ст. 80",
    ...letter,
    receivedBy: "e1",
  });
  const accepted = ResignationAccepted({ ...of, lastDay: "2026-04-10", by: "letter", acceptedBy: "h1", checklist: [] });
  test("that is corrected keeps its receipt, loses what was decided, and waits for the original of the new letter", async () => {
    const corrected = ResignationCorrected({
      ...of,
      round: 2,
      on: "2026-03-20",
      ...letter,
      form: "scan",
      open: ["original-missing"],
      correctedBy: "e1",
    });
    await after(received, accepted, corrected);
    const rows =
      "select received_on::text, notice_ends::text, status, last_day, original, round from views.resignation";
    expect(await views.rows(rows)).toEqual([
      {
        received_on: "2026-03-16",
        notice_ends: "2026-03-30",
        status: "received",
        last_day: null,
        original: null,
        round: 2,
      },
    ]);
  });
  test("of somebody erased has no ground, and is kept", async () => {
    await take(erased(received, ["ground"]));
    expect(await views.rows("select ground, status from views.resignation")).toEqual([
      { ground: null, status: "received" },
    ]);
    expect(await views.rows("select * from views.parked_event")).toEqual([]);
  });
});

test("a place has the template that was chosen for it last, with who chose it and since when, and none once it was taken back", async () => {
  const desk = { unitId: "desk", position: "Кассир" };
  const choose = (place: { unitId: string | null; position: string | null }, templateId: string | null) =>
    OnboardingTemplateChosen({ ...place, templateId });
  const events = recorded([
    choose({ unitId: null, position: null }, "general"),
    choose(desk, "teller"),
    choose({ ...desk, unitId: null }, "teller"),
    choose(desk, "senior-teller"),
    choose({ ...desk, unitId: null }, null),
  ]).map((event, index) => ({ ...event, metadata: { ...event.metadata, actor: `hr${index}` } }));
  await take(events);
  expect(
    await views.rows(
      `select unit_id, position, template_id, chosen_by, chosen_at from views.onboarding_template_choice order by place`,
    ),
  ).toEqual([
    {
      unit_id: null,
      position: null,
      template_id: "general",
      chosen_by: "hr0",
      chosen_at: new Date(events[0]?.recordedAt ?? ""),
    },
    {
      unit_id: "desk",
      position: "Кассир",
      template_id: "senior-teller",
      chosen_by: "hr3",
      chosen_at: new Date(events[3]?.recordedAt ?? ""),
    },
  ]);
});
