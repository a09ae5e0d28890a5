// Stories are kept for a while and then forgotten: what is over, and nothing that still waits. What was done stays done without its
// row: no turn goes back behind the checkpoint.
import type { Session } from "./session.js";

/** More than a year, so that what comes once a year can be compared with the last time. */
const keptDays = 400;
const mostAtOnce = 5_000;

const old = [
  `delete from processes.fact where ctid in (
     select ctid from processes.fact
     where status in ('taken', 'skipped') and at < clock_timestamp() - interval '${keptDays} days' limit ${mostAtOnce})
   returning 1`,
  `delete from processes.intent where ctid in (
     select ctid from processes.intent
     where status not in ('waiting', 'set', 'dead') and made_at < clock_timestamp() - interval '${keptDays} days'
     limit ${mostAtOnce})
   returning 1`,
];

export const forgetWhatIsOver = async (session: Session, signal: AbortSignal): Promise<void> => {
  for (const statement of old) while (!signal.aborted && (await session.run(statement)).length === mostAtOnce);
};
