// The keys that personal data are sealed with, for everybody of an import at once rather than one query for each.
import type { KeyVault } from "@tabel/event-store";
import { inChunks } from "@tabel/platform";
import type { FaultList } from "../files/import-fault.js";
import { organisationFiles } from "../files/organisation-files.js";
import type { OrganisationPlan } from "../checks/organisation-plan.js";
import type { Rehearsal } from "./rehearsal.js";

const AT_ONCE = 1_000;

/** Brings the keys that exist into the vault's memory, before everybody is read. */
export const fetchKeys = async (vault: KeyVault, plan: OrganisationPlan): Promise<void> => {
  for (const chunk of inChunks(plan.employees, AT_ONCE)) await vault.keysOf(chunk.map((each) => each.employeeId));
};

/** Creates the keys that are missing. A person whose key was destroyed cannot come back: reported, and left out. */
export const withoutErased = async (rehearsal: Rehearsal, vault: KeyVault, faults: FaultList): Promise<Rehearsal> => {
  const erased = new Set<string>();
  for (const chunk of inChunks([...new Set([...rehearsal.employees, ...rehearsal.absences])], AT_ONCE)) {
    const keys = await vault.ensureKeys(chunk.map((each) => each.employeeId));
    for (const { employeeId, hire } of chunk) {
      if (keys.has(employeeId)) continue;
      erased.add(employeeId);
      faults.add({
        file: organisationFiles.employees.file,
        line: hire?.line ?? null,
        column: "employee_id",
        code: "employee-erased",
        found: employeeId,
        right: "the data of this person were erased; write another personnel number, or leave the row out",
      });
    }
  }
  if (erased.size === 0) return rehearsal;
  const kept = ({ employeeId }: { readonly employeeId: string }) => !erased.has(employeeId);
  return { ...rehearsal, employees: rehearsal.employees.filter(kept), absences: rehearsal.absences.filter(kept) };
};
