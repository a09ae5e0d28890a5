// What a rehearsal left to do, appended: many streams at once, in an order in which nothing speaks of what is not there yet.
import type { DomainEvent, UserId } from "@tabel/domain";
import { eachOf } from "@tabel/platform";
import { absenceWork, leaveFacts, type LeaveContext } from "../work/absence-work.js";
import { employeeWork } from "../work/employee-work.js";
import type { FaultList } from "../files/import-fault.js";
import type { OrganisationPlan } from "../checks/organisation-plan.js";
import { headsWork, periodWork, rolesWork, unitsWork } from "../work/organisation-work.js";
import { refusalFault } from "../work/refusal-fault.js";
import { countriesOf, type Rehearsal } from "./rehearsal.js";
import { notThere, type StreamWriter } from "./stream-writer.js";
import type { StreamWork } from "../work/stream-work.js";

export interface WriteOptions {
  readonly writer: StreamWriter;
  readonly leave: LeaveContext;
  /** Takes what was refused only now, because somebody changed the store since the rehearsal. */
  readonly faults: FaultList;
  readonly expectNothing: boolean;
  readonly skipFaulty: boolean;
  readonly atOnce: number;
  readonly onProgress: (done: number, total: number) => void;
  readonly signal: AbortSignal | undefined;
}

export interface WriteResult {
  readonly streams: number;
  readonly events: number;
  /** Position of the last event; undefined when nothing was appended. */
  readonly position: bigint | undefined;
  readonly stopped: boolean;
}

export const writePlan = async (
  plan: OrganisationPlan,
  rehearsal: Rehearsal,
  options: WriteOptions,
): Promise<WriteResult> => {
  const { writer, faults, expectNothing, skipFaulty, atOnce, onProgress, signal } = options;
  const { employees, absences, users, periods } = rehearsal;
  const total =
    Number(rehearsal.units) +
    Number(rehearsal.heads) +
    employees.length +
    absences.length +
    users.length +
    periods.length;
  let done = 0;
  let streams = 0;
  let events = 0;
  let position: bigint | undefined;

  const write = async <State, Event extends DomainEvent>(work: StreamWork<State, Event>, mayExist = !expectNothing) => {
    const known = mayExist ? await writer.load(work) : notThere(work.fold.initial);
    const written = await writer.write(work, known);
    // Rows left out on purpose were reported by the check or the rehearsal.
    if (!skipFaulty) for (const refused of written.refused) faults.add(refusalFault(refused));
    if (written.events > 0) streams += 1;
    events += written.events;
    if (written.position !== undefined && (position === undefined || written.position > position))
      position = written.position;
    done += 1;
    onProgress(done, total);
  };
  const each = <Item>(items: readonly Item[], run: (item: Item) => Promise<void>) => eachOf(items, atOnce, run, signal);

  // Units before the people in them, people before what they head, ask for and may do.
  if (rehearsal.units) await write(unitsWork(plan.units));
  await each(employees, (employee) => write(employeeWork(employee, rehearsal.organisation)));
  if (rehearsal.heads && signal?.aborted !== true) await write(headsWork(plan.heads, rehearsal.employments), true);
  await each(absences, async (employee) => {
    const employment = rehearsal.employments.get(employee.employeeId);
    if (employment !== undefined)
      await write(absenceWork(employee, leaveFacts(options.leave, rehearsal.organisation, employment)));
  });
  await each(users, (userId: UserId) => write(rolesWork(userId, plan.roles.get(userId) ?? [])));
  const countries = countriesOf(rehearsal.employments);
  await each(periods, (row) => write(periodWork(row, countries)));
  return { streams, events, position, stopped: signal?.aborted === true };
};
