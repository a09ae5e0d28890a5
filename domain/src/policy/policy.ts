// The policies that decisions are handed, as one value: another customer, or a test, hands over others.
import { absenceKind, absenceKinds } from "./absence-kinds.js";
import { leavePolicy } from "./leave-policy.js";
import { onboardingPolicy } from "./onboarding-policy.js";
import { resignationPolicy } from "./resignation-policy.js";
import { lieuPolicy } from "./lieu-policy.js";
import { overtimeLimits } from "./overtime-policy.js";
import { routePolicy } from "./route-policy.js";
import { tripPolicy } from "./trip-policy.js";

export interface Policy {
  readonly absenceKind: typeof absenceKind;
  readonly absenceKinds: typeof absenceKinds;
  readonly leavePolicy: typeof leavePolicy;
  readonly routePolicy: typeof routePolicy;
  readonly onboardingPolicy: typeof onboardingPolicy;
  readonly resignationPolicy: typeof resignationPolicy;
  readonly overtimeLimits: typeof overtimeLimits;
  readonly tripPolicy: typeof tripPolicy;
  readonly lieuPolicy: typeof lieuPolicy;
}

export const policy: Policy = {
  absenceKind,
  absenceKinds,
  leavePolicy,
  routePolicy,
  onboardingPolicy,
  resignationPolicy,
  overtimeLimits,
  tripPolicy,
  lieuPolicy,
};
