// Roles by date and scope, and passwords.
import { describe, expect, test } from "@jest/globals";
import { UnitId } from "../kernel/identifiers.js";
import { localDate } from "../kernel/local-date.js";
import { command, fold, given } from "../specification/given-when-then.js";
import {
  access,
  GrantRole,
  grantRole,
  PasswordSet,
  RevokeRole,
  revokeRole,
  RoleGranted,
  RoleRevoked,
} from "./access.js";
import { rolesOn, scopeHolds, SetPassword, setPassword } from "./access.js";

const hr = { userId: "anna", role: "hr-officer", scope: { over: "all" }, from: "2026-01-01", until: null } as const;
const granted = RoleGranted(hr);
const revoked = (on: string) => RoleRevoked({ userId: "anna", role: "hr-officer", on });
const heldOn = (events: Parameters<typeof access.evolve>[1][], on: string) =>
  rolesOn(fold(access, events), localDate(on));

describe("granting a role", () => {
  const grant = (data: object, history: Parameters<typeof access.evolve>[1][] = []) =>
    given(access, history).when((state) => grantRole(command(GrantRole.parse({ ...hr, ...data })), state));

  test("gives it from the day on", () => {
    grant({}).thenAppends(granted);
    expect(heldOn([granted], "2025-12-31")).toEqual([]);
    expect(heldOn([granted], "2026-01-01")).toMatchObject([{ role: "hr-officer" }]);
  });
  test("again with the same scope and dates changes nothing", () => grant({}, [granted]).thenNothing());
  test("again with another scope puts that in its place", () => {
    const narrow = { ...hr, scope: { over: "units" as const, unitIds: ["branch"] }, from: "2026-03-01" };
    grant(narrow, [granted]).thenAppends(RoleGranted(narrow));
    expect(heldOn([granted, RoleGranted(narrow)], "2026-03-01")).toMatchObject([{ scope: { over: "units" } }]);
    expect(heldOn([granted, RoleGranted(narrow)], "2026-02-28")).toMatchObject([{ scope: { over: "all" } }]);
  });
  test("until a day before it begins is refused", () => grant({ until: "2025-12-31" }).thenRefused("dates-reversed"));
  test("until a day lets it end with that day", () => {
    const limited = RoleGranted({ ...hr, until: "2026-01-31" });
    expect(heldOn([limited], "2026-01-31")).toHaveLength(1);
    expect(heldOn([limited], "2026-02-01")).toEqual([]);
  });
  test("that does not exist is no command at all", () =>
    expect(GrantRole.safeParse({ ...hr, role: "owner" }).success).toBe(false));
});

describe("revoking a role", () => {
  const revoke = (on: string, history: Parameters<typeof access.evolve>[1][]) =>
    given(access, history).when((state) =>
      revokeRole(command(RevokeRole.parse({ userId: "anna", role: "hr-officer", on })), state),
    );

  test("takes it from the day on", () => {
    revoke("2026-02-01", [granted]).thenAppends(revoked("2026-02-01"));
    expect(heldOn([granted, revoked("2026-02-01")], "2026-01-31")).toHaveLength(1);
    expect(heldOn([granted, revoked("2026-02-01")], "2026-02-01")).toEqual([]);
  });
  test("before it begins takes it altogether", () =>
    expect(heldOn([granted, revoked("2025-12-01")], "2026-06-01")).toEqual([]));
  test("again changes nothing", () => revoke("2026-02-01", [granted, revoked("2026-02-01")]).thenNothing());
  test("that is not held is refused", () => revoke("2026-02-01", []).thenRefused("role-not-granted"));
  test("that has ended by then is refused", () =>
    revoke("2026-02-01", [RoleGranted({ ...hr, until: "2026-01-31" })]).thenRefused("role-not-granted"));
  test("leaves it open to be granted again", () => {
    const again = RoleGranted({ ...hr, from: "2026-05-01" });
    expect(heldOn([granted, revoked("2026-02-01"), again], "2026-05-01")).toHaveLength(1);
    revoke("2026-06-01", [granted, revoked("2026-02-01"), again]).thenAppends(revoked("2026-06-01"));
  });
});

test("a scope of units stands for all units under them", () => {
  const chain = ["desk", "branch", "bank"].map((id) => UnitId.parse(id));
  expect(scopeHolds({ over: "all" }, [])).toBe(true);
  expect(scopeHolds({ over: "units", unitIds: [UnitId.parse("branch")] }, chain)).toBe(true);
  expect(scopeHolds({ over: "units", unitIds: [UnitId.parse("other")] }, chain)).toBe(false);
});

test("a password is set as its hash, and the same hash again changes nothing", () => {
  const set = (passwordHash: string) => (state: Parameters<typeof access.evolve>[0]) =>
    setPassword(command(SetPassword.parse({ userId: "anna", passwordHash })), state);
  const event = PasswordSet({ userId: "anna", passwordHash: "scrypt$1" });
  given(access).when(set("scrypt$1")).thenAppends(event);
  given(access, [event]).when(set("scrypt$1")).thenNothing();
  given(access, [event]).when(set("scrypt$2")).thenAppendsSome();
});
