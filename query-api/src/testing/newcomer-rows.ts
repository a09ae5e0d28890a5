// Rows of onboarding, mentors, training and resignation for specs.
import type {
  MentorRow,
  OnboardingFeedbackRow,
  OnboardingPlanRow,
  OnboardingTaskRow,
  PlanTaskOfRow,
  LetterRow,
  ResignationRow,
  TrainingPlaceRow,
  TrainingSessionRow,
} from "@tabel/read-models";

const title = { ru: "Задача", en: "Task" };

const task = (taskId: string, owner: PlanTaskOfRow["owner"], dueOn: string): PlanTaskOfRow => ({
  taskId,
  title,
  owner,
  dueOn,
  needsDocument: false,
  status: "open",
  doneOn: null,
  doneBy: null,
  document: null,
});

export const tasks: readonly PlanTaskOfRow[] = [
  task("laptop", "it", "2026-11-13"),
  task("contract", "newcomer", "2026-11-16"),
  task("tour", "mentor", "2026-11-17"),
  task("goals", "head", "2026-11-20"),
  task("file", "hr", "2026-11-23"),
];

export const planRow = (more: Partial<OnboardingPlanRow> = {}): OnboardingPlanRow => ({
  planId: `plan-${more.employeeId ?? "anna"}`,
  employeeId: "anna",
  templateId: "teller",
  templateVersion: 1,
  startsOn: "2026-11-16",
  status: "open",
  plannedAt: "2026-11-01T08:00:00.000Z",
  tasks,
  tasksTotal: 5,
  tasksClosed: 0,
  mentorId: "boris",
  mentorFrom: "2026-11-16",
  completedOn: null,
  productiveOn: null,
  feedback: [],
  revision: 1n,
  ...more,
});

/** The open tasks of a plan, as the projection derives them. */
export const taskRows = ({ planId, employeeId, mentorId }: OnboardingPlanRow): OnboardingTaskRow[] =>
  tasks.map(({ taskId, owner, dueOn }) => ({
    planId,
    taskId,
    employeeId,
    owner,
    dueOn,
    title,
    needsDocument: false,
    mentorId: owner === "mentor" ? mentorId : null,
  }));

export const feedbackRow = (more: Partial<OnboardingFeedbackRow> = {}): OnboardingFeedbackRow => ({
  planId: "plan-anna",
  milestone: 7,
  giver: "newcomer",
  employeeId: "anna",
  givenBy: "anna",
  givenOn: "2026-11-23",
  answers: [{ question: "welcome", score: 2, text: "Никто не встретил" }],
  ...more,
});

export const mentorRow = (mentorId: string, more: Partial<MentorRow> = {}): MentorRow => ({
  mentorId,
  since: "2026-01-12",
  ownLimit: null,
  stoodDownOn: null,
  away: [],
  mentees: [],
  taken: more.mentees?.length ?? 0,
  ...more,
});

export const mentee = (employeeId: string) => ({
  reservationId: `r-${employeeId}`,
  employeeId,
  from: "2026-11-16",
  confirmed: true,
});

export const sessionRow = (more: Partial<TrainingSessionRow> = {}): TrainingSessionRow => ({
  sessionId: "s1",
  programmeId: "course",
  title,
  trainerId: "boris",
  startsAt: "2026-12-03T07:00:00.000Z",
  endsAt: "2026-12-03T09:00:00.000Z",
  cutOffAt: "2026-12-02T15:00:00.000Z",
  timeZone: "Europe/Moscow",
  place: "Зал",
  entitlement: "open",
  seats: 2,
  booked: 2,
  waiting: 2,
  cancelled: false,
  people: [],
  ...more,
});

export const placeRow = (
  employeeId: string,
  status: "booked" | "waiting",
  since: bigint,
  more: Partial<TrainingPlaceRow> = {},
): TrainingPlaceRow => ({
  sessionId: "s1",
  employeeId,
  programmeId: "course",
  status,
  since,
  attended: null,
  ...more,
});

export const letterRow = (letterId: string, employeeId: string, more: Partial<LetterRow> = {}): LetterRow => ({
  letterId,
  employeeId,
  number: 1,
  round: 1,
  uploadedOn: "2026-11-02",
  uploadedAt: "2026-11-02T09:30:00.000Z",
  uploadedBy: employeeId,
  picture: "letters/1",
  markedCopy: "letters/1.marked",
  status: "human-review",
  waits: true,
  outcome: "human-review",
  readAt: "2026-11-02T09:31:00.000Z",
  rules: "resignation-letter-1",
  reading: { version: "print-1", language: "ru", attempts: 1 },
  found: {
    defects: [],
    advisories: ["position-missing"],
    reviewReasons: ["ambiguous-date"],
    flags: { shortNotice: false, ambiguousDate: true, bindingDate: false },
  },
  evidence: { legible: true, end: { says: "from", date: "2026-12-15", quote: "с 15 декабря" } },
  secondReading: { fields: [{ field: "lastDay", value: "2026-12-15", quote: "15 декабря" }], dropped: ["ground"] },
  said: null,
  asked: [{ model: "local", tokensIn: 1, tokensOut: 1, milliseconds: 1, cost: 0, failure: null }],
  notAsked: null,
  verdict: null,
  judgedBy: null,
  judgedAt: null,
  judgedDefects: [],
  revision: 1n,
  ...more,
});

export const resignationRow = (employeeId: string, more: Partial<ResignationRow> = {}): ResignationRow => ({
  resignationId: `${employeeId}_1`,
  employeeId,
  number: 1,
  status: "accepted",
  receivedOn: "2026-11-02",
  earliest: "2026-11-16",
  noticeEnds: "2026-11-16",
  basis: "ТК РФ, ст. 80",
  form: "scan",
  document: "documents/1",
  ground: "retirement",
  asked: { says: "last-day", date: "2026-12-18" },
  proposedLastDay: "2026-12-18",
  open: ["original-missing"],
  round: 1,
  findings: [{ code: "addressee-missing", note: "Кому?" }],
  checkedRound: 1,
  original: null,
  replacementInvitedOn: null,
  lastDay: "2026-12-18",
  acceptedAs: "letter",
  withdrawnOn: null,
  executedAt: null,
  checklist: [
    { item: "return-badge", title, owner: "employee", doneOn: null, doneBy: null },
    { item: "hand-over", title, owner: "head", doneOn: null, doneBy: null },
    { item: "final-pay", title, owner: "accountant", doneOn: null, doneBy: null },
  ],
  story: [{ type: "ResignationReceived", at: "2026-11-02T09:30:00.000Z", by: employeeId }],
  revision: 1n,
  ...more,
});
