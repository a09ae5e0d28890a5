// Files of an organisation, checked; and their faults, short enough for a list of what is expected.
import { checkOrganisation } from "../import/checks/check-organisation.js";
import { nothingExists, type ExistingOrganisation } from "../import/checks/organisation-plan.js";
import type { ImportFault } from "../import/files/import-fault.js";
import type { OrganisationSource } from "../import/files/read-tables.js";

export const check = (source: OrganisationSource, existing: ExistingOrganisation = nothingExists) =>
  checkOrganisation(source, existing, { skipFaulty: false });

export const place = ({ file, line, column, code, found }: ImportFault) => [file, line, column, code, found];

export const faultsOf = (source: OrganisationSource) => check(source).faults.listed.map(place);
