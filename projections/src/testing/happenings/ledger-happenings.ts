// What can happen to somebody's leave ledger besides requests, for made-up histories.
import {
  AdditionalLeaveAgreed,
  CarryOverAgreed,
  DayInLieuEarned,
  DayInLieuForfeited,
  type DomainEvent,
  LeaveAccrued,
  LeaveAdjusted,
  LeaveCarriedOver,
  LeaveCompensated,
  LeaveEncashed,
  LeaveExpired,
  LeaveYearMoved,
  LedgerEntryReversed,
} from "@tabel/domain";

/** All of it; `id` names what it posts, and `later` counts days from the first one. */
export const ofLedger = (employeeId: string, id: string, later: (days: number) => string): DomainEvent[] => {
  const from = later(0);
  const of = { employeeId, ledger: "annual" };
  const [to, source] = [later(364), `leave-year-${from}`];
  const validity = { effectiveOn: from, usableFrom: from, expiresOn: to, carries: { until: later(450), most: 500 } };
  const passed = { ...of, source, sequence: 0, effectiveOn: later(365), usableFrom: from };
  const workingYear = { from, to };
  const settled = { months: 2, earned: 466, granted: 2800, withdrawn: 2334, amount: 66, overdrawn: 0 };
  const worked = { employeeId, requestId: id, ledger: "day-in-lieu", amount: 100, usableFrom: later(1) };
  return [
    AdditionalLeaveAgreed({ ...of, agreement: id, perYear: 300, ground: "contract", from, until: null }),
    LeaveAccrued({ ...of, amount: 233, month: { from, to: later(29) }, ...validity }),
    LeaveYearMoved({
      ...of,
      source,
      amount: 2800,
      yearNumber: 0,
      agreement: null,
      was: { ...validity, workingYear },
      becomes: { ...validity, workingYear, source: `${source}.moved` },
    }),
    LeaveAdjusted({ ...of, entryId: `${id}.a`, amount: 150, effectiveOn: from, expiresOn: null, reason: "Забыли" }),
    CarryOverAgreed({
      ...of,
      entryId: `${id}.c`,
      source,
      expiresOn: to,
      until: later(400),
      most: 300,
      reason: "Проект",
    }),
    LeaveCarriedOver({ ...passed, amount: 300, expiresOn: later(400) }),
    LeaveExpired({ ...passed, amount: 100 }),
    LeaveEncashed({ ...of, entryId: `${id}.e`, amount: 100, effectiveOn: from }),
    LeaveCompensated({ ...of, entryId: `${id}.l`, lastDay: later(60), ...settled }),
    LedgerEntryReversed({
      ...of,
      entryId: `${id}.r`,
      source: `${id}.a`,
      entries: [{ amount: 150, effectiveOn: from, effectiveTo: from, usableFrom: from }],
      reason: "Ошибка",
    }),
    DayInLieuEarned({ ...worked, workedOn: from, lastDay: later(366) }),
    DayInLieuForfeited(worked),
  ];
};
