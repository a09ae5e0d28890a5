// The servers that services stand on, as readiness sees them.
import type { Parts } from "../parts.js";
import type { Service } from "../service.js";

export const database = ({ pool }: Pick<Parts, "pool">): Service => ({
  checks: { database: async () => void (await pool.query("select 1")) },
});

export const eventStore = ({ store }: Pick<Parts, "store">): Service => ({
  checks: { "event store": async () => void (await store.headPosition()) },
});
