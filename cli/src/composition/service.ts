// A service as part of a program: what it answers, how it is checked and watched. A program runs one of them, or all.
import type { ApiDocuments, Configuration, HealthCheck, Logger, Metrics, Shutdown } from "@tabel/platform";
import type { Express } from "express";

/** What every service is started with; what is to be undone is added to the shutdown. */
export interface Start {
  readonly configuration: Configuration;
  readonly log: Logger;
  readonly shutdown: Shutdown;
}

export interface Service {
  /** By the name under which /health/ready shows them. */
  readonly checks?: Readonly<Record<string, HealthCheck>>;
  readonly observe?: (metrics: Metrics) => void;
  readonly routes?: (on: Express) => void;
  readonly documents?: ApiDocuments;
}
