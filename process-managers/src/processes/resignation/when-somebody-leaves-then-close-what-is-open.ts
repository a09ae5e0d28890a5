// After somebody's last day, whatever the ground: absences end, unused leave is compensated, roles and deputies end, units are without
// the head (whoever acts for them takes over what waits there), a mentor stands down, places in sessions go to the next in line, the
// onboarding is given up. Not before: until the end of the last day a resignation can be taken back.
import {
  absence,
  absenceStream,
  access,
  accessStream,
  addDays,
  beforeCutOff,
  DeputyAppointed,
  EmployeeLeft,
  EmployeeRehired,
  type EmployeeId,
  headedUnits,
  type Inquiry,
  employmentOf,
  type Employment,
  LeavingWithdrawn,
  leavePolicy,
  type LocalDate,
  mentor,
  mentorStream,
  onboarding,
  onboardingStream,
  organisationOf,
  placeOn,
  policy,
  type SessionId,
  TrainingBooked,
  TrainingBookingCancelled,
  trainingSession,
  trainingSessionStream,
  TrainingWaitlisted,
  type UnitId,
  UserId,
} from "@tabel/domain";
import type { CommandIntent, Intent } from "../../process/intent.js";
import { process } from "../../process/process.js";
import { dueFor } from "../morning.js";

interface State {
  /** Null of whom no leaving is recorded. */
  readonly employeeId: EmployeeId | null;
  readonly lastDay: LocalDate | null;
  /** Whose deputy the person was made at any time. */
  readonly standsInFor: readonly UserId[];
  /** In which the person has a place, or waits for one. */
  readonly sessions: readonly SessionId[];
}

interface Known {
  readonly employeeId: EmployeeId;
  readonly employment: Employment;
  readonly ledgers: readonly string[];
  readonly roles: readonly string[];
  readonly deputies: readonly string[];
  readonly heads: readonly UnitId[];
  readonly onboarding: boolean;
  readonly mentor: boolean;
  readonly places: readonly SessionId[];
}

/** The first minutes of the day after. */
const AFTER_MIDNIGHT = "00:05";
/** More than anybody stands in for, or books; it bounds the state. */
const MOST = 200;

const command = (name: string, key: string, data: object): CommandIntent => ({
  do: "command",
  key: `${name} ${key}`,
  command: name,
  data,
});

const closing = (
  { lastDay, standsInFor }: State & { readonly lastDay: LocalDate },
  { employeeId, ledgers, roles, deputies, heads, onboarding: planned, mentor: mentors, places }: Known,
): readonly Intent[] => {
  const on = addDays(lastDay, 1);
  const self = String(employeeId);
  return [
    // The days that go back are compensated: the order counts, and what waits in one instance is carried out in its order.
    command("end-absences", self, { employeeId }),
    ...ledgers.map((ledger) => command("compensate-leave", ledger, { employeeId, ledger })),
    ...roles.map((role) => command("revoke-role", role, { userId: self, role, on })),
    ...deputies.map((deputy) => command("dismiss-deputy", `of ${deputy}`, { userId: self, deputy, on })),
    ...standsInFor.map((userId) => command("dismiss-deputy", `for ${userId}`, { userId, deputy: self, on })),
    ...heads.map((unitId) => command("vacate-head", unitId, { unitId, from: on, employeeId })),
    ...(mentors ? [command("stand-down-mentor", self, { mentorId: employeeId, on })] : []),
    ...places.map((sessionId) => command("cancel-training-booking", sessionId, { sessionId, employeeId })),
    ...(planned ? [command("cancel-onboarding", self, { employeeId, reason: "The employment has ended." })] : []),
  ];
};

/** Sessions that have neither begun nor been cancelled; after its cut-off a session keeps its people. */
const upcomingOf = async (inquiry: Inquiry, sessions: readonly SessionId[]): Promise<readonly SessionId[]> => {
  const found: SessionId[] = [];
  for (const sessionId of sessions) {
    const session = await inquiry.read(trainingSessionStream(sessionId), trainingSession);
    if (!("refused" in beforeCutOff(sessionId, session, inquiry.at))) found.push(sessionId);
  }
  return found;
};

