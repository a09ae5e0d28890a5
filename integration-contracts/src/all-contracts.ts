// Everything that Tabel tells other systems.
import type { Contract } from "./contract.js";
import { absenceContract } from "./contracts/absence.js";
import { employmentContract } from "./contracts/employment.js";
import { onboardingContract } from "./contracts/onboarding.js";
import { payrollHoursContract } from "./contracts/payroll-hours.js";
import { resignationContract } from "./contracts/resignation.js";
import { timesheetContract } from "./contracts/timesheet.js";

export const allContracts = [
  absenceContract,
  timesheetContract,
  payrollHoursContract,
  employmentContract,
  onboardingContract,
  resignationContract,
] as const satisfies readonly Contract[];

export type AnyContract = (typeof allContracts)[number];

const byType: ReadonlyMap<string, AnyContract> = new Map(allContracts.map((each) => [each.type, each]));

/** By its full name, such as `tabel.absence.v1`. */
export const contractOf = (type: string): AnyContract | undefined => byType.get(type);
