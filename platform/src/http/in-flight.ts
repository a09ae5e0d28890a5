// Overload: beyond a number of requests in work, further ones are refused at once instead of waiting in memory.
import type { NextFunction, Request, RequestHandler, Response } from "express";
import { platformProblems } from "../problem/platform-problems.js";
import { Problem } from "../problem/problem.js";

/** @param most requests in work at once */
export const limitInFlight = (most: number): RequestHandler => {
  let inFlight = 0;
  return (_request: Request, response: Response, next: NextFunction) => {
    if (inFlight >= most) {
      next(
        new Problem(platformProblems["overloaded"], "The server is busy: try again in a moment.", {
          headers: { "Retry-After": "1" },
        }),
      );
      return;
    }
    inFlight += 1;
    response.once("close", () => (inFlight -= 1));
    next();
  };
};
