// Logging in with personnel number and password. A stranger learns nothing from it: the unknown, the wrong, the departed
// and those without a password get one answer, after the same work.
import { access, accessStream, UserId, type Instant, employmentOf, hasLeft } from "@tabel/domain";
import { type EventStore, readerOf } from "@tabel/event-store";
import { Problem, problemCatalogue, verifyPassword, type TokenIssuer } from "@tabel/platform";
import { z } from "zod";
import { parseCommand } from "../pipeline/intake/parse-command.js";
import type { FailedLogins } from "./failed-logins.js";

export const logInProblems = problemCatalogue({
  "credentials-wrong": [401, "The log-in or the password is wrong"],
  "too-many-attempts": [429, "Too many failed attempts"],
});

export const LogIn = z.strictObject({
  login: z.string().min(1).max(64).meta({ example: "e00017", description: "The personnel number" }),
  password: z.string().min(1).max(200).meta({ example: "seven green kettles" }),
});

export const LoggedIn = z.object({
  accessToken: z.string().meta({ example: "eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiJlMDAwMTcifQ.c2ln" }),
  tokenType: z.literal("Bearer"),
  expiresIn: z.int().meta({ example: 900, description: "Seconds" }),
});
export type LoggedIn = z.output<typeof LoggedIn>;

export const tooManyAttempts = (waitMs: number): Problem => {
  const seconds = Math.ceil(waitMs / 1_000);
  return new Problem(logInProblems["too-many-attempts"], `Wait ${seconds} s before the next attempt.`, {
    headers: { "Retry-After": String(seconds) },
  });
};

interface LogInParts {
  readonly store: Pick<EventStore, "load">;
  readonly clock: () => Instant;
  readonly issuer: TokenIssuer;
  readonly failedLogins: FailedLogins;
}

/** @throws Problem too-many-attempts, credentials-wrong, overloaded; StoreUnavailable */
export const logIn = async (body: unknown, { store, clock, issuer, failedLogins }: LogInParts): Promise<LoggedIn> => {
  const { login, password } = parseCommand(LogIn, body);
  const waitMs = failedLogins.begin(login);
  if (waitMs > 0) throw tooManyAttempts(waitMs);
  const inquiry = { ...readerOf(store, true), at: clock() };
  const user = UserId.safeParse(login);
  const passwordHash = user.success ? (await inquiry.read(accessStream(user.data), access)).passwordHash : null;
  const left = user.success && hasLeft(inquiry, await employmentOf(inquiry, login));
  const right = await verifyPassword(password, passwordHash ?? undefined);
  if (!right || left)
    throw new Problem(logInProblems["credentials-wrong"], "Check the log-in and the password.", {
      headers: { "WWW-Authenticate": "Bearer" },
    });
  failedLogins.succeeded(login);
  return {
    accessToken: issuer.issue({ subject: login }),
    tokenType: "Bearer",
    expiresIn: issuer.lifetimeSeconds,
  };
};
