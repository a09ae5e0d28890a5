// Who may have a period calculated again, and what differs in a closed one posted.
import type { Right } from "../../rights/right.js";
import { holderOverAll } from "../../rights/rights.js";

/** Its report names the pay of everybody: a role over all. */
export const mayRebuild: Right<unknown> = holderOverAll("accountant");
