// The rules of one unit's team: on any day one minimum of people present for a position (or for everybody), and black-out
// days, each declared once. A stream of the unit's own, not of a policy: its head changes it, and only this unit's rules
// must not contradict each other. Minimums hold for the unit alone; black-outs for everything under it too (team-check.ts).
import { z } from "zod";
import { absenceKinds } from "../policy/absence-kinds.js";
import { inForce, withEntry, type Dated } from "../kernel/dated.js";
import { nothingToDo, refuse, type Aggregate, type Command, type Decision } from "../kernel/decision.js";
import { event, type EventOf } from "../kernel/event.js";
import { streamName, UnitId, UserId } from "../kernel/identifiers.js";
import { daysBetween, LocalDate } from "../kernel/local-date.js";
import { sameData } from "../kernel/same-data.js";
import type { Organisation } from "../organisation/organisation.js";
import { refuseUnit } from "../organisation/unit-reference.js";
import { isKindAnywhere } from "./kinds-anywhere.js";

export const teamRulesStream = (unitId: UnitId): string => streamName("teamRules", unitId);

/** `block` refuses what needs consent (policy/team-policy.ts) and warns of the rest; `warn` only tells who decides. */
export const RuleEffect = z.enum(["warn", "block"]);
export type RuleEffect = z.output<typeof RuleEffect>;

const BlackOutId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,63}$/, "must be the number of a black-out");
const Position = z.string().min(1).max(200);
const Kinds = z
  .array(z.string().regex(/^[a-z][a-z0-9-]{1,63}$/))
  .min(1)
  .max(50);

/** Bounds of one unit's rules: more are no rules that anybody could follow. */
export const MOST_POSITIONS = 50;
export const MOST_BLACK_OUTS = 200;
export const LONGEST_BLACK_OUT = 400;

// Events — stored for ever: never rename or remove a field, add an upcaster instead.
export const MinimumStaffingSet = event("MinimumStaffingSet", 1, {
  unitId: UnitId,
  /** As employments name it; null for everybody of the unit. */
  position: Position.nullable(),
  from: LocalDate,
  /** 0 ends the rule. */
  minimum: z.int().min(0).max(10_000),
  effect: RuleEffect,
  setBy: UserId,
});
export const BlackOutDeclared = event("BlackOutDeclared", 1, {
  unitId: UnitId,
  blackOutId: BlackOutId,
  from: LocalDate,
  to: LocalDate,
  /** Codes of the catalogue of kinds; null for every absence. */
  kinds: Kinds.nullable(),
  effect: RuleEffect,
  /** Why the unit needs everybody; about no person. */
  reason: z.string().min(1).max(500),
  declaredBy: UserId,
});
export const BlackOutLifted = event("BlackOutLifted", 1, { unitId: UnitId, blackOutId: BlackOutId, liftedBy: UserId });
export const teamRulesEvents = [MinimumStaffingSet, BlackOutDeclared, BlackOutLifted] as const;
export type TeamRulesEvent = EventOf<(typeof teamRulesEvents)[number]>;

// State — only what decisions need.
export interface Minimum extends Dated {
  readonly minimum: number;
  readonly effect: RuleEffect;
}
export interface BlackOut {
  readonly blackOutId: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly kinds: readonly string[] | null;
  readonly effect: RuleEffect;
  readonly reason: string;
}
export interface TeamRules {
  /** By position; null for everybody of the unit. */
  readonly minimums: ReadonlyMap<string | null, readonly Minimum[]>;
  readonly blackOuts: ReadonlyMap<string, BlackOut>;
  /** Numbers of black-outs that were lifted: none comes back by a repeated command. */
  readonly lifted: ReadonlySet<string>;
}

export const teamRules: Aggregate<TeamRules, TeamRulesEvent> = {
  initial: { minimums: new Map(), blackOuts: new Map(), lifted: new Set() },
  evolve: (state, { type, data }) => {
    switch (type) {
      case "MinimumStaffingSet": {
        const { position, from, minimum, effect } = data;
        const dated = withEntry(state.minimums.get(position) ?? [], { from, minimum, effect });
        return { ...state, minimums: new Map(state.minimums).set(position, dated) };
      }
      case "BlackOutDeclared": {
        const { unitId: _, declaredBy: __, ...blackOut } = data;
        return { ...state, blackOuts: new Map(state.blackOuts).set(data.blackOutId, blackOut) };
      }
      case "BlackOutLifted": {
        const blackOuts = new Map(state.blackOuts);
        blackOuts.delete(data.blackOutId);
        return { ...state, blackOuts, lifted: new Set(state.lifted).add(data.blackOutId) };
      }
    }
  },
};

