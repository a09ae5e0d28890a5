// The leave that the demonstration bank's people took, asked for and were refused.
import type { LocalDate, Period } from "@tabel/domain";
import type { Chance } from "./chance.js";
import type { DemoPerson } from "./people.js";
import type { DemoTerms } from "./terms.js";
import type { DemoUnit } from "./unit-tree.js";

type Row = readonly (string | number | null)[];

export const leaveHistory = (
  _units: readonly DemoUnit[],
  _employed: readonly { readonly person: DemoPerson; readonly terms: DemoTerms }[],
  _months: readonly Period[],
  _until: LocalDate,
  _chance: Chance,
): { openingBalances: Row[]; requests: Row[] } => ({ openingBalances: [], requests: [] });
