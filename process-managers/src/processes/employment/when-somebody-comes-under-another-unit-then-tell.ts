// Whoever is transferred, or whose unit is dissolved, is told of the unit and of who heads it then; and on the day itself that head is
// told of the absences that come with the person. What waits at the dissolved unit's head is another process's.
import {
  type EmployeeId,
  EmployeeHired,
  EmployeeRehired,
  EmployeeTransferred,
  type Employment,
  addDays,
  absence,
  absenceStream,
  EmployeeId as EmployeeIdOf,
  employmentOf,
  hasLeft,
  headOf,
  type Inquiry,
  type LocalDate,
  organisationOf,
  superiors,
  todayOf,
  type UnitId,
  UnitDissolved,
  unitOn,
  UserId,
} from "@tabel/domain";
import type { Intent } from "../../process/intent.js";
import { process } from "../../process/process.js";
import { dueFor } from "../morning.js";

interface State {
  readonly unitId: UnitId | null;
  /** Whoever came into the unit; who has gone on since is asked of their own streams. */
  readonly people: readonly EmployeeId[];
  /** From when on it is a part of another one. */
  readonly dissolved: { readonly on: LocalDate; readonly successorId: UnitId } | null;
}

interface Comes {
  readonly employment: Employment;
  readonly unitId: UnitId;
  readonly headId: EmployeeId | null;
  readonly from: LocalDate;
}

interface Known {
  readonly come: readonly Comes[];
  /** Of a day that has come: how many absences that are to come each head takes over. */
  readonly absences: readonly { readonly to: UserId; readonly count: number }[];
}

/** The largest unit there is has fewer; it bounds the state. */
const MOST = 5_000;

/** The nearest head over a unit on a day who is another. */
const headOver = async (
  inquiry: Inquiry,
  unitId: UnitId,
  of: EmployeeId,
  on: LocalDate,
): Promise<EmployeeId | null> => {
  const organisation = await organisationOf(inquiry);
  for (const each of superiors(organisation, unitId, on)) {
    const head = headOf(organisation, each, on);
    if (head === undefined || head === of) continue;
    if (!hasLeft(inquiry, await employmentOf(inquiry, head))) return head;
  }
  return null;
};

const presentIn = async (
  inquiry: Inquiry,
  { unitId, people }: State,
  on: LocalDate,
): Promise<readonly Employment[]> => {
  const found: Employment[] = [];
  for (const each of people) {
    const employment = await employmentOf(inquiry, each);
    if (employment === undefined || hasLeft(inquiry, employment)) continue;
    if (unitOn(employment, on) === unitId) found.push(employment);
  }
  return found;
};

/** Absences of somebody that are still to come, decided or asked for. */
const toCome = async (inquiry: Inquiry, employment: Employment): Promise<number> => {
  const today = todayOf(inquiry, employment);
  const { requests } = await inquiry.read(absenceStream(employment.employeeId), absence);
  const holds = ["pending", "approved"];
  return [...requests.values()].filter(({ status, to }) => holds.includes(status) && to >= today).length;
};

const takenOver = async (
  inquiry: Inquiry,
  people: readonly Employment[],
  on: LocalDate,
): Promise<Known["absences"]> => {
  const counts = new Map<UserId, number>();
  for (const employment of people) {
    const { employeeId } = employment;
    const head = await headOver(inquiry, unitOn(employment, on), employeeId, on);
    const count = head === null ? 0 : await toCome(inquiry, employment);
    if (head === null || count === 0) continue;
    const to = UserId.parse(head);
    counts.set(to, (counts.get(to) ?? 0) + count);
  }
  return [...counts].map(([to, count]) => ({ to, count }));
};

const transfer = "comes";
const dissolution = "dissolved";

export const whenSomebodyComesUnderAnotherUnitThenTell = process({
  name: "when-somebody-comes-under-another-unit-then-tell",
  version: 1,
  reads: [EmployeeHired, EmployeeRehired, EmployeeTransferred, UnitDissolved],
  instances: ({ data }) => [data.unitId],
  initial: { unitId: null, people: [], dissolved: null } as State,
  evolve: (state, { type, data }): State => {
    const { unitId } = data;
    if (type === "UnitDissolved")
      return { ...state, unitId, dissolved: { on: data.on, successorId: data.successorId } };
    const { employeeId } = data;
    const people = [...state.people.filter((each) => each !== employeeId), employeeId].slice(-MOST);
    return { ...state, unitId, people };
  },
  learn: async (state, fact, inquiry): Promise<Known> => {
    const nothing: Known = { come: [], absences: [] };
    if (fact.is === "refused" || state.unitId === null) return nothing;
    if (fact.is === "timer") {
      const { date } = fact.at;
      if (fact.timer === dissolution)
        return { ...nothing, absences: await takenOver(inquiry, await presentIn(inquiry, state, date), date) };
      const employment = await employmentOf(inquiry, EmployeeIdOf.parse(fact.key.split(" ")[1]));
      const there =
        employment !== undefined && !hasLeft(inquiry, employment) && unitOn(employment, date) === state.unitId;
      return there ? { ...nothing, absences: await takenOver(inquiry, [employment], date) } : nothing;
    }
    const { type, data } = fact.event;
    if (fact.imported === true || type === "EmployeeHired" || type === "EmployeeRehired") return nothing;
    if (type === "UnitDissolved") {
      const { on: from, successorId: unitId } = data;
      const people = await presentIn(inquiry, state, from);
      const come = people.map(async (employment) => {
        const headId = await headOver(inquiry, unitId, employment.employeeId, from);
        return { employment, unitId, headId, from };
      });
      return { ...nothing, come: await Promise.all(come) };
    }
    const { employeeId, from, unitId } = data;
    const employment = await employmentOf(inquiry, employeeId);
    // A new position in the same unit moves nobody.
    if (employment === undefined || unitOn(employment, addDays(from, -1)) === unitId) return nothing;
    const headId = await headOver(inquiry, unitId, employeeId, from);
    return { ...nothing, come: [{ employment, unitId, headId, from }] };
  },
  react: (_, fact, { come, absences }: Known): readonly Intent[] => {
    if (fact.is === "refused") return [];
    if (fact.is === "timer")
      return absences.map(({ to, count }) => ({
        do: "notify",
        key: to,
        fact: { is: "hand-over", to, what: "absences", count },
      }));
    const told = come.map(({ employment: { employeeId }, unitId, headId, from }): Intent => ({
      do: "notify",
      key: employeeId,
      fact: { is: "unit-changed", employeeId, unitId, headId, from },
    }));
    const [first] = come;
    if (first === undefined) return [];
    const dissolved = fact.event.type === "UnitDissolved";
    const key = dissolved ? dissolution : `${transfer} ${first.employment.employeeId}`;
    const timer = dissolved ? dissolution : transfer;
    return [...told, { do: "wait", key, timer, at: dueFor(first.employment, first.from) }];
  },
});