export const whenSomebodyLeavesThenCloseWhatIsOpen = process({
  name: "when-somebody-leaves-then-close-what-is-open",
  version: 2,
  reads: [
    EmployeeLeft,
    LeavingWithdrawn,
    EmployeeRehired,
    DeputyAppointed,
    TrainingBooked,
    TrainingWaitlisted,
    TrainingBookingCancelled,
  ],
  instances: ({ data }) => ["employeeId" in data ? data.employeeId : data.deputy],
  initial: { employeeId: null, lastDay: null, standsInFor: [], sessions: [] } as State,
  evolve: (state, { type, data }): State => {
    switch (type) {
      case "EmployeeLeft":
        return { ...state, employeeId: data.employeeId, lastDay: data.lastDay };
      case "LeavingWithdrawn":
      case "EmployeeRehired":
        return { ...state, lastDay: null };
      case "TrainingBooked":
      case "TrainingWaitlisted":
        return { ...state, sessions: [...new Set([...state.sessions, data.sessionId])].slice(-MOST) };
      case "TrainingBookingCancelled":
        return { ...state, sessions: state.sessions.filter((each) => each !== data.sessionId) };
      case "DeputyAppointed":
        return { ...state, standsInFor: [...new Set([...state.standsInFor, data.userId])].slice(-MOST) };
    }
  },
  learn: async ({ employeeId, lastDay, sessions }, fact, inquiry): Promise<Known | undefined> => {
    if (employeeId === null || lastDay === null || fact.is === "refused") return undefined;
    const employment = await employmentOf(inquiry, employeeId);
    if (employment === undefined || employment.lastDay !== lastDay) return undefined;
    const [absences, rights, { plan }, { appointed, stoodDownOn }] = await Promise.all([
      inquiry.read(absenceStream(employeeId), absence),
      inquiry.read(accessStream(UserId.parse(employeeId)), access),
      inquiry.read(onboardingStream(employeeId), onboarding),
      inquiry.read(mentorStream(employeeId), mentor),
    ]);
    const { country } = placeOn(employment, lastDay);
    const lieu = policy.lieuPolicy(country, lastDay).ledger; // settled by payroll
    const own = new Set(absences.entries.map(({ ledger }) => ledger));
    const after = addDays(lastDay, 1);
    return {
      employeeId,
      employment,
      ledgers: Object.keys(leavePolicy(country, lastDay).ledgers).filter(
        (ledger) => own.has(ledger) && ledger !== lieu,
      ),
      roles: [
        ...new Set(rights.grants.filter(({ until }) => until === null || until >= after).map(({ role }) => role)),
      ],
      deputies: [
        ...new Set(rights.deputies.filter(({ until }) => until === null || until >= after).map(({ deputy }) => deputy)),
      ],
      heads: headedUnits(await organisationOf(inquiry), employeeId, after),
      places: fact.is === "timer" ? await upcomingOf(inquiry, sessions) : [],
      onboarding: plan?.status === "open",
      mentor: appointed !== null && stoodDownOn === null,
    };
  },
  react: (state, fact, known: Known | undefined): readonly Intent[] => {
    const { lastDay } = state;
    if (fact.is === "refused") return [];
    if (fact.is === "timer")
      return lastDay === null || known === undefined ? [] : closing({ ...state, lastDay }, known);
    const { type, data } = fact.event;
    if (type === "LeavingWithdrawn") return [{ do: "stop-waiting", key: "left" }];
    if (type !== "EmployeeLeft" || known === undefined) return [];
    const at = dueFor(known.employment, addDays(data.lastDay, 1), AFTER_MIDNIGHT);
    return [{ do: "wait", key: "left", timer: "left", at }];
  },
});
