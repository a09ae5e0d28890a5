// For random organisations and facts: nobody is told anything about a person that they may not see, a leaver is told nothing, and
// nobody is told of a leaver. What somebody may see is asked of the access policy of the queries, which knows nothing of recipients;
// what is no seeing (who holds a step, who is a mentor) is worked out here a second time, from the organisation alone.
import {
  type Directory,
  type Disclosure,
  type FactName,
  factNames,
  type HeldRole,
  isEmployee,
  localDate,
  type NotificationFact,
  notificationPolicy,
  organisation,
  type OrganisationEvent,
  parseFact,
  peopleOf,
  type PersonOfDirectory,
  type Presence,
  type Recipient,
  recipientsOf,
  rulesFor,
  subjectOf,
  superiors,
  UnitEstablished,
  UnitHeadAppointed,
  UnitId,
  UserId,
  WORKSPACE,
} from "@tabel/domain";
import { type Action, may, type Standing } from "@tabel/platform";
import { expect, test } from "@jest/globals";
import fc from "fast-check";

const today = "2026-11-16";
const roles = ["hr-officer", "accountant", "it-officer", "auditor", "trainer", "administrator"] as const;

interface House {
  readonly directory: Directory;
  readonly people: readonly string[];
  readonly units: readonly string[];
}

const uniqueHeads = (heads: readonly (readonly [string, string])[]) => [...new Map(heads)];

/** A tree of units, people in them, heads, deputies, absences, leavers, erased ones and officers; all by chance. */
const houses: fc.Arbitrary<House> = fc
  .record({
    parents: fc.array(fc.nat(50), { minLength: 1, maxLength: 7 }),
    people: fc.array(
      fc.record({
        unit: fc.nat(50),
        employment: fc.constantFrom<PersonOfDirectory["employment"]>(
          "employed",
          "employed",
          "employed",
          "to-begin",
          "left",
        ),
        erased: fc.nat(9).map((chance) => chance === 0),
        absent: fc.boolean(),
        deputy: fc.option(fc.nat(50)),
      }),
      { minLength: 3, maxLength: 12 },
    ),
    heads: fc.array(fc.tuple(fc.nat(50), fc.nat(50)), { maxLength: 8 }),
    grants: fc.array(fc.tuple(fc.nat(50), fc.constantFrom(...roles), fc.option(fc.nat(50))), { maxLength: 6 }),
    mentors: fc.array(fc.tuple(fc.nat(50), fc.nat(50)), { maxLength: 4 }),
    attending: fc.array(fc.nat(50), { maxLength: 4 }),
  })
  .map(({ parents, people: made, heads, grants, mentors, attending }) => {
    const units = parents.map((_, index) => `u${index}`);
    const people = made.map((_, index) => `e${index}`);
    const unit = (chance: number): string => units[chance % units.length] ?? "u0";
    const person = (chance: number): string => people[chance % people.length] ?? "e0";
    const events: OrganisationEvent[] = [
      ...units.map((unitId, index) =>
        UnitEstablished({
          unitId,
          name: unitId,
          parentId: index === 0 ? null : unit((parents[index] ?? 0) % index),
          on: "2015-01-01",
        }),
      ),
      ...uniqueHeads(heads.map(([of, who]) => [unit(of), person(who)] as const)).map(([unitId, employeeId]) =>
        UnitHeadAppointed({ unitId, employeeId, from: "2015-01-01" }),
      ),
    ];
    const directoryPeople = new Map(
      made.map(({ unit: of, employment, erased }, index): [string, PersonOfDirectory] => [
        `e${index}`,
        { unitId: UnitId.parse(unit(of)), employment, erased },
      ]),
    );
    const left = (user: string): boolean => directoryPeople.get(user)?.employment === "left";
    const presence: Presence = {
      isAbsent: (user) => left(user) || made[Number(user.slice(1))]?.absent === true,
      hasLeft: left,
      deputyOf: (user) => {
        const deputy = made[Number(user.slice(1))]?.deputy ?? null;
        return deputy === null || person(deputy) === user ? undefined : UserId.parse(person(deputy));
      },
    };
    const held: HeldRole[] = grants.map(([who, role, over]) => ({
      userId: UserId.parse(person(who)),
      role,
      scope: over === null ? { over: "all" } : { over: "units", unitIds: [UnitId.parse(unit(over))] },
    }));
    const directory: Directory = {
      today: localDate(today),
      organisation: events.reduce(organisation.evolve, organisation.initial),
      people: directoryPeople,
      presence,
      roles: held,
      mentors: new Map(mentors.map(([newcomer, mentor]) => [person(newcomer), person(mentor)])),
      kinds: new Map([["r1", "annual-leave"]]),
      sessions: new Map([["s1", { trainerId: person(0), people: attending.map(person) }]]),
      subscribers: new Map([["p1", attending.map(person)]]),
    };
    return { directory, people, units };
  });

