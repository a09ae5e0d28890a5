// Who has ever stood in a unit: the only thing that no stream of the write side can tell. Kept from the log by one subscription
// to hires and transfers, begun when the first rule about a team is looked at: who has no such rules pays nothing.
import { employeeEvents, type EmployeeId, type UnitId } from "@tabel/domain";
import type { EventStore } from "@tabel/event-store";
import { StoreUnavailable } from "@tabel/event-store";

export interface PeopleOfUnits {
  /**
   * Everybody who ever stood in the unit, to be asked of their own streams when. As far as the log was when this was asked for
   * the first time, and a subscription's delay behind it later on.
   * @throws StoreUnavailable while the log cannot be read
   */
  of(unitId: UnitId): Promise<ReadonlySet<EmployeeId>>;
  stop(): void;
}

interface Limits {
  /** How long the first question waits for the log to be read, in milliseconds. */
  readonly patienceMs: number;
}

/** The events by which somebody comes to stand in a unit: hired, transferred, hired again. */
const types = employeeEvents.filter(({ schema }) => "unitId" in schema.shape).map(({ type }) => type);

const nobody: ReadonlySet<EmployeeId> = new Set();

export const createPeopleOfUnits = (
  store: Pick<EventStore, "subscribeToAll">,
  { patienceMs }: Limits = { patienceMs: 10_000 },
): PeopleOfUnits => {
  const people = new Map<UnitId, Set<EmployeeId>>();
  const ending = new AbortController();
  let whole: Promise<void> | undefined;

  const note = ({ unitId, employeeId }: { readonly unitId: UnitId; readonly employeeId: EmployeeId }): void => {
    const known = people.get(unitId);
    if (known === undefined) people.set(unitId, new Set([employeeId]));
    else known.add(employeeId);
  };

  const follow = async (caughtUp: () => void): Promise<void> => {
    for await (const batch of store.subscribeToAll({ after: "start", signal: ending.signal, types })) {
      // the filter above lets nothing else through: each names a unit and a person
      for (const { data } of batch.events) note(data as { unitId: UnitId; employeeId: EmployeeId });
      if (batch.caughtUp) caughtUp();
    }
  };

  const patient = async (reading: Promise<void>): Promise<void> => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new StoreUnavailable("the people of units are still being read")), patienceMs);
    });
    await Promise.race([reading, late]).finally(() => clearTimeout(timer));
  };

  return {
    of: async (unitId) => {
      whole ??= new Promise((resolve) => void follow(resolve));
      await patient(whole);
      return people.get(unitId) ?? nobody;
    },
    stop: () => ending.abort(),
  };
};
