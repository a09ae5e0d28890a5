// Whether this process lives, and whether it can do its work: for gateways, orchestrators and people.
import { type Request, type Response, Router } from "express";
import type { Logger } from "../logging/logger.js";

/** Resolves when the part is well, optionally with figures to show; rejects when it is not. */
export type HealthCheck = (signal: AbortSignal) => Promise<Readonly<Record<string, number | string>> | void>;

/** Thrown by a check whose reason is for everybody: it names parts of the system, and nothing from outside. */
export class NotReady extends Error {
  override readonly name = "NotReady";
}

export interface HealthOptions {
  /** By name, such as "event store". */
  readonly checks: Readonly<Record<string, HealthCheck>>;
  readonly logger: Logger;
  /** Milliseconds for each check; 2,000 unless given. */
  readonly timeout?: number;
}

type Outcome =
  | { readonly status: "up"; readonly milliseconds: number; readonly [figure: string]: number | string }
  | { readonly status: "down"; readonly milliseconds: number; readonly reason: string };

interface Readiness {
  readonly status: "ready" | "not ready";
  readonly checks: Readonly<Record<string, Outcome>>;
}

/** One answer serves all who ask within this time: asking often must not load the parts that are asked about. */
const freshMilliseconds = 500;

const runCheck = async (name: string, check: HealthCheck, timeout: number, logger: Logger): Promise<Outcome> => {
  const started = performance.now();
  const milliseconds = () => Math.round(performance.now() - started);
  const signal = AbortSignal.timeout(timeout);
  const late = new Promise<"late">((resolve) =>
    signal.addEventListener("abort", () => resolve("late"), { once: true }),
  );
  try {
    const figures = await Promise.race([check(signal), late]);
    if (figures === "late") return { status: "down", milliseconds: milliseconds(), reason: "timed out" };
    return { ...figures, status: "up", milliseconds: milliseconds() };
  } catch (fault) {
    logger.warn({ err: fault, check: name }, "health check failed");
    if (fault instanceof NotReady) return { status: "down", milliseconds: milliseconds(), reason: fault.message };
    // The reason may name hosts and users, so it goes to the log only.
    return { status: "down", milliseconds: milliseconds(), reason: signal.aborted ? "timed out" : "failed" };
  }
};

export const healthRouter = ({ checks, logger, timeout = 2_000 }: HealthOptions): Router => {
  let last: { readonly at: number; readonly readiness: Promise<Readiness> } | undefined;

  const look = async (): Promise<Readiness> => {
    const outcomes = await Promise.all(
      Object.entries(checks).map(
        async ([name, check]) => [name, await runCheck(name, check, timeout, logger)] as const,
      ),
    );
    const well = outcomes.every(([, outcome]) => outcome.status === "up");
    return { status: well ? "ready" : "not ready", checks: Object.fromEntries(outcomes) };
  };

  const readiness = () => {
    const now = performance.now();
    if (!last || now - last.at > freshMilliseconds) last = { at: now, readiness: look() };
    return last.readiness;
  };

  const router = Router();
  router.get("/health/live", (_request: Request, response: Response) => {
    response.set("Cache-Control", "no-store").json({ status: "live" });
  });
  router.get("/health/ready", async (_request: Request, response: Response) => {
    const answer = await readiness();
    response
      .status(answer.status === "ready" ? 200 : 503)
      .set("Cache-Control", "no-store")
      .json(answer);
  });
  return router;
};
