// Every event that a process reads, as the catalogue's stored samples have it, told of one small bank: whoever is named is Galina of
// the branch, mentored by Hans, deputised for by Anna. Used by specs over all processes.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type DomainEvent, eventCatalogue, type EventDefinition, eventsByStream, type Inquiry } from "@tabel/domain";
import { bankAt } from "./bank.js";

const folder = fileURLToPath(new URL("../../../domain/samples/", import.meta.url));

/** Whom the samples are told of. */
export const SUBJECT = "galina";
const ids: Readonly<Record<string, string>> = {
  employeeId: SUBJECT,
  userId: SUBJECT,
  requestedBy: SUBJECT,
  mentorId: "hans",
  deputy: "anna",
  trainerId: "anna",
  unitId: "branch",
  successorId: "bank",
  requestId: "11111111-1111-5111-8111-111111111111",
  sickLeaveId: "22222222-2222-5222-8222-222222222222",
  planId: "33333333-3333-5333-8333-333333333333",
  sessionId: "session",
  reservationId: "44444444-4444-5444-8444-444444444444",
};

const told = (value: unknown, name = ""): unknown => {
  const id = ids[name];
  if (typeof value === "string") return id ?? value;
  if (Array.isArray(value)) return value.map((each) => told(each));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, told(each, key)]));
};

/** A sick leave is named as a request is; its own events carry the id by which the others call it. */
const ownId = (type: string, data: Record<string, unknown>): Record<string, unknown> =>
  type.startsWith("SickLeave") ? { ...data, requestId: ids["sickLeaveId"] } : data;

/** The latest sample of a type. @param erased as it comes back once the person's key is destroyed */
export const sampleOf = ({ type, version, personal }: EventDefinition, erased = false): DomainEvent => {
  const stored: unknown = JSON.parse(readFileSync(`${folder}${type}.v${version}.json`, "utf8"));
  const data = ownId(type, told(stored) as Record<string, unknown>); // a sample is an event's data
  return { type, data: erased ? { ...data, ...Object.fromEntries(personal.map((name) => [name, null])) } : data };
};

const categoryOf = (stream: string): string => stream.split("-")[0] ?? stream;
const streamsByCategory = new Map(Object.entries(eventsByStream).map(([name, of]) => [categoryOf(name), of]));

/** Streams that the bank has of itself: a sample of a unit's founding would be a second one. */
const ofTheBank = new Set(["organisation", "employee", "access"]);

/** The bank, with a stream of samples wherever it has none of its own; and what has happened to the person meanwhile. */
export const bankOfSamples = (at: string, erased = false, happened: readonly DomainEvent[] = []): Inquiry => {
  const employment = new Set(streamsByCategory.get("employee")?.map(({ type }) => type));
  const bank = bankAt(at, { [`employee-${SUBJECT}`]: happened.filter(({ type }) => employment.has(type)) });
  return {
    at,
    read: async (stream, aggregate) => {
      const category = categoryOf(stream);
      if (ofTheBank.has(category)) return bank.read(stream, aggregate);
      const events = (streamsByCategory.get(category) ?? []).map((definition) => sampleOf(definition, erased));
      // The events of a stream are those that its aggregate folds.
      return (events as Parameters<typeof aggregate.evolve>[1][]).reduce(aggregate.evolve, aggregate.initial);
    },
  };
};

export const definitionsOf = (types: readonly { readonly type: string }[]): readonly EventDefinition[] =>
  eventCatalogue.filter(({ type }) => types.some((each) => each.type === type));