// Queries
/** The minimums of a day that ask for somebody, with the position that each is about. */
export const minimumsOn = (
  { minimums }: Pick<TeamRules, "minimums">,
  on: LocalDate,
): readonly (Minimum & { readonly position: string | null })[] =>
  [...minimums].flatMap(([position, dated]) => {
    const minimum = inForce(dated, on);
    return minimum === undefined || minimum.minimum === 0 ? [] : [{ ...minimum, position }];
  });

// Commands
export const SetMinimumStaffing = z.strictObject({
  unitId: UnitId,
  position: z.string().trim().min(1).max(200).nullable().default(null),
  from: LocalDate,
  minimum: MinimumStaffingSet.schema.shape.minimum,
  effect: RuleEffect.default("warn"),
});
export type SetMinimumStaffing = z.output<typeof SetMinimumStaffing>;

export const DeclareBlackOut = z.strictObject({
  unitId: UnitId,
  from: LocalDate,
  to: LocalDate,
  kinds: Kinds.nullable().default(null),
  effect: RuleEffect.default("warn"),
  reason: z.string().trim().min(1).max(500),
});
export type DeclareBlackOut = z.output<typeof DeclareBlackOut>;

export const LiftBlackOut = z.strictObject({ unitId: UnitId, blackOutId: BlackOutId });
export type LiftBlackOut = z.output<typeof LiftBlackOut>;

// Decisions
export interface TeamRulesFacts {
  readonly organisation: Organisation;
}

export const setMinimumStaffing = (
  { data, meta }: Command<SetMinimumStaffing>,
  state: TeamRules,
  { organisation }: TeamRulesFacts,
): Decision<EventOf<typeof MinimumStaffingSet>> => {
  const { unitId, position, from, minimum, effect } = data;
  const refusal = refuseUnit(organisation, unitId, from);
  if (refusal !== undefined) return refusal;
  const dated = state.minimums.get(position);
  if (dated === undefined && state.minimums.size >= MOST_POSITIONS)
    return refuse("too-many-rules", { limit: MOST_POSITIONS }, "/position");
  const current = inForce(dated ?? [], from);
  const same = current === undefined ? minimum === 0 : current.minimum === minimum && current.effect === effect;
  return same ? nothingToDo() : [MinimumStaffingSet({ unitId, position, from, minimum, effect, setBy: meta.actor })];
};

export const declareBlackOut = (
  { data, meta }: Command<DeclareBlackOut>,
  state: TeamRules,
  { organisation }: TeamRulesFacts,
): Decision<EventOf<typeof BlackOutDeclared>> => {
  const { unitId, from, to, kinds } = data;
  const blackOutId = meta.newId;
  const refusal = refuseUnit(organisation, unitId, from);
  if (refusal !== undefined) return refusal;
  if (state.blackOuts.has(blackOutId) || state.lifted.has(blackOutId)) return nothingToDo();
  if (to < from) return refuse("dates-reversed", { from, to }, "/to");
  const days = daysBetween(from, to) + 1;
  if (days > LONGEST_BLACK_OUT) return refuse("span-too-long", { days, limit: LONGEST_BLACK_OUT }, "/to");
  const unknown = kinds?.find((kind) => !isKindAnywhere(kind, from));
  if (unknown !== undefined)
    return refuse("kind-unknown", { kind: unknown, kinds: [...absenceKinds("RU", from).keys()] }, "/kinds");
  const { unitId: _, ...wanted } = data;
  for (const { blackOutId: __, ...declared } of state.blackOuts.values())
    if (sameData(declared, wanted)) return nothingToDo();
  if (state.blackOuts.size >= MOST_BLACK_OUTS) return refuse("too-many-rules", { limit: MOST_BLACK_OUTS }, "/unitId");
  return [BlackOutDeclared({ ...data, kinds: kinds === null ? null : [...kinds], blackOutId, declaredBy: meta.actor })];
};

export const liftBlackOut = (
  { data, meta }: Command<LiftBlackOut>,
  state: TeamRules,
): Decision<EventOf<typeof BlackOutLifted>> => {
  const { unitId, blackOutId } = data;
  if (state.lifted.has(blackOutId)) return nothingToDo();
  if (!state.blackOuts.has(blackOutId)) return refuse("black-out-unknown", { blackOutId }, "/blackOutId");
  return [BlackOutLifted({ unitId, blackOutId, liftedBy: meta.actor })];
};
