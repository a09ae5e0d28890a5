// What can happen to a request besides being decided, for made-up histories: a trip with its accounts, and a leave with all that
// is asked, proposed and declined about it.
import {
  AbsenceApproved,
  AbsenceRecounted,
  AbsenceRequested,
  CancellationAsked,
  CancellationDeclined,
  DocumentAttached,
  type DomainEvent,
  LeaveDaysReturned,
  RecallDeclined,
  RecallProposed,
  RequestWarned,
  StepEscalated,
  TripAdvancePaid,
  TripPlanned,
  TripReportAccepted,
  TripReported,
  TripReportReturned,
} from "@tabel/domain";

interface Asked {
  readonly employeeId: string;
  readonly requestId: string;
  readonly unitId: string;
  readonly from: string;
  readonly to: string;
}

const money = (minor: number) => ({ minor, currency: "RUB" });

const request = ({ employeeId, requestId, unitId, from, to }: Asked, kind: string, ledger: string | null) => {
  const days = [{ from, to, means: "leave" as const, counted: 100 }];
  const common = { employeeId, requestId, kind, from, to, dayPart: "full" as const, ledger, days };
  return {
    asked: AbsenceRequested({
      ...common,
      reserved: 0,
      comment: null,
      route: [{ holder: "unit-head", unitId, remindAfter: 2, escalateAfter: 5 }],
      requestedBy: employeeId,
    }),
    approved: AbsenceApproved({ ...common, used: 0, released: [], step: 0, approvedBy: "e1" }),
    days,
  };
};

/** Planned, paid in advance, reported, sent back, reported again and accepted. */
const aTrip = (of: Asked): DomainEvent[] => {
  const { employeeId, requestId, from, to } = of;
  const { asked, approved } = request(of, "business-trip", null);
  const about = { employeeId, requestId };
  const reported = TripReported({
    ...about,
    spent: money(1_820_000),
    summary: "Отделение открыто",
    reportedBy: employeeId,
  });
  return [
    asked,
    TripPlanned({
      ...about,
      destination: "Казань",
      purpose: "Открытие отделения",
      country: "RU",
      grade: "staff",
      perDiem: [{ from, to, daily: money(70_000) }],
      total: money(350_000),
      advance: money(2_000_000),
    }),
    approved,
    TripAdvancePaid({ ...about, amount: money(2_000_000), paidOn: from, recordedBy: "e1" }),
    reported,
    TripReportReturned({ ...about, reason: "Нет билета", returnedBy: "e1" }),
    reported,
    TripReportAccepted({ ...about, balanceMinor: -180_000, currency: "RUB", acceptedBy: "e1" }),
  ];
};

const aLeave = (of: Asked): DomainEvent[] => {
  const { employeeId, requestId, unitId, from, to } = of;
  const { asked, approved, days } = request(of, "annual-leave", "annual");
  const about = { employeeId, requestId };
  const step = { holder: "unit-head" as const, unitId, remindAfter: 2, escalateAfter: 5 };
  return [
    asked,
    RequestWarned({ ...about, warnings: [{ code: "overtime-of-year", from, to, limit: 6_000, value: 6_120 }] }),
    DocumentAttached({
      ...about,
      documentId: `d-${requestId}`,
      name: "Справка.pdf",
      mediaType: "application/pdf",
      attachedBy: employeeId,
    }),
    StepEscalated({ ...about, step: 0, to: step, escalatedBy: "system" }),
    approved,
    CancellationAsked({ ...about, reason: "Планы изменились", askedBy: employeeId, step }),
    CancellationDeclined({ ...about, reason: "Замена найдена", declinedBy: "e1", onBehalfOf: null }),
    RecallProposed({ ...about, from, to, reason: "Проверка", proposedBy: "e1" }),
    RecallDeclined({ ...about, declinedBy: employeeId }),
    LeaveDaysReturned({ ...about, sickLeaveId: `s-${requestId}`, chosenBy: employeeId }),
    AbsenceRecounted({ ...about, ledger: "annual", returned: days, used: 100, days, recountedBy: "e1" }),
  ];
};

export const ofRequest = (of: Asked, trip: boolean): DomainEvent[] => (trip ? aTrip(of) : aLeave(of));
