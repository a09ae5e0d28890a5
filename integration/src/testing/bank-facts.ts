// What happens in a small made-up bank, as facts for the log: people hired into units, away, transferred, gone; months opened
// and closed; late facts about closed months.
import {
  AbsenceApproved,
  AbsenceCancelled,
  DeviationRecorded,
  type DomainEvent,
  EmployeeHired,
  EmployeeLeft,
  EmployeeTransferred,
  MentorAssigned,
  OnboardingCompleted,
  OnboardingPlanned,
  OnboardingTaskDone,
  PeriodClosed,
  PeriodOpened,
  ResignationAccepted,
  ResignationReceived,
  TimesheetAccepted,
  TimesheetClosed,
  TimesheetSubmitted,
} from "@tabel/domain";

export interface Step {
  readonly stream: string;
  readonly events: readonly DomainEvent[];
}

const day = (month: string, of: number): string => `${month}-${String(of).padStart(2, "0")}`;
const head = "e-head";

export const hire = (employeeId: string, unitId: string, on = "2026-01-12"): Step => ({
  stream: `employee-${employeeId}`,
  events: [
    EmployeeHired({
      employeeId,
      fullName: { last: "Л", first: "Ф", middle: null },
      email: null,
      hiredOn: on,
      unitId,
      position: "кассир",
      country: "RU",
      timeZone: "Europe/Moscow",
    }),
  ],
});

export const transfer = (employeeId: string, unitId: string, from: string): Step => ({
  stream: `employee-${employeeId}`,
  events: [EmployeeTransferred({ employeeId, from, unitId, position: "кассир" })],
});

export const leave = (employeeId: string, lastDay: string): Step => ({
  stream: `employee-${employeeId}`,
  events: [EmployeeLeft({ employeeId, lastDay, ground: "own-request", corrects: null })],
});

export const away = (employeeId: string, requestId: string, from: string, to: string, kind = "sick-leave"): Step => ({
  stream: `absence-${employeeId}`,
  events: [
    AbsenceApproved({
      employeeId,
      requestId,
      kind,
      from,
      to,
      ledger: null,
      used: 0,
      days: [],
      dayPart: "full",
      time: null,
      compensation: null,
      released: [],
      step: 0,
      approvedBy: head,
      onBehalfOf: null,
    }),
  ],
});

export const cancel = (employeeId: string, requestId: string): Step => ({
  stream: `absence-${employeeId}`,
  events: [
    AbsenceCancelled({ employeeId, requestId, ledger: null, returned: [], cancelledBy: head, onBehalfOf: null }),
  ],
});

export const worked = (employeeId: string, unitId: string, date: string, minutes: number): Step => ({
  stream: `timesheet-${unitId}_${date.slice(0, 7)}`,
  events: [
    DeviationRecorded({
      unitId,
      period: date.slice(0, 7),
      employeeId,
      date,
      entries: [{ code: "Я", minutes, time: null }],
      recordedBy: head,
    }),
  ],
});

export const sheetLife = (unitId: string, period: string): Step => ({
  stream: `timesheet-${unitId}_${period}`,
  events: [
    TimesheetSubmitted({ unitId, period, submittedBy: head }),
    TimesheetAccepted({ unitId, period, acceptedBy: head }),
    TimesheetClosed({ unitId, period, closedBy: head }),
  ],
});

export const open = (period: string): Step => ({
  stream: `payrollPeriod-${period}`,
  events: [PeriodOpened({ period })],
});

export const close = (period: string): Step => ({
  stream: `payrollPeriod-${period}`,
  events: [PeriodClosed({ period })],
});

export const onboard = (employeeId: string): Step => {
  const plan = { employeeId, planId: "5d2f6f1e-6c0f-4b38-8a0f-4e7f0f6f2a11" };
  const task = {
    title: { ru: "Пропуск", en: "Pass" },
    owner: "it" as const,
    needsDocument: false,
    due: 0,
    dueOn: "2026-01-12",
  };
  return {
    stream: `onboarding-${employeeId}`,
    events: [
      OnboardingPlanned({
        ...plan,
        templateId: "t-1",
        templateVersion: 1,
        startsOn: "2026-01-12",
        tasks: [
          { ...task, taskId: "pass" },
          { ...task, taskId: "desk" },
        ],
      }),
      MentorAssigned({
        ...plan,
        mentorId: head,
        reservationId: "0b9c4f0e-6c0f-5b38-8a0f-4e7f0f6f2a10",
        from: "2026-01-12",
        replaces: null,
      }),
      OnboardingTaskDone({ ...plan, taskId: "pass", doneOn: "2026-01-12", doneBy: head, document: null }),
      OnboardingTaskDone({ ...plan, taskId: "desk", doneOn: "2026-01-13", doneBy: head, document: null }),
      OnboardingCompleted({ ...plan, on: "2026-01-13" }),
    ],
  };
};

export const resign = (employeeId: string, lastDay: string): Step => {
  const of = { employeeId, number: 1 };
  const letter = { form: "original" as const, document: "doc-1", ground: "own-wish" as const, open: [] };
  return {
    stream: `resignation-${employeeId}_1`,
    events: [
      ResignationReceived({
        ...of,
        ...letter,
        receivedOn: "2026-02-02",
        basis: "ТК РФ 80",
        asked: { says: "last-day", date: lastDay },
        earliest: "2026-02-16",
        noticeEnds: "2026-02-16",
        proposedLastDay: lastDay,
        receivedBy: head,
      }),
      ResignationAccepted({ ...of, lastDay, by: "letter", acceptedBy: head, checklist: [] }),
    ],
  };
};

const units = ["u1", "u2", "u3"];
const unitOf = (index: number): string => units[index % units.length] ?? "u1";

/** Everyone of a bank, hired. */
export const staff = (people: number): Step[] =>
  Array.from({ length: people }, (_, index) => hire(`e${index}`, unitOf(index)));

/** A month of everyone: sickness, a leave that is cancelled, overtime typed in, transfers; then closed; then late facts. */
export const month = (period: string, next: string, people: number): Step[] => {
  const each = Array.from({ length: people }, (_, index) => ({ id: `e${index}`, unit: unitOf(index), index }));
  return [
    open(period),
    ...each.flatMap(({ id, unit, index }) => [
      ...(index % 3 === 0 ? [away(id, `s-${id}-${period}`, day(period, 10), day(period, 12))] : []),
      ...(index % 4 === 1 ? [away(id, `l-${id}-${period}`, day(period, 16), day(period, 20), "annual-leave")] : []),
      ...(index % 8 === 1 ? [cancel(id, `l-${id}-${period}`)] : []),
      ...(index % 5 === 2 ? [worked(id, unit, day(period, 24), 300)] : []),
    ]),
    ...units.map((unit) => sheetLife(unit, period)),
    close(period),
    // Late: before the next month is open they wait, afterwards they count in it.
    ...each
      .filter(({ index }) => index % 7 === 3)
      .map(({ id }) => away(id, `late-${id}-${period}`, day(period, 4), day(period, 5))),
    open(next),
    ...each.filter(({ index }) => index % 6 === 5).map(({ id, unit }) => worked(id, unit, day(period, 25), 240)),
  ];
};
