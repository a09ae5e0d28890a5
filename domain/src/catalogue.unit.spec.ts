// The storage contract: what was ever stored can be read today, and the published catalogue is true.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "@jest/globals";
import { cataloguePage } from "./catalogue-page.js";
import { eventCatalogue } from "./catalogue.js";
import type { EventDefinition } from "./kernel/event.js";
import { sentences } from "./sentences/all-sentences.js";

const samples = fileURLToPath(new URL("../samples/", import.meta.url));
const docs = fileURLToPath(new URL("../../docs/events.md", import.meta.url));

const versionsOf = ({ type, version }: EventDefinition): string[] =>
  Array.from({ length: version }, (_, index) => `${type}.v${index + 1}.json`);

/** A sample as it was stored, lifted to today's shape. */
const lifted = (definition: EventDefinition, version: number): Record<string, unknown> => {
  const stored = readFileSync(`${samples}${definition.type}.v${version}.json`, "utf8");
  const data = JSON.parse(stored) as Record<string, unknown>; // a sample is an event's data
  return definition.upcasters.slice(version - 1).reduce((shape, lift) => lift(shape), data);
};

describe("stored events", () => {
  test("have a sample of every version ever released, and no sample has lost its type", () =>
    expect(readdirSync(samples).toSorted()).toEqual(eventCatalogue.flatMap(versionsOf).toSorted()));

  test.each(
    eventCatalogue.flatMap((each) => versionsOf(each).map((_, index) => [each.type, index + 1, each] as const)),
  )("of type %s, version %i, are read today without losing a field", (_, version, definition) => {
    const data = lifted(definition, version);
    expect(definition.schema.parse(data)).toEqual(data);
  });

  test("have types of their own", () => {
    const types = eventCatalogue.map(({ type }) => type);
    expect(new Set(types).size).toBe(types.length);
  });

  test("can all be told in a sentence (domain/src/sentences)", () => {
    expect(eventCatalogue.map(({ type }) => type).filter((type) => sentences[type] === undefined)).toEqual([]);
  });

  test("name the subject whose key encrypts their personal fields", () => {
    for (const { type, personal, subject, schema } of eventCatalogue) {
      const named = subject !== undefined && subject in schema.shape;
      expect({ type, named: personal.length === 0 || named }).toEqual({ type, named: true });
    }
  });

  test("keep what describes a person under that person's key", () => {
    const marked = eventCatalogue.flatMap(({ type, personal }) => personal.map((field) => `${type}.${field}`));
    expect(marked.toSorted()).toEqual([
      "AbsenceApproved.kind",
      "AbsenceCorrected.kind",
      "AbsenceCorrected.reason",
      "AbsenceRecorded.kind",
      "AbsenceRejected.reason",
      "AbsenceRequested.comment",
      "AbsenceRequested.kind",
      "AbsenceResumed.kind",
      "AllowanceSet.monthly",
      "CancellationAsked.reason",
      "CancellationDeclined.reason",
      "CarryOverAgreed.reason",
      "CorrectiveTimesheetPosted.cells",
      "CorrectiveTimesheetPosted.reason",
      "DeviationRecorded.entries",
      "DocumentAttached.name",
      "EmployeeHired.email",
      "EmployeeHired.fullName",
      "EmployeeLeft.ground",
      "LeaveAdjusted.reason",
      "LeaveChangeProposed.reason",
      "LeaveExtended.kind",
      "LedgerEntryReversed.reason",
      "LetterJudged.defects",
      "LetterJudged.said",
      "LetterRead.evidence",
      "LetterRead.found",
      "LetterRead.said",
      "LetterRead.secondReading",
      "LetterRead.text",
      "LetterUploaded.fingerprint",
      "LockOverridden.reason",
      "OnboardingCancelled.reason",
      "OnboardingFeedbackGiven.answers",
      "OnboardingTaskWaived.reason",
      "PasswordSet.passwordHash",
      "PayrollCorrectionPosted.difference",
      "PayrollCorrectionPosted.stood",
      "PersonalDataChanged.email",
      "PersonalDataChanged.fullName",
      "PushSubscribed.subscription",
      "RecallProposed.reason",
      "ResignationChecked.findings",
      "ResignationCorrected.ground",
      "ResignationExecuted.despite",
      "ResignationReceived.ground",
      "SalarySet.monthly",
      "SickLeaveExtended.certificate",
      "SickLeaveExtended.kind",
      "SickLeaveOpened.certificate",
      "SickLeaveOpened.kind",
      "TimesheetReturned.reason",
      "TripPlanned.destination",
      "TripPlanned.purpose",
      "TripReportReturned.reason",
      "TripReported.summary",
    ]);
  });
});

test("docs/events.md is what the schemas say; else run node scripts/event-catalogue.mjs", () =>
  expect(readFileSync(docs, "utf8")).toBe(cataloguePage()));
