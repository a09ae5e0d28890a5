// An administrator over all always remains.
import { describe, test } from "@jest/globals";
import { command, fold, given } from "../specification/given-when-then.js";
import { access, GrantRole, RevokeRole, RoleGranted, type RoleGrant } from "./access.js";
import {
  AdministratorEngaged,
  AdministratorReleased,
  administrators,
  reserveGrant,
  reserveRevocation,
  type AdministratorEvent,
} from "./administrators.js";

const granted = (more: object = {}) => ({
  userId: "anna",
  role: "administrator" as const,
  scope: { over: "all" as const },
  from: "2026-01-01",
  until: null,
  ...more,
});
const annaIs = fold(access, [RoleGranted(granted())]);
const lasting = annaIs.grants;
const released = (userId: string) => AdministratorReleased({ userId });

interface Given {
  readonly history?: AdministratorEvent[];
  readonly of?: typeof annaIs;
  readonly roles?: readonly RoleGrant[];
}

describe("revoking the role", () => {
  const revoke = ({ history = [], of = annaIs, roles = lasting }: Given = {}, role = "administrator") =>
    given(administrators, history).when((state) =>
      reserveRevocation(command(RevokeRole.parse({ userId: "anna", role, on: "2026-03-16" }), "boris"), state, {
        access: of,
        roles,
      }),
    );

  test("releases the user first", () => revoke().thenAppends(released("anna")));
  test("again finds that", () => revoke({ history: [released("anna")] }).thenNothing());
  test("by somebody who is being released is refused", () =>
    revoke({ history: [released("boris")] }).thenRefused("last-administrator"));
  test("by somebody whose own role is narrower or has an end is refused", () => {
    const own = (more: object) => fold(access, [RoleGranted(granted(more))]).grants;
    revoke({ roles: own({ until: "2026-12-31" }) }).thenRefused("last-administrator");
    revoke({ roles: own({ scope: { over: "units", unitIds: ["u1"] } }) }).thenRefused("last-administrator");
  });
  test("from somebody whose role ends anyway needs no more", () =>
    revoke({ of: fold(access, [RoleGranted(granted({ until: "2026-12-31" }))]), roles: [] }).thenNothing());
  test("of another name needs no more", () => revoke({ roles: [] }, "auditor").thenNothing());
});

describe("granting the role", () => {
  const grant = (more: object, { history = [], of = annaIs, roles = lasting }: Given = {}) =>
    given(administrators, history).when((state) =>
      reserveGrant(command(GrantRole.parse(granted(more)), "boris"), state, { access: of, roles }),
    );

  test("narrower or with an end takes it away, as a revocation does", () => {
    grant({ until: "2026-12-31" }).thenAppends(released("anna"));
    grant({ scope: { over: "units", unitIds: ["u1"] } }).thenAppends(released("anna"));
    grant({ until: "2026-12-31" }, { history: [released("boris")] }).thenRefused("last-administrator");
  });
  test("over all to somebody who was released engages them again", () =>
    grant({}, { history: [released("anna")] }).thenAppends(AdministratorEngaged({ userId: "anna" })));
  test("to somebody who never was one needs no more", () => {
    grant({}, { of: access.initial }).thenNothing();
    grant({ until: "2026-12-31" }, { of: access.initial }).thenNothing();
  });
});
