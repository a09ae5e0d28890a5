// The domain events that integration events follow from. Pay is not among them: no message has money in it, and so what this
// package keeps of a person has none either.
import {
  type EventOf,
  onboardingEvents,
  PeriodClosed,
  PeriodOpened,
  resignationEvents,
  timelineEvents,
  TimesheetAccepted,
  TimesheetClosed,
  TimesheetReturned,
  TimesheetSubmitted,
} from "@tabel/domain";

export const periodEvents = [PeriodOpened, PeriodClosed] as const;

/** Besides `CorrectiveTimesheetPosted`, which changes a person's month too. */
export const sheetEvents = [TimesheetSubmitted, TimesheetReturned, TimesheetAccepted, TimesheetClosed] as const;

export const readEvents = [
  ...timelineEvents,
  ...onboardingEvents,
  ...resignationEvents,
  ...sheetEvents,
  ...periodEvents,
] as const;

export type TimelineFact = EventOf<(typeof timelineEvents)[number]>;
export type OnboardingFact = EventOf<(typeof onboardingEvents)[number]>;
export type ResignationFact = EventOf<(typeof resignationEvents)[number]>;
export type PeriodFact = EventOf<(typeof periodEvents)[number]>;
export type SheetFact = EventOf<(typeof sheetEvents)[number]>;
export type PersonFact = TimelineFact | OnboardingFact | ResignationFact;
export type ReadFact = PersonFact | PeriodFact | SheetFact;

const typesOf = (definitions: readonly { readonly type: string }[]): ReadonlySet<string> =>
  new Set(definitions.map(({ type }) => type));

const timelineTypes = typesOf(timelineEvents);
const onboardingTypes = typesOf(onboardingEvents);
const resignationTypes = typesOf(resignationEvents);
const periodTypes = typesOf(periodEvents);
const sheetTypes = typesOf(sheetEvents);

export const isTimelineFact = (fact: ReadFact): fact is TimelineFact => timelineTypes.has(fact.type);
export const isOnboardingFact = (fact: ReadFact): fact is OnboardingFact => onboardingTypes.has(fact.type);
export const isResignationFact = (fact: ReadFact): fact is ResignationFact => resignationTypes.has(fact.type);
export const isPeriodFact = (fact: { readonly type: string }): fact is PeriodFact => periodTypes.has(fact.type);
export const isSheetFact = (fact: ReadFact): fact is SheetFact => sheetTypes.has(fact.type);
