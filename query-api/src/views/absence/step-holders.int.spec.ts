// Who may take a step is decided by the domain and shown by SQL: on random organisations, absences, deputies and requests both
// say the same of everybody.
import {
  absence,
  AbsenceApproved,
  type AbsenceEvent,
  type AbsenceFacts,
  addDays,
  deputyOf,
  type DeputyAppointment,
  employee,
  EmployeeHired,
  isAwayOn,
  type LocalDate,
  localDate,
  organisation,
  policy,
  type RouteStep,
  takes,
  UnitEstablished,
  UnitHeadAppointed,
  UnitId,
  UserId,
  waitsFor,
  workCalendar,
} from "@tabel/domain";
import { absenceRequestTable, absenceSpanTable, deputyTable } from "@tabel/read-models";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Caller } from "../../access/caller.js";
import { openViews } from "../../reading/views.js";
import { sql } from "../../reading/sql.js";
import { requestRow, spanRow } from "../../testing/rows.js";
import { serveViews, type ServedViews } from "../../testing/served-views.js";
import { aroundRequest, requestColumns, type RequestRow } from "./request-item.js";

let served: ServedViews;
beforeAll(async () => {
  served = await serveViews();
}, 60_000);
afterAll(() => served.close());

const TODAY = localDate("2026-11-16");
const UNITS = ["u0", "u1", "u2", "u3"] as const;
const PEOPLE = ["p0", "p1", "p2", "p3", "p4", "p5"] as const;
const KINDS = ["annual-leave", "remote-work", "business-trip"] as const;

const person = fc.constantFrom(...PEOPLE);
const unit = fc.constantFrom(...UNITS);
const kind = fc.constantFrom(...KINDS);
const begins = fc.integer({ min: -3, max: 1 });
const length = fc.integer({ min: 1, max: 4 });
const scene = fc.record({
  /** Of each unit but the first the one above it, always one that was there before: there is no cycle. */
  parents: fc.tuple(fc.nat(0), fc.nat(1), fc.nat(2)),
  heads: fc.tuple(...UNITS.map(() => fc.option(person))),
  places: fc.tuple(...PEOPLE.map(() => unit)),
  absences: fc.array(
    fc.record({
      who: person,
      kind,
      begins,
      length,
      dayPart: fc.constantFrom("full" as const, "full" as const, "morning" as const),
    }),
    { maxLength: 6 },
  ),
  deputies: fc.array(
    fc.record({ who: person, deputy: person, begins, length: fc.option(length), kind: fc.option(kind) }),
    {
      maxLength: 6,
    },
  ),
  officers: fc.array(person, { maxLength: 2 }),
  /** They have left, and stay entered as heads, deputies and officers. */
  gone: fc.array(person, { maxLength: 2 }),
  request: fc.record({ employee: person, author: person, kind }),
  holder: fc.oneof(
    { weight: 6, arbitrary: fc.record({ unit }) },
    { weight: 1, arbitrary: fc.constant("hr-officer" as const) },
    { weight: 1, arbitrary: fc.record({ user: person }) },
  ),
});
type Scene = typeof scene extends fc.Arbitrary<infer Value> ? Value : never;

const hasLeft = ({ gone }: Scene, user: string): boolean => gone.some((each) => each === user);

const day = (offset: number): LocalDate => addDays(TODAY, offset);
const points = { remindAfter: null, escalateAfter: null };

const stepOf = ({ holder }: Scene): RouteStep => {
  if (holder === "hr-officer") return { holder: "role", role: holder, ...points };
  return "user" in holder
    ? { holder: "person", userId: UserId.parse(holder.user), ...points }
    : { holder: "unit-head", unitId: UnitId.parse(holder.unit), ...points };
};

const parentOf = ({ parents }: Scene, index: number): string | null =>
  index === 0 ? null : (UNITS[parents[index - 1] ?? 0] ?? null);

const pathOf = (what: Scene, unitId: string): string[] => {
  const parent = parentOf(what, UNITS.indexOf(unitId as (typeof UNITS)[number])); // one of them
  return parent === null ? [unitId] : [...pathOf(what, parent), unitId];
};

const spanOf = ({ begins: from, length: days, dayPart }: Scene["absences"][number]) =>
  dayPart === "full" ? { from: day(from), to: day(from + days - 1) } : { from: day(from), to: day(from) };

const appointmentOf = ({ deputy, begins: from, length: days, kind: only }: Scene["deputies"][number]) => ({
  deputy: UserId.parse(deputy),
  from: day(from),
  until: days === null ? null : day(from + days - 1),
  kinds: only === null ? null : [only],
});

const hiredAt = (employeeId: string, unitId: string) =>
  employee.evolve(
    undefined,
    EmployeeHired({
      employeeId,
      fullName: { last: "P", first: employeeId, middle: null },
      email: null,
      hiredOn: "2024-01-09",
      unitId,
      position: "Teller",
      country: "RU",
      timeZone: "Europe/Moscow",
    }),
  );

