// The commands on roles and passwords. Passwords are hashed here, since a salt is random and decisions are not; the
// fingerprint of such a command holds a slow hash in the password's place (command-hash.ts says why).
import {
  access,
  accessStream,
  administrators,
  administratorsStream,
  GrantRole,
  grantRole,
  refuse,
  refuseUnit,
  reserveGrant,
  reserveRevocation,
  RevokeRole,
  revokeRole,
  setPassword,
  UserId,
  type Access,
  type Command,
  organisationOf,
  rolesOf,
} from "@tabel/domain";
import { hashPassword, passwordFingerprint, verifyPassword } from "@tabel/platform";
import { z } from "zod";
import type { FailedLogins } from "../../auth/failed-logins.js";
import { command, noFacts, reservation, type Situation } from "../../pipeline/command-row.js";
import { mayGrant, mayRevoke, maySetPassword } from "../../rights/administration.js";
import { anyOf } from "../../rights/right.js";
import { everyone, theProcess } from "../../rights/rights.js";
import { tooManyAttempts } from "../../auth/log-in.js";

/** Length is what makes a password hard to guess; rules about its characters do not (NIST SP 800-63B, 3.1.1.2). */
const NewPassword = z.string().min(10).max(200).meta({ example: "seven green kettles" });

const SetPassword = z.strictObject({ userId: UserId, password: NewPassword });
const ChangePassword = z.strictObject({ oldPassword: z.string().min(1).max(200), newPassword: NewPassword });

const ofUser = {
  stream: ({ userId }: { readonly userId: UserId }) => accessStream(userId),
  aggregate: access,
  fresh: true,
};

/** Roles of the actor and of the user, for the rule that an administrator over all always remains. */
const administrationFacts = async (situation: Situation<{ readonly userId: UserId }>) => ({
  access: await situation.read(accessStream(situation.data.userId), access, { fresh: true }),
  roles: await rolesOf(situation, situation.actor),
});

const amongAdministrators = { stream: administratorsStream, aggregate: administrators, facts: administrationFacts };

const setHash = (userId: UserId, passwordHash: string, { meta }: Command<unknown>, state: Access) =>
  setPassword({ data: { userId, passwordHash }, meta }, state);

export const accessCommands = (failedLogins: FailedLogins) => [
  command({
    ...ofUser,
    name: "grant-role",
    says: "Gives a user a role over all or some units, from a day on and until a last day or without end.",
    schema: GrantRole,
    example: {
      userId: "e00017",
      role: "hr-officer",
      scope: { over: "units", unitIds: ["u0042"] },
      from: "2026-01-12",
      until: null,
    },
    may: mayGrant,
    reserve: reservation({ ...amongAdministrators, decide: reserveGrant }),
    facts: async (situation) => ({ organisation: await organisationOf(situation) }),
    decide: (wish, state, { organisation }) => {
      const { scope, from } = wish.data;
      for (const unitId of scope.over === "all" ? [] : scope.unitIds) {
        const refusal = refuseUnit(organisation, unitId, from, "/scope/unitIds");
        if (refusal !== undefined) return refusal;
      }
      return grantRole(wish, state);
    },
    refusals: ["unit-unknown", "unit-dissolved", "dates-reversed", "last-administrator"],
  }),
  command({
    ...ofUser,
    name: "revoke-role",
    says: "Takes a role from a user, from a day on.",
    schema: RevokeRole,
    example: { userId: "e00017", role: "hr-officer", on: "2026-07-01" },
    may: anyOf(theProcess("when-somebody-leaves-then-close-what-is-open"), mayRevoke),
    reserve: reservation({ ...amongAdministrators, decide: reserveRevocation }),
    facts: noFacts,
    decide: revokeRole,
    refusals: ["role-not-granted", "last-administrator"],
  }),
  command({
    ...ofUser,
    name: "set-password",
    says: "Gives another user a new password.",
    schema: SetPassword,
    example: { userId: "e00017", password: "seven green kettles" },
    may: maySetPassword,
    facts: async ({ data }) => ({ passwordHash: await hashPassword(data.password) }),
    decide: (wish, state, { passwordHash }) => setHash(wish.data.userId, passwordHash, wish, state),
    fingerprint: async ({ userId, password }, commandId) => [userId, await passwordFingerprint(password, commandId)],
    refusals: [],
  }),
  command({
    name: "change-password",
    says: "Changes the own password.",
    schema: ChangePassword,
    example: { oldPassword: "six blue teapots", newPassword: "seven green kettles" },
    may: everyone,
    stream: (_, actor) => accessStream(actor),
    aggregate: access,
    fresh: true,
    facts: async ({ actor, data }, state) => {
      const waitMs = failedLogins.begin(actor);
      if (waitMs > 0) throw tooManyAttempts(waitMs);
      const right = await verifyPassword(data.oldPassword, state.passwordHash ?? undefined);
      if (!right) return { passwordHash: undefined };
      failedLogins.succeeded(actor);
      return { passwordHash: await hashPassword(data.newPassword) };
    },
    decide: (wish, state, { passwordHash }) =>
      passwordHash === undefined
        ? refuse("credentials-wrong", {}, "/oldPassword")
        : setHash(wish.meta.actor, passwordHash, wish, state),
    fingerprint: async (data, commandId) => [
      await passwordFingerprint(data.oldPassword, commandId),
      await passwordFingerprint(data.newPassword, commandId),
    ],
    refusals: ["credentials-wrong"],
  }),
];
