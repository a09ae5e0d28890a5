// The commands of HR on the leave ledgers of one employee.
import {
  absence,
  absenceStream,
  AdjustLeave,
  adjustLeave,
  AgreeAdditionalLeave,
  agreeAdditionalLeave,
  CarryOverLeave,
  carryOverLeave,
  CompensateLeave,
  compensateLeave,
  EncashLeave,
  encashLeave,
  LedgerSource,
  policy,
  ReverseLedgerEntry,
  reverseLedgerEntry,
  RunAccruals,
  runAccruals,
  type EmployeeId,
  type LedgerFacts,
  employmentOf,
  todayOf,
} from "@tabel/domain";
import { command, type Situation } from "../../pipeline/command-row.js";
import { anyOf } from "../../rights/right.js";
import { holderOverEmployee, theProcess } from "../../rights/rights.js";

interface OfEmployee {
  readonly employeeId: EmployeeId;
}

const factsOf = async (situation: Situation<OfEmployee>): Promise<LedgerFacts> => {
  const employment = await employmentOf(situation, situation.data.employeeId);
  return { employment, policy, today: todayOf(situation, employment) };
};

const byHr = {
  stream: ({ employeeId }: OfEmployee) => absenceStream(employeeId),
  aggregate: absence,
  facts: factsOf,
  may: holderOverEmployee("hr-officer"),
};

/** What a command posts is named after the command: a reversal names it again. */
const entryId = { entryId: { schema: LedgerSource, of: ({ meta }: { meta: { newId: string } }) => meta.newId } };

const employeeId = "e00017";
const reason = "Three days of 2024 were entered twice.";
const ofLedger = ["employee-unknown", "ledger-unknown", "ledger-under-floor"] as const;

export const ledgerCommands = [
  command({
    ...byHr,
    name: "run-accruals",
    says: "Puts on record what an employee's ledgers are due by a day: leave years, months earned, what is carried over or expires.",
    schema: RunAccruals,
    example: { employeeId, upTo: "2026-12-31" },
    // It posts what counts anyway: the system's timer sends it too.
    may: anyOf(theProcess("when-a-month-begins-then-run-accruals"), holderOverEmployee("hr-officer")),
    decide: runAccruals,
    refusals: ["employee-unknown", "too-far-ahead"],
  }),
  command({
    ...byHr,
    name: "adjust-leave",
    says: "Adjusts a ledger up or down, with a reason.",
    schema: AdjustLeave,
    example: { employeeId, ledger: "annual", amount: -300, on: "2026-04-01", expiresOn: null, reason },
    decide: adjustLeave,
    makes: entryId,
    refusals: [...ofLedger, "before-hire", "employee-left", "too-far-ahead", "dates-reversed"],
  }),
  command({
    ...byHr,
    name: "carry-over-leave",
    says: "Agrees that days which would expire stay until a later day.",
    schema: CarryOverLeave,
    example: {
      employeeId,
      ledger: "annual",
      source: "leave-year-2026-01-01",
      until: "2027-06-30",
      most: 500,
      reason: "A project ends in spring.",
    },
    decide: carryOverLeave,
    makes: entryId,
    refusals: [...ofLedger, "entry-unknown", "leave-does-not-expire", "dates-reversed", "too-far-ahead"],
  }),
  command({
    ...byHr,
    name: "agree-additional-leave",
    says: "Agrees on leave in addition to the annual, granted with each leave year; or changes such an agreement.",
    schema: AgreeAdditionalLeave,
    example: { employeeId, ground: "irregular-hours", perYear: 300, from: "2026-01-12", until: null },
    decide: agreeAdditionalLeave,
    makes: {
      agreement: { schema: LedgerSource, of: ({ data, meta }) => data.agreement ?? meta.newId },
    },
    refusals: [
      "employee-unknown",
      "before-hire",
      "employee-left",
      "dates-reversed",
      "additional-leave-unknown",
      "additional-leave-too-short",
      "entry-unknown",
    ],
  }),
  command({
    ...byHr,
    name: "encash-leave",
    says: "Pays leave out instead of giving it, as far as the law lets it.",
    schema: EncashLeave,
    example: { employeeId, ledger: "additional", amount: 300 },
    decide: encashLeave,
    makes: entryId,
    refusals: [...ofLedger, "employee-left", "encashment-not-allowed", "leave-kept"],
  }),
  command({
    ...byHr,
    name: "compensate-leave",
    says: "Compensates the unused leave of an employee who leaves, and closes the ledger.",
    schema: CompensateLeave,
    may: anyOf(theProcess("when-somebody-leaves-then-close-what-is-open"), holderOverEmployee("hr-officer")),
    example: { employeeId, ledger: "annual" },
    decide: compensateLeave,
    makes: entryId,
    refusals: [
      "employee-unknown",
      "ledger-unknown",
      "settled-by-payroll",
      "not-leaving",
      "absence-in-the-way",
      "compensated-already",
    ],
  }),
  command({
    ...byHr,
    name: "reverse-ledger-entry",
    says: "Takes back what was posted by mistake, effective when it was posted for.",
    schema: ReverseLedgerEntry,
    example: { employeeId, ledger: "annual", source: "3f0c0a52-6a55-5f0e-9d1c-5a6f0d3b8a11", reason },
    decide: reverseLedgerEntry,
    makes: entryId,
    refusals: [...ofLedger, "entry-unknown", "entry-not-reversible"],
  }),
];
