// Views out: needs the database and a token's public key, neither the event store nor anybody's keys.
import type { TokenVerifier } from "@tabel/platform";
import { createQueryApi } from "@tabel/query-api";
import type { Parts } from "../parts.js";
import type { Service, Start } from "../service.js";

export const startQueries = (
  { log, shutdown }: Start,
  { pool }: Pick<Parts, "pool">,
  verifier: TokenVerifier,
  pushKey: string | undefined,
): Service => {
  const queries = createQueryApi({ pool, verifier, log, pushKey });
  shutdown.add("queries", 1_000, () => queries.close());
  return {
    documents: { views: queries.openApi },
    routes: (on) => {
      on.use("/api/views", queries.router);
      on.use("/api/calendar", queries.feeds);
      on.use("/api/notifications", queries.notifications);
    },
  };
};
