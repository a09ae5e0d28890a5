// Every boundary between two steps at which a process may be ended, by name: the seam through which a crash test ends it there.

/** What a turn is about. */
export const turnKinds = ["events", "timers", "refusals", "retries"] as const;
export type TurnKind = (typeof turnKinds)[number];

/** What has just been done in a turn. All but the first and the last lie inside its transaction. */
export const turnSteps = ["worked out", "fenced", "states", "facts", "intents", "timers", "committed"] as const;

export const carriedOutKinds = ["command", "notify"] as const;
export type CarriedOutKind = (typeof carriedOutKinds)[number];

/** What has just been done about an intent. */
export const carryingOutSteps = ["counted", "claimed", "carried out", "marked", "committed"] as const;

export type Boundary =
  `${TurnKind}: ${(typeof turnSteps)[number]}` | `${CarriedOutKind}: ${(typeof carryingOutSteps)[number]}`;

/** All of them, from the two lists above. */
export const boundaries: readonly Boundary[] = [
  ...turnKinds.flatMap((kind) => turnSteps.map((step) => `${kind}: ${step}` as const)),
  ...carriedOutKinds.flatMap((kind) => carryingOutSteps.map((step) => `${kind}: ${step}` as const)),
];

/** Told at each boundary; what it throws, or never answers, happens there. */
export type Seam = (boundary: Boundary) => void | Promise<void>;
