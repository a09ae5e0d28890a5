// Which template a newcomer's plan is made from: chosen for a position, a unit with all under it, both, or neither. The nearest
// unit comes before a position, and both before either alone.
import { z } from "zod";
import { nothingToDo, refuse, type Aggregate, type Command, type Decision } from "../kernel/decision.js";
import { event, type EventOf } from "../kernel/event.js";
import { UnitId } from "../kernel/identifiers.js";
import { refuseUnit } from "../organisation/unit-reference.js";
import type { Organisation } from "../organisation/organisation.js";
import type { LocalDate } from "../kernel/local-date.js";
import { TemplateId, type OnboardingTemplate } from "./template.js";

export const onboardingTemplateChoiceStream = "onboardingTemplateChoice";

const place = { unitId: UnitId.nullable(), position: z.string().trim().min(1).max(200).nullable() };

// Events — stored for ever: never rename or remove a field, add an upcaster instead.
export const OnboardingTemplateChosen = event("OnboardingTemplateChosen", 1, {
  ...place,
  /** Null: from now on nothing is chosen for this place. */
  templateId: TemplateId.nullable(),
});
export const onboardingTemplateChoiceEvents = [OnboardingTemplateChosen] as const;
export type OnboardingTemplateChoiceEvent = EventOf<(typeof onboardingTemplateChoiceEvents)[number]>;

// State
export interface TemplateChoice {
  readonly unitId: UnitId | null;
  readonly position: string | null;
  readonly templateId: TemplateId;
}
export type TemplateChoices = readonly TemplateChoice[];

/** It bounds the state. */
const MOST = 5000;

type Place = Pick<TemplateChoice, "unitId" | "position">;
const samePlace = (a: Place, b: Place): boolean => a.unitId === b.unitId && a.position === b.position;

export const onboardingTemplateChoice: Aggregate<TemplateChoices, OnboardingTemplateChoiceEvent> = {
  initial: [],
  evolve: (choices, { data }) => {
    const others = choices.filter((each) => !samePlace(each, data));
    const { unitId, position, templateId } = data;
    return templateId === null ? others : [...others, { unitId, position, templateId }];
  },
};

// Queries
/**
 * The template chosen for somebody; undefined where none is.
 * @param line the unit and all above it, nearest first
 */
export const templateFor = (
  choices: TemplateChoices,
  { line, position }: { readonly line: readonly UnitId[]; readonly position: string },
): TemplateId | undefined => {
  const distance = ({ unitId }: TemplateChoice): number => (unitId === null ? line.length : line.indexOf(unitId));
  return choices
    .filter((each) => distance(each) !== -1 && (each.position === null || each.position === position))
    .toSorted((a, b) => {
      const specific = (choice: TemplateChoice): number => (choice.position === null ? 1 : 0);
      // A place with a position and a unit first, then the nearest unit, then the position anywhere, then everybody.
      const both = (choice: TemplateChoice): number => (choice.position !== null && choice.unitId !== null ? 0 : 1);
      return both(a) - both(b) || distance(a) - distance(b) || specific(a) - specific(b);
    })[0]?.templateId;
};

// Commands
export const ChooseOnboardingTemplate = z.strictObject({ ...place, templateId: TemplateId.nullable() });
export type ChooseOnboardingTemplate = z.output<typeof ChooseOnboardingTemplate>;

export interface ChoiceFacts {
  readonly organisation: Organisation;
  readonly template: OnboardingTemplate | undefined;
  readonly today: LocalDate;
}

// Decisions
export const chooseOnboardingTemplate = (
  { data }: Command<ChooseOnboardingTemplate>,
  state: TemplateChoices,
  { organisation, template, today }: ChoiceFacts,
): Decision<EventOf<typeof OnboardingTemplateChosen>> => {
  const { unitId, templateId } = data;
  if (unitId !== null) {
    const refusal = refuseUnit(organisation, unitId, today, "/unitId");
    if (refusal !== undefined) return refusal;
  }
  if (templateId !== null && (template === undefined || template.published === null || template.retired))
    return refuse("template-unknown", { templateId }, "/templateId");
  const present = state.find((each) => samePlace(each, data));
  if ((present?.templateId ?? null) === templateId) return nothingToDo();
  if (present === undefined && state.length >= MOST) return refuse("too-many-choices", { limit: MOST });
  return [OnboardingTemplateChosen(data)];
};
