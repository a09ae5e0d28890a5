// Whom a request waits for: the holder of a step of its route, or nobody.
import type { RouteStep } from "@tabel/domain";

export const holderOf = (step: RouteStep) => ({
  holderUnitId: step.holder === "unit-head" ? step.unitId : null,
  holderRole: step.holder === "role" ? step.role : null,
  holderUserId: step.holder === "person" ? step.userId : null,
});

/** Whom the request waits for at a step of its route. */
export const waitingAt = (route: readonly RouteStep[], step: number) => {
  const holder = route[step];
  if (holder === undefined) throw new Error("a request waits at a step that its route does not have");
  return { step, ...holderOf(holder), escalations: 0 };
};

export const waitsForNobody = { step: null, holderUnitId: null, holderRole: null, holderUserId: null, escalations: 0 };
