// The end of a probation: head and HR are told some days before it, while there is time to decide; once more where its day moves. Not of
// somebody who leaves by then.
import {
  addDays,
  ContractConcluded,
  EmployeeLeft,
  type EmployeeId,
  EmployeeRehired,
  type Employment,
  EntryAnnulled,
  later,
  LeavingWithdrawn,
  localDateAt,
  type LocalDate,
  onboardingPolicy,
  placeOn,
  todayOf,
} from "@tabel/domain";
import type { Intent } from "../../process/intent.js";
import { process } from "../../process/process.js";
import { dueFor, presentEmployment } from "../morning.js";

interface State {
  readonly employeeId: EmployeeId;
  /** The last day of the probation, by the first day of the contract that says so. */
  readonly contracts: { readonly [from: string]: LocalDate | null };
  /** As the latest contract has it, after the latest event and before it. */
  readonly ends: LocalDate | null;
  readonly ended: LocalDate | null;
}

const latest = (contracts: State["contracts"]): LocalDate | null => {
  const last = Object.keys(contracts).toSorted().at(-1);
  return last === undefined ? null : (contracts[last] ?? null);
};

/** More contracts than anybody has; it bounds the state. */
const MOST = 50;

interface Known {
  readonly employment: Employment;
  readonly today: LocalDate;
}

const stop: readonly Intent[] = [{ do: "stop-waiting", key: "near" }];

export const whenAProbationNearsItsEndThenTell = process({
  name: "when-a-probation-nears-its-end-then-tell",
  version: 1,
  reads: [ContractConcluded, EntryAnnulled, EmployeeLeft, LeavingWithdrawn, EmployeeRehired],
  instances: ({ data }) => [data.employeeId],
  initial: null as State | null,
  evolve: (state, { type, data }): State | null => {
    const { employeeId } = data;
    const known = state ?? { employeeId, contracts: {}, ends: null, ended: null };
    const having = (contracts: State["contracts"]): State => ({
      ...known,
      contracts,
      ends: latest(contracts),
      ended: known.ends,
    });
    switch (type) {
      case "ContractConcluded": {
        const all = Object.entries({ ...known.contracts, [data.from]: data.probationUntil });
        return having(Object.fromEntries(all.slice(-MOST)));
      }
      case "EntryAnnulled": {
        if (data.entry !== "contract") return state;
        const { [data.from]: _, ...others } = known.contracts;
        return having(others);
      }
      case "EmployeeRehired":
        return having({});
      default:
        return state;
    }
  },
  learn: async (state, _, inquiry): Promise<Known | undefined> => {
    // Most have none, or had it long ago: an import brings in thousands, and nobody's employment is read for those.
    if (state === null || state.ends === null || addDays(state.ends, 1) < localDateAt(inquiry.at, "UTC"))
      return undefined;
    const employment = await presentEmployment(inquiry, state.employeeId);
    return employment === undefined ? undefined : { employment, today: todayOf(inquiry, employment) };
  },
  react: (state, fact, known: Known | undefined): readonly Intent[] => {
    if (state === null || fact.is === "refused") return [];
    const { employeeId, ends, ended } = state;
    if (known === undefined || ends === null) return fact.is === "event" ? stop : [];
    const { employment, today } = known;
    const leaves = employment.lastDay !== null && employment.lastDay <= ends;
    const over = ends < today;
    if (fact.is === "timer")
      return leaves || over
        ? []
        : [{ do: "notify", key: "near", fact: { is: "probation-ends", employeeId, on: ends } }];
    if (leaves || over) return stop;
    const { type, data } = fact.event;
    // Whatever else a contract changes: of this day head and HR know, or will.
    if (type === "ContractConcluded" && ends === ended) return [];
    if (type === "EntryAnnulled" && (data.entry !== "contract" || ends === ended)) return [];
    const { probationRemindDays } = onboardingPolicy(placeOn(employment, ends).country, ends);
    const at = dueFor(employment, later(addDays(ends, -probationRemindDays), today));
    return [{ do: "wait", key: "near", timer: "near", at }];
  },
});
