// What an empty Tabel says to the files of an organisation: every fault that an import would report, without any store.
import { organisation, UserId, type Instant } from "@tabel/domain";
import { planOrganisation } from "./checks/check-organisation.js";
import { contentIds } from "./work/content-id.js";
import { historyRoles } from "./work/deciders.js";
import { FaultList, type ImportFaults } from "./files/import-fault.js";
import { fileNames } from "./files/organisation-files.js";
import { nothingExists } from "./checks/organisation-plan.js";
import { readTables, type OrganisationSource } from "./files/read-tables.js";
import { rehearse } from "./writing/rehearsal.js";
import { notThere } from "./writing/stream-writer.js";

/** Its ids go nowhere, so their key need not be a secret. */
const ids = contentIds(Buffer.alloc(32));

/** @param at The instant of the import that is rehearsed. */
export const checkFiles = async (files: OrganisationSource, at: Instant): Promise<ImportFaults> => {
  const faults = new FaultList();
  const tables = readTables(files, faults);
  if (tables !== undefined) {
    const plan = planOrganisation(tables, nothingExists, faults, { skipFaulty: false });
    if (faults.total === 0)
      await rehearse(plan, {
        identity: { ids, actor: UserId.parse("system"), at },
        load: undefined,
        faults,
        leave: { roles: historyRoles(plan, nothingExists), at },
        existing: nothingExists.employees,
        organisation: notThere(organisation.initial),
        atOnce: 1,
        onProgress: () => undefined,
        signal: undefined,
      });
  }
  return faults.list(fileNames);
};