/** The scene as decisions are told of it. */
const factsOf = (what: Scene, actor: string): AbsenceFacts => {
  const on = "2024-01-09";
  const units = UNITS.map((unitId, index) =>
    UnitEstablished({ unitId, name: unitId, parentId: parentOf(what, index), on }),
  );
  const heads = UNITS.flatMap((unitId, index) => {
    const employeeId = what.heads[index] ?? null;
    return employeeId === null ? [] : [UnitHeadAppointed({ unitId, employeeId, from: on })];
  });
  const employments = new Map(PEOPLE.map((id, index) => [id as string, hiredAt(id, what.places[index] ?? "u0")]));
  const spansOf = (user: string) =>
    what.absences
      .filter(({ who }) => who === user)
      .map((each, index): AbsenceEvent =>
        AbsenceApproved({
          employeeId: user,
          requestId: `${user}-${index}`,
          kind: each.kind,
          ...spanOf(each),
          dayPart: each.dayPart,
          ledger: null,
          used: 0,
          days: [],
          released: [],
          step: 0,
          approvedBy: "x",
        }),
      )
      .reduce(absence.evolve, absence.initial).spans;
  const appointments = (user: string): DeputyAppointment[] =>
    what.deputies.filter(({ who }) => who === user).map(appointmentOf);
  return {
    employment: employments.get(what.request.employee),
    organisation: [...units, ...heads].reduce(organisation.evolve, organisation.initial),
    policy,
    calendar: workCalendar,
    today: TODAY,
    roles: what.officers.includes(actor as (typeof PEOPLE)[number])
      ? [{ role: "hr-officer", scope: { over: "all" }, from: localDate("2024-01-09"), until: null }]
      : [],
    presence: {
      isAbsent: (user) => hasLeft(what, user) || isAwayOn(spansOf(user), { country: "RU" }, TODAY, policy),
      hasLeft: (user) => hasLeft(what, user),
      deputyOf: (user, of) => deputyOf({ deputies: appointments(user) }, of ?? "", TODAY),
    },
  };
};

/** The scene as the projections write it. */
const write = async (what: Scene): Promise<void> => {
  const list = (ids: readonly string[]) => `array[${ids.map((id) => `'${id}'`).join(", ")}]`;
  const units = UNITS.flatMap((unitId, index) => {
    const parent = parentOf(what, index);
    const path = list(pathOf(what, unitId));
    return [
      `insert into views.unit (unit_id, name, parent_id, path, established_on, heads) values ('${unitId}', '${unitId}',
        ${parent === null ? "null" : `'${parent}'`}, ${path}, '2024-01-09', '[]')`,
      `insert into views.unit_path values ('${unitId}', '2024-01-09', 'infinity', ${path})`,
    ];
  });
  const heads = UNITS.flatMap((unitId, index) => {
    const employeeId = what.heads[index] ?? null;
    return employeeId === null
      ? []
      : [`insert into views.unit_head values ('${unitId}', '2024-01-09', 'infinity', '${employeeId}')`];
  });
  const people = PEOPLE.flatMap((id, index) => [
    `insert into views.employee select '${id}', 'P', '${id}', null, 'p', null, 'RU', 'Europe/Moscow', '2024-01-09', ${hasLeft(what, id) ? "'2026-11-15'" : "null"}, '[]', '[]', '[]'`,
    `insert into views.employee_unit values ('${id}', '2024-01-09', '${what.places[index] ?? "u0"}', 'Teller', 'infinity', '-infinity')`,
  ]);
  const tables = [
    "unit",
    "unit_path",
    "unit_head",
    "employee",
    "employee_unit",
    "absence_span",
    "deputy",
    "absence_request",
  ];
  await served.sql(
    [`truncate ${tables.map((name) => `views.${name}`).join(", ")}`, ...units, ...heads, ...people].join(";\n"),
  );
  await served.write(
    absenceSpanTable,
    ...what.absences.map((each, index) =>
      spanRow({
        requestId: `a${index}`,
        employeeId: each.who,
        kind: each.kind,
        dayPart: each.dayPart,
        ...spanOf(each),
        fromDate: spanOf(each).from,
        toDate: spanOf(each).to,
      }),
    ),
  );
  await served.write(
    deputyTable,
    ...what.deputies.map((each, place) => {
      const { deputy, from, until, kinds } = appointmentOf(each);
      const untilDate = until === null ? "infinity" : addDays(until, 1);
      return { userId: each.who, place, deputy, fromDate: from, untilDate, kinds };
    }),
  );
  const step = stepOf(what);
  await served.write(
    absenceRequestTable,
    requestRow({
      employeeId: what.request.employee,
      requestedBy: what.request.author,
      kind: what.request.kind,
      route: [step],
      holderUnitId: step.holder === "unit-head" ? step.unitId : null,
      holderRole: step.holder === "role" ? step.role : null,
      holderUserId: step.holder === "person" ? step.userId : null,
    }),
  );
};

const callerOf = (what: Scene, userId: string): Caller => ({
  userId,
  today: TODAY,
  employee: null,
  unitId: null,
  leads: UNITS.filter((_, index) => what.heads[index] === userId),
  grants: what.officers.includes(userId as (typeof PEOPLE)[number]) ? [{ role: "hr-officer", unitIds: null }] : [],
});

test("the domain and the views name the same people for every step", async () => {
  await fc.assert(
    fc.asyncProperty(scene, async (what) => {
      await write(what);
      const step = stepOf(what);
      const parties = { requestedBy: UserId.parse(what.request.author), kind: what.request.kind };
      const views = openViews(served.pool);
      for (const user of PEOPLE.filter((each) => !hasLeft(what, each))) {
        const caller = callerOf(what, user);
        const row = await views.row<RequestRow>(sql`
          select ${requestColumns(caller)} from views.absence_request request ${aroundRequest(caller)}`);
        const facts = factsOf(what, user);
        const { employment } = facts;
        if (employment === undefined) throw new Error("everybody is employed");
        const taking = takes(step, UserId.parse(user), parties, employment, facts);
        expect({ user, holds: row?.holdsStep }).toEqual({ user, holds: taking !== undefined });
        const waiting = waitsFor(step, parties, employment, facts);
        const acting = step.holder === "unit-head" && "user" in waiting ? waiting : { user: null, onBehalfOf: null };
        expect({ user: row?.actingUser, onBehalfOf: row?.actingFor }).toEqual(acting);
      }
    }),
    { numRuns: 60 },
  );
}, 120_000);
