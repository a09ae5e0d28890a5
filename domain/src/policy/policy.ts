// The policies that decisions are handed, as one value: another customer, or a test, hands over others.
import { absenceKind, absenceKinds } from "./absence-kinds.js";
import { leavePolicy } from "./leave-policy.js";
import { onboardingPolicy } from "./onboarding-policy.js";
import { resignationPolicy } from "./resignation-policy.js";
import { routePolicy } from "./route-policy.js";

export interface Policy {
  readonly absenceKind: typeof absenceKind;
  readonly absenceKinds: typeof absenceKinds;
  readonly leavePolicy: typeof leavePolicy;
  readonly routePolicy: typeof routePolicy;
  readonly onboardingPolicy: typeof onboardingPolicy;
  readonly resignationPolicy: typeof resignationPolicy;
}

export const policy: Policy = {
  absenceKind,
  absenceKinds,
  leavePolicy,
  routePolicy,
  onboardingPolicy,
  resignationPolicy,
};
