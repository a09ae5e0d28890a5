// Who sends a request: taken from its bearer token (RFC 6750) before any route that needs to know.
import type { NextFunction, Request, RequestHandler, Response } from "express";
import { platformProblems } from "../problem/platform-problems.js";
import { Problem } from "../problem/problem.js";
import type { TokenVerifier } from "./token-verifier.js";

/** A person or system that is logged in. What it may do is looked up elsewhere, each time. */
export interface Actor {
  readonly userId: string;
}

const actors = new WeakMap<Request, Actor>();

const bearer = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+) *$/i;

const unauthenticated = () =>
  new Problem(platformProblems["unauthenticated"], "Send an access token: Authorization: Bearer <token>.", {
    headers: { "WWW-Authenticate": "Bearer" },
  });

/** Refuses with 401 who has no valid token; afterwards {@link actorOf} answers. */
export const authenticate =
  (verifier: TokenVerifier): RequestHandler =>
  (request: Request, _response: Response, next: NextFunction) => {
    const token = bearer.exec(request.headers.authorization ?? "")?.[1];
    if (token === undefined) throw unauthenticated();
    actors.set(request, { userId: verifier.verify(token).subject });
    next();
  };

/** @throws Error on a route without `authenticate`: a fault of the program, not of the caller */
export const actorOf = (request: Request): Actor => {
  const actor = actors.get(request);
  if (!actor) throw new Error("This route does not authenticate, so it has no actor.");
  return actor;
};
