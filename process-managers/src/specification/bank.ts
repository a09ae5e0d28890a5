// A small bank that specs of processes are told in: bank (Boris heads) ← branch (Anna heads, in Vladivostok); Galina works in the
// branch, in Moscow. Its streams are folded in memory by the domain's own aggregates.
import {
  DeputyAppointed,
  type DomainEvent,
  EmployeeHired,
  EmployeeLeft,
  type Inquiry,
  type Instant,
  scheduleOf,
  ScheduleAssigned,
  UnitEstablished,
  UnitHeadAppointed,
} from "@tabel/domain";

const unit = (unitId: string, parentId: string | null) =>
  UnitEstablished({ unitId, name: unitId, parentId, on: "2015-01-01" });

const hired = (employeeId: string, unitId: string, timeZone = "Europe/Moscow", country = "RU"): DomainEvent[] => [
  EmployeeHired({
    employeeId,
    fullName: { last: "Ли", first: "Анна", middle: null },
    email: null,
    hiredOn: "2015-03-02",
    unitId,
    position: "Кассир",
    country,
    timeZone,
  }),
  ScheduleAssigned({ employeeId, from: "2015-03-02", schedule: scheduleOf("five-day-40") }),
];

export const left = (employeeId: string, lastDay: string) => EmployeeLeft({ employeeId, lastDay });
export const deputyOf = (userId: string, deputy: string) =>
  DeputyAppointed({ userId, deputy, from: "2015-03-02", until: null, kinds: null });

const streams: Readonly<Record<string, readonly DomainEvent[]>> = {
  organisation: [
    unit("bank", null),
    unit("branch", "bank"),
    UnitHeadAppointed({ unitId: "bank", employeeId: "boris", from: "2015-03-02" }),
    UnitHeadAppointed({ unitId: "branch", employeeId: "anna", from: "2015-03-02" }),
  ],
  "employee-boris": hired("boris", "bank"),
  "employee-anna": hired("anna", "branch", "Asia/Vladivostok"),
  "employee-galina": hired("galina", "branch"),
  "employee-hans": hired("hans", "branch", "Europe/Berlin", "DE"),
};

/** The bank at an instant, with more events in some of its streams. */
export const bankAt = (at: Instant, more: Readonly<Record<string, readonly DomainEvent[]>> = {}): Inquiry => ({
  at,
  read: (stream, aggregate) => {
    const events = [...(streams[stream] ?? []), ...(more[stream] ?? [])];
    // A stream has one aggregate: its events are those that it folds.
    return Promise.resolve(
      (events as Parameters<typeof aggregate.evolve>[1][]).reduce(aggregate.evolve, aggregate.initial),
    );
  },
});