const oneOf = <Item>(items: readonly Item[], chance: number): Item => items[chance % items.length] as Item; // never empty here

/** A fact of a name about people and units of the house. */
const factOf = (name: FactName, { people, units }: House, chance: readonly number[]): NotificationFact => {
  const [a = 0, b = 0, c = 0, d = 0] = chance;
  const employeeId = oneOf(people, a);
  const other = oneOf(people, b);
  const unitId = oneOf(units, c);
  const step = oneOf(
    [
      { holder: "unit-head", unitId },
      { holder: "role", role: oneOf(["hr-officer", "accountant"], c) },
      { holder: "person", userId: oneOf(people, c) },
    ],
    d,
  );
  const all: Record<string, unknown> = {
    employeeId,
    requestId: "r1",
    from: "2026-12-07",
    to: "2026-12-20",
    step,
    requestedBy: oneOf([employeeId, other], d),
    proposedBy: other,
    userId: employeeId,
    deputy: other,
    until: null,
    unitId,
    year: 2027,
    partId: "x",
    side: oneOf(["employee", "employer"], d),
    agreed: true,
    ledger: "annual",
    days: 300,
    on: "2026-12-31",
    period: "2026-11",
    planId: "p",
    taskId: "t",
    owner: oneOf(["head", "hr", "it"], d),
    mentorId: other,
    milestone: 7,
    giver: oneOf(["newcomer", "mentor", "head"], d),
    sessionId: "s1",
    programmeId: "p1",
    number: 1,
    count: 2,
    lastDay: "2026-12-01",
    item: "badge",
    what: "approvals",
    headId: other,
    status: oneOf(["submitted", "accepted", "closed"], d),
    announcementId: "a1",
  };
  if (name === "hand-over") all["to"] = other;
  // Each fact takes what it knows of these, and parses nothing it does not.
  for (;;) {
    try {
      return parseFact({ is: name, ...all });
    } catch (error) {
      const keys = (error as { issues?: { code: string; keys?: string[] }[] }).issues?.flatMap(
        ({ keys: each }) => each ?? [],
      );
      if (keys === undefined || keys.length === 0) throw error;
      for (const key of keys) delete all[key];
    }
  }
};

const standingOf = (userId: string, { people, organisation: tree, roles: held }: Directory): Standing => {
  const person = people.get(userId);
  const heads = [...tree.units.values()].filter(
    ({ heads: dated }) => dated.findLast(({ from }) => from <= today)?.employeeId === userId,
  );
  return {
    userId,
    unitId: person?.unitId ?? null,
    today,
    leads: heads.map(({ unitId }) => unitId),
    grants: held
      .filter((each) => each.userId === userId)
      .map(({ role, scope }) => ({ role, unitIds: scope.over === "all" ? null : scope.unitIds })),
  };
};

