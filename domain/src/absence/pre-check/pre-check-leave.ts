// What somebody is told before asking for an absence: how its days count, what they leave of the balance, and whatever the
// decision would refuse. It is handed the decision itself, made and not appended, so that there is never a second rule.
import { isRefusal, type Command, type Decision, type Refusal } from "../../kernel/decision.js";
import type { DomainEvent } from "../../kernel/event.js";
import { addDays, daysBetween, eachDay, type LocalDate } from "../../kernel/local-date.js";
import { ledgerUnit, type LedgerUnit } from "../../policy/leave-policy.js";
import { teamPolicy } from "../../policy/team-policy.js";
import { clashesOf, type Clash } from "../../team/clashes.js";
import { checkTeam, type TeamFacts, type TeamFindings } from "../../team/team-check.js";
import { absence, absenceEvents, type AbsenceEvent, type Absences } from "../absence.js";
import type { AbsenceFacts } from "../absence-facts.js";
import type { DaySpan } from "../absence-fields.js";
import { daysOfRequest, kindOf } from "../count-request.js";
import { countedIn } from "../day-spans.js";
import { entitlementsDue } from "../ledger/grants/entitlements.js";
import { availableFrom, ledgerEntries, usableOn } from "../ledger/leave-ledger.js";
import type { LedgerEntry } from "../ledger/ledger-entry.js";
import { reservation } from "../ledger/request-postings.js";
import { AbsenceRequested } from "../request/request-events.js";
import type { SubmitLeave } from "../request/submit-leave.js";

export interface PreCheckFacts extends AbsenceFacts {
  /** The units in which the person stands on the days, whether they have rules or not. */
  readonly teams: readonly TeamFacts[];
}

export interface LedgerOutlook {
  readonly ledger: string;
  readonly unit: LedgerUnit;
  /** Usable at the end of the last day asked for, without the request and with it; negative where it takes too much. */
  readonly before: number;
  readonly after: number;
  /** The most that could be taken from the first day on, and the day that limits it. */
  readonly available: number;
  readonly limitedOn: LocalDate;
}

export interface LeavePreCheck {
  /** What submitting it now would be refused with; nothing where it would be accepted. */
  readonly refusals: readonly Refusal[];
  /** In the unit of `balance`; hundredths of a day where there is none. */
  readonly counted: number;
  readonly days: readonly { readonly date: LocalDate; readonly means: DaySpan["means"]; readonly counted: number }[];
  readonly balance: LedgerOutlook | null;
  readonly overlaps: readonly {
    readonly requestId: string;
    readonly from: LocalDate;
    readonly to: LocalDate;
    readonly status: "pending" | "approved";
  }[];
  readonly clashes: readonly Clash[];
  readonly staffing: TeamFindings["staffing"];
  readonly blackOuts: TeamFindings["blackOuts"];
  /** By when it has to be announced and paid; null where the kind knows no such day. */
  readonly notice: { readonly announceBy: LocalDate; readonly late: boolean; readonly payBy: LocalDate | null } | null;
}

/** What is looked at at most, whatever is asked for: a longer absence is refused anyway. */
const LONGEST_DAYS = 1_100;

const ofAbsences: ReadonlySet<string> = new Set(absenceEvents.map(({ type }) => type));
const isAbsenceEvent = (event: DomainEvent): event is AbsenceEvent => ofAbsences.has(event.type);

/** As the decision counted them; as they would count where it refused before counting. */
const daysOf = (data: SubmitLeave, decided: readonly AbsenceEvent[], facts: AbsenceFacts): readonly DaySpan[] => {
  const { employment } = facts;
  const { from, to } = data;
  for (const { type, data } of decided) if (type === "AbsenceRequested") return data.days;
  if (employment === undefined || to < from || daysBetween(from, to) >= LONGEST_DAYS) return [];
  const kind = kindOf(data.kind, data, employment, facts);
  if ("refused" in kind) return [];
  // Days that count nothing are told as what they are, so that it is seen why.
  const days = daysOfRequest(kind, data, employment, facts);
  return "refused" in days ? [] : days;
};

const outlook = (
  { kind: code, from, to }: SubmitLeave,
  days: readonly DaySpan[],
  state: Absences,
  decided: readonly AbsenceEvent[],
  { employment, policy }: AbsenceFacts,
): LedgerOutlook | null => {
  if (employment === undefined || days.length === 0) return null;
  const ledger = policy.absenceKind(employment.country, code, from)?.ledger ?? null;
  if (ledger === null) return null;
  const due = entitlementsDue(state, employment, policy, to).filter(({ data }) => data.ledger === ledger);
  const { entries } = due.reduce(absence.evolve, state);
  const posted = decided.filter(({ type }) => type === AbsenceRequested.type).flatMap(ledgerEntries);
  const asked: readonly LedgerEntry[] = posted.length > 0 ? posted : reservation(ledger, days, "asked");
  const { amount: available, on: limitedOn } = availableFrom(entries, ledger, from);
  return {
    ledger,
    unit: ledgerUnit(policy.leavePolicy(employment.country, from), ledger),
    before: usableOn(entries, ledger, to),
    after: usableOn([...entries, ...asked], ledger, to),
    available,
    limitedOn,
  };
};

const noticeOf = (
  { kind, from }: SubmitLeave,
  { employment, policy, today }: AbsenceFacts,
): LeavePreCheck["notice"] => {
  const notice = employment === undefined ? null : policy.leavePolicy(employment.country, from).notice;
  if (notice === null || !notice.kinds.includes(kind)) return null;
  const announceBy = addDays(from, -notice.announceDays);
  const payBy = notice.payDays === null ? null : addDays(from, -notice.payDays);
  return { announceBy, late: today > announceBy, payBy };
};

const teamOutlook = ({ data }: Command<SubmitLeave>, { employment, teams }: PreCheckFacts) => {
  const { employeeId, kind, from, to, dayPart, time } = data;
  if (employment === undefined || to < from || daysBetween(from, to) >= LONGEST_DAYS)
    return { clashes: [], staffing: [], blackOuts: [] };
  const { country } = employment;
  const asked = { employeeId, kind, country, from, to, dayPart, time };
  const { halves } = teamPolicy(country, from);
  const found = teams.map((team) => checkTeam(asked, team));
  return {
    clashes: teams.flatMap(({ away }) => clashesOf(asked, away, halves)),
    staffing: found.flatMap(({ staffing }) => staffing),
    blackOuts: [
      ...new Map(found.flatMap(({ blackOuts }) => blackOuts).map((each) => [each.blackOutId, each])).values(),
    ],
  };
};

/** @param decision what submitting it decides on the same state and facts */
export const preCheckLeave = (
  command: Command<SubmitLeave>,
  state: Absences,
  facts: PreCheckFacts,
  decision: Decision<DomainEvent>,
): LeavePreCheck => {
  const { data } = command;
  const decided = isRefusal(decision) ? [] : decision.filter(isAbsenceEvent);
  const days = daysOf(data, decided, facts);
  const overlaps = [...state.requests.values()].flatMap(({ requestId, status, from, to }) =>
    (status === "pending" || status === "approved") && from <= data.to && data.from <= to
      ? [{ requestId, from, to, status }]
      : [],
  );
  return {
    refusals: isRefusal(decision) ? [decision] : [],
    counted: countedIn(days),
    days: days.flatMap(({ from, to, means, counted }) => eachDay(from, to).map((date) => ({ date, means, counted }))),
    balance: outlook(data, days, state, decided, facts),
    overlaps,
    ...teamOutlook(command, facts),
    notice: noticeOf(data, facts),
  };
};
