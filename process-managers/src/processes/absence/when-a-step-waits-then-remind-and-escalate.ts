// A step of a request that nobody takes: its holder is reminded, then it goes to the next one above. At HR it is asked after again
// and again: nothing waits for ever. The terms are the route's own, in working days of whom the step waits for.
import {
  AbsenceApproved,
  absence,
  absenceFactsOf,
  AbsenceRejected,
  AbsenceRequested,
  absenceStream,
  AbsenceWithdrawn,
  addDays,
  CalendarNotLoaded,
  employmentOf,
  type EmployeeId,
  type Inquiry,
  type Instant,
  localDateAt,
  type LocalDate,
  placeOn,
  type RequestId,
  type RouteStep,
  StepApproved,
  StepEscalated,
  stepPoints,
  type UserId,
  waitsFor,
  workCalendar,
} from "@tabel/domain";
import type { Fact } from "../../process/fact.js";
import type { Due, Intent } from "../../process/intent.js";
import { process } from "../../process/process.js";

const name = "when-a-step-waits-then-remind-and-escalate";

/** A request that is not decided yet. */
interface Waiting {
  readonly employeeId: EmployeeId;
  readonly requestId: RequestId;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly requestedBy: UserId;
  readonly route: readonly RouteStep[];
  readonly step: number;
  /** How often the step was escalated, and since when it waits for whom it waits for now. */
  readonly escalations: number;
  readonly since: Instant;
}

/** When the step reminds and escalates; `again` where a calendar that is needed is not loaded: asked once more then. */
interface Terms {
  readonly reminds: Due | null;
  readonly escalates: Due | null;
  readonly again: Due | null;
}

/**
 * Whom the step waits for says which days are worked, and when it is nine in the morning. Many may hold a role: then it is the
 * employee whose request it is.
 */
const termsOf = async (waiting: Waiting, since: Instant, inquiry: Inquiry): Promise<Terms | undefined> => {
  const { employeeId, requestId, route, step: place } = waiting;
  const step = route[place];
  if (step === undefined) return undefined;
  const state = await inquiry.read(absenceStream(employeeId), absence);
  const facts = await absenceFactsOf(inquiry, { employeeId, requestId }, state, undefined);
  const { employment, policy } = facts;
  if (employment === undefined) return undefined;
  const parties = { requestedBy: waiting.requestedBy, kind: state.requests.get(requestId)?.kind ?? null };
  const holder = waitsFor(step, parties, employment, facts);
  const whose = ("user" in holder ? await employmentOf(inquiry, holder.user) : undefined) ?? employment;
  const { country, timeZone: zone } = placeOn(whose, facts.today);
  const time = policy.routePolicy(country, facts.today).remindsAt;
  const on = (date: LocalDate | null): Due | null => (date === null ? null : { date, time, zone });
  try {
    const { remindsOn, escalatesOn } = stepPoints(step, localDateAt(since, zone), whose, workCalendar);
    return { reminds: on(remindsOn), escalates: on(escalatesOn), again: null };
  } catch (error) {
    if (!(error instanceof CalendarNotLoaded)) throw error;
    return { reminds: null, escalates: null, again: on(addDays(localDateAt(inquiry.at, zone), 1)) };
  }
};

const waitOrStop = (timer: string, at: Due | null): Intent =>
  at === null ? { do: "stop-waiting", key: timer } : { do: "wait", key: timer, timer, at };

const timersOf = ({ reminds, escalates, again }: Terms): readonly Intent[] => [
  waitOrStop("remind", reminds),
  waitOrStop("escalate", escalates),
  waitOrStop("ask-again", again),
];

const noTimers = timersOf({ reminds: null, escalates: null, again: null });

const reminder = ({ employeeId, requestId, from, to, requestedBy, route, step: place }: Waiting): readonly Intent[] => {
  const step = route[place];
  if (step === undefined) return [];
  const fact = { is: "step-reminder", employeeId, requestId, from, to, requestedBy, step } as const;
  return [{ do: "notify", key: "remind", fact }];
};

/** The step waits for whom it waits for now since then. */
const beganAgain = (fact: Fact, inquiry: Inquiry): Instant => (fact.is === "event" ? fact.recordedAt : inquiry.at);

export const whenAStepWaitsThenRemindAndEscalate = process({
  name,
  version: 1,
  reads: [AbsenceRequested, StepApproved, StepEscalated, AbsenceApproved, AbsenceRejected, AbsenceWithdrawn],
  instances: ({ data }) => [`${data.employeeId}_${data.requestId}`],
  initial: null as Waiting | null,

  evolve: (waiting, { type, data }, recordedAt) => {
    switch (type) {
      case "AbsenceRequested": {
        const { employeeId, requestId, from, to, requestedBy, route } = data;
        const asked = { employeeId, requestId, from, to, requestedBy, route };
        return { ...asked, step: 0, escalations: 0, since: recordedAt };
      }
      case "StepApproved":
        return waiting && { ...waiting, step: data.step + 1, escalations: 0, since: recordedAt };
      case "StepEscalated": {
        if (waiting === null) return null;
        const route = waiting.route.map((step, place) => (place === data.step ? data.to : step));
        return { ...waiting, route, escalations: waiting.escalations + 1, since: recordedAt };
      }
      default:
        return null; // decided, or taken back
    }
  },

  learn: async (waiting, fact, inquiry) => {
    if (waiting === null || (fact.is === "timer" && fact.timer !== "ask-again")) return undefined;
    const since = fact.is === "timer" ? waiting.since : beganAgain(fact, inquiry);
    return termsOf(waiting, since, inquiry);
  },

  react: (waiting, fact, terms: Terms | undefined): readonly Intent[] => {
    if (waiting === null) return fact.is === "event" ? noTimers : [];
    switch (fact.is) {
      case "event":
        // What an import leaves undecided of days that are over is nobody's matter any more.
        if (fact.imported === true && waiting.to < localDateAt(fact.recordedAt, "UTC")) return noTimers;
        return terms === undefined ? noTimers : timersOf(terms);
      case "timer": {
        if (fact.timer === "remind") return reminder(waiting);
        if (fact.timer === "ask-again") return terms === undefined ? [] : timersOf(terms);
        const { employeeId, requestId, step, escalations: escalation } = waiting;
        const data = { employeeId, requestId, step, escalation };
        return [{ do: "command", key: "escalate", command: "escalate-step", data }];
      }
      case "refused":
        // It waits for HR already. Whatever else is refused (the person is unknown here) leaves nobody to ask.
        if (fact.code !== "nowhere-to-escalate" || terms === undefined) return [];
        return [...reminder(waiting), waitOrStop("escalate", terms.escalates), waitOrStop("ask-again", terms.again)];
    }
  },
});