/** What follows from a task that somebody has, where the policy of seeing says nothing: a second working out, by hand. */
const byTask = (fact: NotificationFact, { userId, role }: Recipient, house: House): boolean => {
  const { directory } = house;
  const { presence, people } = directory;
  const subject = subjectOf(fact) ?? "";
  const line = superiors(
    { ...directory.organisation, rootId: null },
    people.get(subject)?.unitId ?? UnitId.parse("none"),
  );
  const headsOf = (units: readonly UnitId[]) =>
    units.flatMap((unitId) => directory.organisation.units.get(unitId)?.heads.at(-1)?.employeeId ?? []).map(String);
  const standsInFor = (heads: readonly string[]): boolean =>
    heads.some(
      (head) =>
        presence.isAbsent(head) && !presence.hasLeft(head) && presence.deputyOf(head, "annual-leave") === userId,
    );
  switch (role) {
    case "step-holder": {
      if (!("step" in fact)) return false;
      const { step } = fact;
      if (isEmployee(userId, fact.employeeId) || userId === fact.requestedBy) return false;
      if (step.holder === "person") return step.userId === userId;
      const units =
        step.holder === "unit-head" ? superiors({ ...directory.organisation, rootId: null }, step.unitId) : [];
      const wanted = step.holder === "role" ? step.role : "hr-officer";
      const officer = directory.roles.some(
        ({ userId: who, role: held, scope }) =>
          who === userId &&
          held === wanted &&
          (scope.over === "all" || scope.unitIds.some((unitId) => line.includes(unitId))),
      );
      return headsOf(units).includes(userId) || standsInFor(headsOf(units)) || officer;
    }
    case "head":
    case "proposer":
      return headsOf(line).includes(userId) || standsInFor(headsOf(line));
    case "mentor":
      return ("mentorId" in fact && isEmployee(userId, fact.mentorId)) || directory.mentors.get(subject) === userId;
    case "deputy":
      return "deputy" in fact && fact.deputy === userId;
    case "accountant":
    case "it":
      // They are told because of a task of theirs about people of their units: absence and leaving dates, no more.
      return directory.roles.some(
        ({ userId: who, scope }) =>
          who === userId && (scope.over === "all" || scope.unitIds.some((unitId) => line.includes(unitId))),
      );
    default:
      return false;
  }
};

const mayKnow = (fact: NotificationFact, recipient: Recipient, disclosure: Disclosure, house: House): boolean => {
  const subject = subjectOf(fact);
  if (subject === undefined) return false;
  const { directory } = house;
  const unitId = directory.people.get(subject)?.unitId;
  const unitPath =
    unitId === undefined ? [] : superiors({ ...directory.organisation, rootId: null }, unitId).toReversed();
  const action: Action = disclosure; // every disclosure is an action of the policy of seeing
  const sees = may(standingOf(recipient.userId, directory), action, { employeeId: subject, unitPath });
  return sees || byTask(fact, recipient, house);
};

const runs = Number(process.env["RECIPIENT_RUNS"] ?? 3_000);

test(`${runs} random facts in random organisations tell nobody what they may not see, and nothing to or about leavers`, () => {
  const policy = notificationPolicy(localDate(today));
  let told = 0;
  fc.assert(
    fc.property(
      houses,
      fc.constantFrom(...factNames),
      fc.array(fc.nat(1_000), { minLength: 4, maxLength: 4 }),
      (house, name, chance) => {
        const fact = factOf(name, house, chance);
        const recipients = recipientsOf(fact, house.directory);
        const gone = (user: string): boolean => {
          const person = house.directory.people.get(user);
          return person === undefined || person.employment === "left" || person.erased;
        };
        if (recipients.length > 0) expect(peopleOf(fact).filter(gone)).toEqual([]);
        expect(new Set(recipients.map(({ userId }) => userId)).size).toBe(recipients.length);
        for (const recipient of recipients) {
          told += 1;
          if (recipient.userId === WORKSPACE) {
            expect([fact.is, peopleOf(fact)]).toEqual([fact.is, []]);
            continue;
          }
          expect(gone(recipient.userId)).toBe(false);
          expect(Object.keys(rulesFor(policy, fact.is, recipient.role))).not.toEqual([]);
          // Whoever is told of a person is told something that they may know.
          if (peopleOf(fact).length > 0) expect(recipient.mayKnow.length).toBeGreaterThan(0);
          for (const disclosure of recipient.mayKnow)
            expect({ fact, recipient, disclosure, may: mayKnow(fact, recipient, disclosure, house) }).toMatchObject({
              may: true,
            });
        }
      },
    ),
    { numRuns: runs },
  );
  expect(told).toBeGreaterThan(runs / 2);
});
