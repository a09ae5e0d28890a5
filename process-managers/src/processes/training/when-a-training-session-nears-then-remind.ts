// A training session from its publication, also where it is moved, to the record of who came: who has a place hears until when it can be given back and that the
// session begins soon; who still waits at the cut-off hears that no place became free; the trainer is asked who came. All in the
// session's own zone. A place that becomes free before the cut-off goes on by itself, in the session's own decision.
import {
  addDays,
  type Inquiry,
  localDateAt,
  type LocalDate,
  SessionId,
  TrainingAttendanceRecorded,
  trainingPolicy,
  trainingSession,
  trainingSessionStream,
  TrainingSessionCancelled,
  TrainingSessionMoved,
  TrainingSessionPublished,
  type TrainingSession,
} from "@tabel/domain";
import { Temporal } from "temporal-polyfill";
import type { Due, Intent } from "../../process/intent.js";
import { process } from "../../process/process.js";

interface State {
  readonly sessionId: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly cutOffAt: string;
  readonly timeZone: string;
}

const MORNING = "09:00";

const morning = ({ timeZone: zone }: State, date: LocalDate): Due => ({ date, time: MORNING, zone });

/** The first minute after an instant, or one some time later, on the clocks of the session's place. */
const minuteAfter = (instant: string, { timeZone: zone }: State, hours = 0): Due => {
  const local = Temporal.Instant.from(instant).add({ minutes: 1, hours }).toZonedDateTimeISO(zone);
  const time = local.toPlainTime().toString({ smallestUnit: "minute" });
  return { date: localDateAt(local.toInstant().toString(), zone), time, zone };
};

const timers = ["cut-off-near", "cut-off", "starts", "attendance"] as const;

const duesOf = (state: State): Readonly<Record<(typeof timers)[number], Due>> => {
  const { startsAt, endsAt, cutOffAt, timeZone } = state;
  const [starts, ends, cutOff] = [startsAt, endsAt, cutOffAt].map((each) => localDateAt(each, timeZone)) as [
    LocalDate,
    LocalDate,
    LocalDate,
  ]; // three of three
  const { cutOffRemindDays, startRemindDays, attendanceDays } = trainingPolicy(starts);
  return {
    "cut-off-near": morning(state, addDays(cutOff, -cutOffRemindDays)),
    "cut-off": minuteAfter(cutOffAt, state),
    starts: morning(state, addDays(starts, -startRemindDays)),
    attendance: morning(state, addDays(ends, attendanceDays)),
  };
};

const sessionOf = (inquiry: Inquiry, { sessionId }: State): Promise<TrainingSession> =>
  inquiry.read(trainingSessionStream(SessionId.parse(sessionId)), trainingSession);

interface Known {
  readonly session: TrainingSession;
  readonly now: string;
}

const told = (state: State, timer: string, { session, now }: Known): readonly Intent[] => {
  const { sessionId, startsAt, cutOffAt, timeZone } = state;
  const each = (
    people: TrainingSession["booked"],
    is: "training-no-place" | "training-starts-soon",
  ): readonly Intent[] =>
    [...people.keys()].map((employeeId) => ({ do: "notify", key: employeeId, fact: { is, sessionId, employeeId } }));
  switch (timer) {
    case "cut-off-near":
      // After a standstill: what cannot be given back any more is not asked for.
      return now > cutOffAt
        ? []
        : [...session.booked.keys()].map((employeeId) => ({
            do: "notify",
            key: employeeId,
            fact: { is: "training-cut-off-near", sessionId, employeeId, on: localDateAt(cutOffAt, timeZone) },
          }));
    case "cut-off":
      // Clocks that are put back show the minute twice, and it is the first that comes due: the second is an hour later.
      if (now <= cutOffAt) return [{ do: "wait", key: timer, timer, at: minuteAfter(cutOffAt, state, 1) }];
      return each(session.waiting, "training-no-place");
    case "starts":
      return now >= startsAt ? [] : each(session.booked, "training-starts-soon");
    default: {
      const open = [...session.booked.keys()].some((employeeId) => !session.attendance.has(employeeId));
      return open ? [{ do: "notify", key: "attendance", fact: { is: "training-attendance-due", sessionId } }] : [];
    }
  }
};

export const whenATrainingSessionNearsThenRemind = process({
  name: "when-a-training-session-nears-then-remind",
  version: 1,
  reads: [TrainingSessionPublished, TrainingSessionMoved, TrainingSessionCancelled, TrainingAttendanceRecorded],
  instances: ({ data }) => [data.sessionId],
  initial: null as State | null,
  evolve: (state, { type, data }): State | null => {
    if (type === "TrainingAttendanceRecorded") return state;
    if (type === "TrainingSessionCancelled") return null;
    const { sessionId, startsAt, endsAt, cutOffAt } = data;
    const timeZone = type === "TrainingSessionPublished" ? data.timeZone : state?.timeZone;
    return timeZone === undefined ? state : { sessionId, startsAt, endsAt, cutOffAt, timeZone };
  },
  learn: async (state, fact, inquiry): Promise<Known | undefined> =>
    state === null || fact.is !== "timer" ? undefined : { session: await sessionOf(inquiry, state), now: inquiry.at },
  react: (state, fact, known: Known | undefined): readonly Intent[] => {
    if (fact.is === "refused") return [];
    if (fact.is === "timer") return state === null || known === undefined ? [] : told(state, fact.timer, known);
    switch (fact.event.type) {
      case "TrainingSessionPublished":
      case "TrainingSessionMoved": {
        const dues = state === null ? undefined : duesOf(state);
        return dues === undefined ? [] : timers.map((timer) => ({ do: "wait", key: timer, timer, at: dues[timer] }));
      }
      case "TrainingSessionCancelled":
        return timers.map((key) => ({ do: "stop-waiting", key }));
      case "TrainingAttendanceRecorded":
        return [];
    }
  },
});
