// Roles granted to users, and the history of a person.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import {
  AdministratorEngaged,
  CalendarFeedCreated,
  DeputyAppointed,
  type DomainEvent,
  EmployeeHired,
  EmployeeTransferred,
  LeaveGranted,
  LeavePartPlanned,
  PasswordSet,
  PeriodOpened,
  PlannedLeaveAnnounced,
  RoleGranted,
  RoleRevoked,
  SalarySet,
  UnitHeadAppointed,
} from "@tabel/domain";
import { employeeHistory } from "../employee/employee-history.js";
import { recorded } from "../testing/recorded.js";
import { takeIn, testViews, type TestViews } from "../testing/views.js";
import { userAccess } from "./user-access.js";

const both = [userAccess, employeeHistory];

let views: TestViews;
beforeAll(async () => {
  views = await testViews();
});
afterAll(() => views.close());
beforeEach(() => views.empty(both));

const after = async (...events: DomainEvent[]): Promise<void> =>
  takeIn(await views.train(both), recorded(events), [...events.keys()]);

describe("access", () => {
  const scope = { over: "units" as const, unitIds: ["u1"] };
  const granted = RoleGranted({ userId: "h1", role: "hr-officer", scope, from: "2026-01-01", until: null });
  const grants = async () => (await views.rows("select grants from views.user_access"))[0];

  test("has the role with its scope and dates", async () => {
    await after(granted);
    expect(await grants()).toEqual({ grants: [{ role: "hr-officer", scope, from: "2026-01-01", until: null }] });
  });

  test("ends a revoked role the day before; one that had not begun holds on no day", async () => {
    await after(
      granted,
      RoleGranted({ userId: "h1", role: "auditor", scope: { over: "all" }, from: "2026-09-01", until: null }),
      RoleRevoked({ userId: "h1", role: "hr-officer", on: "2026-05-01" }),
      RoleRevoked({ userId: "h1", role: "auditor", on: "2026-05-01" }),
    );
    expect(await grants()).toEqual({
      grants: [
        { role: "hr-officer", scope, from: "2026-01-01", until: "2026-04-30" },
        { role: "auditor", scope: { over: "all" }, from: "2026-09-01", until: "2026-04-30" },
      ],
    });
  });
});

describe("a person's history", () => {
  const hired = EmployeeHired({
    employeeId: "e1",
    fullName: { last: "Иванова", first: "Анна", middle: null },
    email: null,
    hiredOn: "2026-01-12",
    unitId: "u1",
    position: "Кассир",
    country: "RU",
    timeZone: "Europe/Moscow",
  });
  const story: DomainEvent[] = [
    hired,
    SalarySet({ employeeId: "e1", from: "2026-01-12", monthly: { minor: 8_000_000, currency: "RUB" } }),
    PeriodOpened({ period: "2026-01" }),
    UnitHeadAppointed({ unitId: "u1", employeeId: "e1", from: "2026-02-01" }),
    PasswordSet({ userId: "e1", passwordHash: "scrypt$very-secret" }),
    RoleGranted({ userId: "e1", role: "auditor", scope: { over: "all" }, from: "2026-03-01", until: null }),
    LeaveGranted({
      employeeId: "e1",
      ledger: "annual",
      amount: 2800,
      workingYear: null,
      effectiveOn: "2026-01-12",
      usableFrom: "2026-07-12",
      source: "opening-balance",
    }),
    EmployeeTransferred({ employeeId: "e2", from: "2026-03-01", unitId: "u1", position: "Кассир" }),
  ];

  test("has every event about them of every stream, in the log's order, and no other", async () => {
    await after(...story);
    expect(
      await views.rows(
        `select position::integer, stream, type, effective_on::text as effective
         from views.employee_history where employee_id = 'e1' order by position`,
      ),
    ).toEqual([
      { position: 100, stream: "employee-e1", type: "EmployeeHired", effective: "2026-01-12" },
      { position: 200, stream: "employee-e1", type: "SalarySet", effective: "2026-01-12" },
      { position: 400, stream: "organisation", type: "UnitHeadAppointed", effective: "2026-02-01" },
      { position: 500, stream: "access-e1", type: "PasswordSet", effective: null },
      { position: 600, stream: "access-e1", type: "RoleGranted", effective: "2026-03-01" },
      { position: 700, stream: "absence-e1", type: "LeaveGranted", effective: "2026-01-12" },
    ]);
  });

  test("says who did it, for whom, because of what, and what it said", async () => {
    const [event] = recorded([hired]);
    if (event === undefined) throw new Error("one event gives one");
    const metadata = { ...event.metadata, actor: "h1", onBehalfOf: "h2" };
    await takeIn(await views.train(both), [{ ...event, metadata }]);
    expect(await views.rows("select * from views.employee_history")).toEqual([
      expect.objectContaining({
        event_id: event.id,
        actor: "h1",
        on_behalf_of: "h2",
        command_id: metadata.commandId,
        causation_id: metadata.$causationId,
        correlation_id: metadata.$correlationId,
        revision: "0",
        recorded_at: new Date(event.recordedAt),
        data: event.data,
      }),
    ]);
  });

  test("has what joins a person with another, and what was planned for them", async () => {
    const plan = { unitId: "u1", year: 2026, partId: "p1" };
    await after(
      DeputyAppointed({ userId: "e1", deputy: "e2", from: "2026-03-01", until: null, kinds: null }),
      LeavePartPlanned({
        ...plan,
        employeeId: "e2",
        from: "2026-07-01",
        to: "2026-07-14",
        counted: null,
        entitled: null,
        plannedBy: "h1",
      }),
      PlannedLeaveAnnounced({ ...plan, employeeId: "e2", on: "2026-06-10", announcedBy: "h1" }),
      AdministratorEngaged({ userId: "e2" }),
    );
    expect(
      await views.rows(
        "select employee_id as id, type, effective_on::text as effective from views.employee_history order by position, employee_id",
      ),
    ).toEqual([
      { id: "e1", type: "DeputyAppointed", effective: "2026-03-01" },
      { id: "e2", type: "DeputyAppointed", effective: "2026-03-01" },
      { id: "e2", type: "LeavePartPlanned", effective: "2026-07-01" },
      { id: "e2", type: "PlannedLeaveAnnounced", effective: "2026-06-10" },
      { id: "e2", type: "AdministratorEngaged", effective: null },
    ]);
  });

  test("remembers that it was read without the person's key", async () => {
    const [event] = recorded([hired]);
    if (event === undefined) throw new Error("one event gives one");
    await takeIn(await views.train(both), [
      { ...event, data: { ...hired.data, fullName: null, email: null }, erased: true },
    ]);
    expect(await views.rows("select erased from views.employee_history")).toEqual([{ erased: true }]);
  });

  test("never shows a feed's secret", async () => {
    const subject = { of: "own" as const };
    await after(
      CalendarFeedCreated({ userId: "e1", feedId: "f1", tokenHash: "ab".repeat(32), subject, language: "ru" }),
    );
    expect(JSON.stringify(await views.rows("select * from views.employee_history"))).not.toContain("abab");
  });

  test("never shows a password's hash", async () => {
    await after(...story);
    expect(JSON.stringify(await views.rows("select * from views.employee_history"))).not.toMatch(/scrypt|very-secret/);
  });
});
