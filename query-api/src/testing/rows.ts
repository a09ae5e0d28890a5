// Rows of requests, sheets and hours for specs.
import type {
  AbsenceSpanRow,
  AbsenceRequestRow,
  EmployeeHistoryRow,
  LeaveEntryRow,
  PayrollHoursRow,
  ShownSpan,
  PayrollPeriodRow,
  TimesheetMonthRow,
} from "@tabel/read-models";

export const requestRow = (more: Partial<AbsenceRequestRow> = {}): AbsenceRequestRow => ({
  requestId: "r1",
  employeeId: "anna",
  kind: "annual-leave",
  fromDate: "2026-12-07",
  toDate: "2026-12-11",
  dayPart: "full",
  status: "submitted",
  ledger: "annual",
  reserved: 500,
  used: null,
  requestedBy: more.employeeId ?? "anna",
  requestedAt: "2026-11-10T08:00:00.000Z",
  route: [{ holder: "unit-head", remindAfter: null, escalateAfter: null, unitId: "desk" }],
  step: 0,
  holderUnitId: "desk",
  holderRole: null,
  holderUserId: null,
  askedBy: more.requestedBy ?? more.employeeId ?? "anna",
  escalations: 0,
  time: null,
  compensation: null,
  change: null,
  interruptions: [],
  documents: [],
  warnings: [],
  trip: null,
  steps: [],
  comment: "К морю",
  reason: null,
  revision: 3n,
  ...more,
});

/** What holds of a request: one approved span from its first to its last day unless said otherwise. */
export const spanRow = ({
  requestId = "r1",
  employeeId = "anna",
  ...more
}: Partial<ShownSpan> & Partial<Omit<AbsenceSpanRow, "spans">> = {}): AbsenceSpanRow => {
  const span: ShownSpan = {
    kind: "annual-leave",
    from: "2026-12-07",
    to: "2026-12-11",
    dayPart: "full",
    time: null,
    state: "approved",
    sequence: 0,
    changedAt: "2026-11-10T08:00:00.000Z",
    ...more,
  };
  return { requestId, employeeId, fromDate: span.from, toDate: span.to, spans: [span], firstFact: 0n };
};

export const decided = { step: null, holderUnitId: null, holderRole: null } as const;
export const forHr = { holderUnitId: null, holderRole: "hr-officer" } as const;

export const periodRow = (period: string, openedAt = "2026-09-28T06:00:00.000Z"): PayrollPeriodRow => ({
  period,
  status: "open",
  openedAt,
  calculatedAt: null,
  closedAt: null,
});

export const sheetRow = (employeeId: string, unitId: string, period = "2026-10"): TimesheetMonthRow => ({
  period,
  unitId,
  employeeId,
  days: [[1, 480, "Я", 480]],
  totals: [[["Я", 1, 480]], [], [["Я", 1, 480]]],
});

export const hoursRow = (employeeId: string, unitId: string, period = "2026-10"): PayrollHoursRow => ({
  period,
  employeeId,
  unitId,
  normMinutes: 10_560,
  workedMinutes: 480,
  nightMinutes: 0,
  overtimeFirstMinutes: 0,
  overtimeFurtherMinutes: 0,
  dayOffMinutes: 0,
  absentMinutes: { ОТ: 480 },
  absentFacts: { ОТ: ["30"] },
  days: { Я: 1, ОТ: 1 },
  lines: [
    {
      category: "salary",
      code: null,
      percent: 100,
      minutes: 480,
      normMinutes: 10_560,
      monthly: { minor: 8_000_000, currency: "RUB" },
      amountMinor: 363_636,
      facts: ["10", "30"],
    },
  ],
  deltas: [],
});

export const historyRow = (employeeId: string, position: bigint): EmployeeHistoryRow => ({
  employeeId,
  position,
  eventId: `event-${position}`,
  type: "SalarySet",
  stream: `employee-${employeeId}`,
  revision: 1n,
  recordedAt: "2026-01-12T08:00:00.000Z",
  effectiveOn: "2026-01-12",
  actor: "hr",
  onBehalfOf: null,
  commandId: "c",
  causationId: "c",
  correlationId: "c",
  data: { employeeId, from: "2026-01-12" },
  erased: false,
});

export const entryRow = (more: Partial<LeaveEntryRow>): LeaveEntryRow => ({
  employeeId: "anna",
  position: 1n,
  sequence: 0,
  recordedAt: "2026-01-09T08:00:00.000Z",
  ledger: "annual",
  kind: "grant",
  source: "leave-year-2026-01-09",
  amount: 2_800,
  effectiveOn: "2026-01-09",
  effectiveTo: "2026-01-09",
  usableFrom: null,
  expiresOn: null,
  carries: null,
  concerns: null,
  requestId: null,
  reason: null,
  ...more,
});
