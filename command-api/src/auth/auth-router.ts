// /auth: logging in, and the keys that tokens are verified with. Who is logged in, the view /me says.
import type { Instant } from "@tabel/domain";
import { jsonBody, type Operation, type TokenIssuer, type TokenVerifier } from "@tabel/platform";
import type { EventStore } from "@tabel/event-store";
import { Router, type Request, type Response } from "express";
import { z } from "zod";
import { commandProblem } from "../pipeline/command-problems.js";
import type { FailedLogins } from "./failed-logins.js";
import { LogIn, logIn, logInProblems, LoggedIn } from "./log-in.js";

interface AuthParts {
  readonly store: Pick<EventStore, "load">;
  readonly clock: () => Instant;
  readonly tokens: { readonly issuer: TokenIssuer; readonly verifier: TokenVerifier };
  readonly failedLogins: FailedLogins;
}

/** A log-in and a password need no more. */
const BODY_BYTES = 4_096;

export const authRouter = ({ store, clock, tokens, failedLogins }: AuthParts): Router => {
  const router = Router();
  router.post("/login", jsonBody({ limitBytes: BODY_BYTES }), async (request: Request, response: Response) => {
    const parts = { store, clock, issuer: tokens.issuer, failedLogins };
    const answer = await logIn(request.body, parts).catch((error: unknown) => {
      throw commandProblem(error);
    });
    response.set("Cache-Control", "no-store").json(answer);
  });
  router.get("/jwks.json", (_request: Request, response: Response) => {
    response.set("Cache-Control", "public, max-age=300").json(tokens.issuer.jwks());
  });
  return router;
};

export const authOperations: readonly Operation[] = [
  {
    method: "post",
    path: "/api/auth/login",
    id: "logIn",
    summary: "Exchanges a log-in and a password for an access token.",
    tags: ["auth"],
    authenticated: false,
    body: { schema: LogIn, examples: { employee: { login: "e00017", password: "seven green kettles" } } },
    success: {
      description: "Send the token with every request: `Authorization: Bearer <token>`",
      schema: LoggedIn,
      examples: {
        token: {
          accessToken: "eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiJlMDAwMTcifQ.c2ln",
          tokenType: "Bearer",
          expiresIn: 900,
        },
      },
    },
    problems: [logInProblems["credentials-wrong"], logInProblems["too-many-attempts"]],
  },
  {
    method: "get",
    path: "/api/auth/jwks.json",
    id: "tokenKeys",
    summary: "The public keys that access tokens are verified with (RFC 7517).",
    tags: ["auth"],
    authenticated: false,
    success: {
      description: "A JSON Web Key Set",
      schema: z.object({ keys: z.array(z.looseObject({ kid: z.string() })) }),
    },
  },
];
