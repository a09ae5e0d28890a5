// Deputies: who decides in somebody's place, on which days, for which kinds of absence. Dated, and never handed on.
import { z } from "zod";
import type { Employment } from "../employee/employee.js";
import { nothingToDo, refuse, type Command, type Decision, type Refusal } from "../kernel/decision.js";
import { event, type EventOf } from "../kernel/event.js";
import { UserId } from "../kernel/identifiers.js";
import { addDays, earlier, LocalDate } from "../kernel/local-date.js";
import type { Access } from "./access.js";

/** Codes of absence kinds that somebody may stand in for; null for every kind there is and will be. */
const Kinds = z
  .array(z.string().regex(/^[a-z][a-z0-9-]{1,63}$/))
  .min(1)
  .max(100)
  .nullable();

// Events — stored for ever: never rename or remove a field, add an upcaster instead.
export const DeputyAppointed = event("DeputyAppointed", 1, {
  /** Whose place is taken. */
  userId: UserId,
  deputy: UserId,
  from: LocalDate,
  /** Last day; null while it is not limited. */
  until: LocalDate.nullable(),
  kinds: Kinds,
});
export const DeputyDismissed = event("DeputyDismissed", 1, { userId: UserId, deputy: UserId, on: LocalDate });
export const deputyEvents = [DeputyAppointed, DeputyDismissed] as const;
export type DeputyEvent = EventOf<(typeof deputyEvents)[number]>;

// State
export type DeputyAppointment = Omit<EventOf<typeof DeputyAppointed>["data"], "userId">;

/** The appointments of one user, in the order in which they were made; a dismissal ends the deputy's the day before. */
export const evolveDeputies = (
  appointments: readonly DeputyAppointment[],
  { type, data }: DeputyEvent,
): readonly DeputyAppointment[] => {
  if (type === "DeputyAppointed") {
    const { userId: _, ...appointment } = data;
    return [...appointments, appointment];
  }
  const before = addDays(data.on, -1);
  return appointments.map((each) =>
    each.deputy === data.deputy ? { ...each, until: each.until === null ? before : earlier(each.until, before) } : each,
  );
};

const covers = ({ from, until }: DeputyAppointment, on: LocalDate): boolean =>
  from <= on && (until === null || on <= until);

// Queries
/**
 * Who stands in for a user in a kind on a day. Of appointments that overlap the one made later holds, from its first day to
 * its last. Only the user's own appointments are looked at: a deputy's own deputy never counts.
 */
export const deputyOf = (state: Pick<Access, "deputies">, kind: string, on: LocalDate): UserId | undefined =>
  state.deputies.findLast((each) => covers(each, on) && (each.kinds === null || each.kinds.includes(kind)))?.deputy;

export interface DeputyOnDay extends DeputyAppointment {
  /** Kinds in which a later appointment holds instead. */
  readonly except: readonly string[];
}

/** The appointments that hold on a day for a kind at least, the one made last first, each without what later ones take. */
export const deputiesOn = (appointments: readonly DeputyAppointment[], on: LocalDate): readonly DeputyOnDay[] => {
  const holding: DeputyOnDay[] = [];
  const taken = new Set<string>();
  for (const each of appointments.filter((appointment) => covers(appointment, on)).toReversed()) {
    const kinds = each.kinds?.filter((kind) => !taken.has(kind)) ?? null;
    if (kinds === null || kinds.length > 0)
      holding.push({ ...each, kinds, except: kinds === null ? [...taken].toSorted() : [] });
    if (kinds === null) break; // what was appointed before it holds for no kind any more
    for (const kind of kinds) taken.add(kind);
  }
  return holding;
};

// Commands
export const AppointDeputy = z.strictObject(DeputyAppointed.schema.shape);
export type AppointDeputy = z.output<typeof AppointDeputy>;
export const DismissDeputy = z.strictObject(DeputyDismissed.schema.shape);
export type DismissDeputy = z.output<typeof DismissDeputy>;

// Decisions
export interface DeputyFacts {
  /** Of the user whose place is taken. */
  readonly employment: Employment | undefined;
  /** Of the deputy. */
  readonly deputyEmployment: Employment | undefined;
  /** The kinds that the policy knows on the first day. */
  readonly knownKinds: ReadonlySet<string>;
}

const refuseEmployment = (
  employment: Employment | undefined,
  user: UserId,
  from: LocalDate,
  path: string,
): Refusal | undefined => {
  if (employment === undefined) return refuse("employee-unknown", { employeeId: user }, path);
  const { hiredOn, lastDay } = employment;
  if (from < hiredOn) return refuse("before-hire", { date: from, hiredOn }, "/from");
  return lastDay !== null && from > lastDay ? refuse("employee-left", { employeeId: user, lastDay }, path) : undefined;
};

/** Whether two appointments meet on a day in a kind. */
const meet = (a: DeputyAppointment, b: DeputyAppointment): boolean =>
  (a.until === null || b.from <= a.until) &&
  (b.until === null || a.from <= b.until) &&
  (a.kinds === null || b.kinds === null || a.kinds.some((kind) => b.kinds?.includes(kind)));

const sameKinds = (a: DeputyAppointment["kinds"], b: DeputyAppointment["kinds"]): boolean =>
  a === null || b === null ? a === b : a.length === b.length && a.every((kind) => b.includes(kind));

/** Whether the same was appointed before and nothing later stands in its way. */
const holdsAlready = (state: Access, wanted: DeputyAppointment): boolean => {
  const index = state.deputies.findLastIndex(
    ({ deputy, from, until, kinds }) =>
      deputy === wanted.deputy && from === wanted.from && until === wanted.until && sameKinds(kinds, wanted.kinds),
  );
  return index !== -1 && !state.deputies.slice(index + 1).some((later) => meet(later, wanted));
};

/** By the user, or by somebody over them; never by the deputy. */
export const appointDeputy = (
  { data, meta }: Command<AppointDeputy>,
  state: Access,
  { employment, deputyEmployment, knownKinds }: DeputyFacts,
): Decision<EventOf<typeof DeputyAppointed>> => {
  const { userId, deputy, from, until } = data;
  if (deputy === userId) return refuse("own-deputy", {}, "/deputy");
  if (deputy === meta.actor) return refuse("own-appointment", {}, "/deputy");
  if (until !== null && until < from) return refuse("dates-reversed", { from, to: until }, "/until");
  const refusal =
    refuseEmployment(employment, userId, from, "/userId") ??
    refuseEmployment(deputyEmployment, deputy, from, "/deputy");
  if (refusal !== undefined) return refusal;
  const unknown = data.kinds?.find((kind) => !knownKinds.has(kind));
  if (unknown !== undefined) return refuse("kind-unknown", { kind: unknown, kinds: [...knownKinds] }, "/kinds");
  const kinds = data.kinds === null ? null : [...new Set(data.kinds)];
  return holdsAlready(state, { deputy, from, until, kinds })
    ? nothingToDo()
    : [DeputyAppointed({ userId, deputy, from, until, kinds })];
};

/** From the given day on the deputy stands in for nothing any more. */
export const dismissDeputy = (
  { data }: Command<DismissDeputy>,
  state: Access,
): Decision<EventOf<typeof DeputyDismissed>> => {
  const { userId, deputy, on } = data;
  const own = state.deputies.filter((each) => each.deputy === deputy);
  if (own.length === 0) return refuse("deputy-not-appointed", { userId, deputy }, "/deputy");
  return own.some(({ until }) => until === null || until >= on) ? [DeputyDismissed(data)] : nothingToDo();
};
