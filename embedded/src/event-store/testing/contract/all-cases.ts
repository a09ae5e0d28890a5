// The whole contract, in one list.
import { appendCases } from "./append-cases.js";
import type { ContractCase } from "./contract.js";
import { deleteCases } from "./delete-cases.js";
import { readCases } from "./read-cases.js";
import { subscriptionCases } from "./subscription-cases.js";

export const contractCases: readonly ContractCase[] = [
  ...appendCases,
  ...readCases,
  ...subscriptionCases,
  ...deleteCases,
];
