// The whole import decided once without writing: what the domain refuses is known before the first append, and what is
// there already is not written again.
import type { DomainEvent, EmployeeId, Employment, Organisation, UserId } from "@tabel/domain";
import { breathe, eachOf, inChunks } from "@tabel/platform";
import { absenceWork, leaveFacts, type LeaveContext } from "../work/absence-work.js";
import { employeeWork } from "../work/employee-work.js";
import type { FaultList } from "../files/import-fault.js";
import type { RowOf } from "../files/organisation-files.js";
import type { EmployeePlan, OrganisationPlan } from "../checks/organisation-plan.js";
import { headsWork, periodWork, rolesWork, unitsWork } from "../work/organisation-work.js";
import { refusalFault } from "../work/refusal-fault.js";
import {
  notThere,
  rehearseWork,
  type Identity,
  type Known,
  type Rehearsed,
  type StreamWriter,
} from "./stream-writer.js";
import type { StreamWork } from "../work/stream-work.js";

const CHUNK = 500;

export interface RehearsalOptions {
  readonly identity: Identity;
  /** Reads a stream; without it no stream of the import is there yet, and none is read. */
  readonly load: StreamWriter["load"] | undefined;
  readonly faults: FaultList;
  readonly leave: LeaveContext;
  /** People whom rows refer to and the store has already. */
  readonly existing: ReadonlyMap<EmployeeId, Employment>;
  /** The organisation's stream as it was found. */
  readonly organisation: Known<Organisation>;
  readonly atOnce: number;
  readonly onProgress: (done: number, total: number) => void;
  readonly signal: AbortSignal | undefined;
}

/** What is left to write, and the states that the decisions at writing need. */
export interface Rehearsal {
  /** With the units and heads of the import. */
  readonly organisation: Organisation;
  readonly employments: ReadonlyMap<EmployeeId, Employment>;
  readonly units: boolean;
  readonly employees: readonly EmployeePlan[];
  readonly heads: boolean;
  readonly absences: readonly EmployeePlan[];
  readonly users: readonly UserId[];
  readonly periods: readonly RowOf<"periods">[];
}

/** The countries whose calendars a payroll period needs. */
export const countriesOf = (employments: ReadonlyMap<EmployeeId, Employment>): readonly string[] => [
  ...new Set([...employments.values()].map(({ country }) => country)),
];

export const rehearse = async (plan: OrganisationPlan, options: RehearsalOptions): Promise<Rehearsal> => {
  const { identity, load, faults, atOnce, onProgress, signal } = options;
  const total = 2 * plan.employees.length + plan.roles.size + plan.periods.length;
  let done = 0;

  const noted = <State>(rehearsed: Rehearsed<State>): Rehearsed<State> => {
    for (const refused of rehearsed.refused) faults.add(refusalFault(refused));
    return rehearsed;
  };
  const decide = async <State, Event extends DomainEvent>(work: StreamWork<State, Event>) =>
    noted(rehearseWork(work, load === undefined ? notThere(work.fold.initial) : await load(work), identity));

  /** Runs every item and answers those with something to write, in the order of the items. */
  const pendingOf = async <Item>(items: readonly Item[], run: (item: Item) => Promise<boolean>): Promise<Item[]> => {
    const pending = new Set<Item>();
    for (const chunk of inChunks(items, CHUNK)) {
      const one = async (item: Item) => {
        if (await run(item)) pending.add(item);
      };
      await eachOf(chunk, atOnce, one, signal);
      done += chunk.length;
      onProgress(done, total);
      await breathe();
    }
    return items.filter((item) => pending.has(item));
  };

  const units = noted(rehearseWork(unitsWork(plan.units), options.organisation, identity));

  const employments = new Map(options.existing);
  const employees = await pendingOf(plan.employees, async (each) => {
    const { state, pending } = await decide(employeeWork(each, units.state));
    if (state !== undefined) employments.set(each.employeeId, state);
    return pending;
  });

  const heads = noted(
    rehearseWork(headsWork(plan.heads, employments), { ...options.organisation, state: units.state }, identity),
  );
  const absences = await pendingOf(plan.employees, async (each) => {
    const employment = employments.get(each.employeeId);
    if (employment === undefined) return false;
    return (await decide(absenceWork(each, leaveFacts(options.leave, heads.state, employment)))).pending;
  });
  const users = await pendingOf([...plan.roles.keys()], async (userId) => {
    return (await decide(rolesWork(userId, plan.roles.get(userId) ?? []))).pending;
  });
  const countries = countriesOf(employments);
  const periods = await pendingOf(plan.periods, async (row) => (await decide(periodWork(row, countries))).pending);

  return {
    organisation: heads.state,
    employments,
    units: units.pending,
    employees,
    heads: heads.pending,
    absences,
    users,
    periods,
  };
};
