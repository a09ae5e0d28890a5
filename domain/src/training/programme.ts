// A training programme: what sessions belong to, what people subscribe to, and what they are entitled to.
import { z } from "zod";
import { nothingToDo, refuse, type Aggregate, type Command, type Decision } from "../kernel/decision.js";
import { event, type EventOf } from "../kernel/event.js";
import { streamName } from "../kernel/identifiers.js";
import { Title } from "../kernel/title.js";

/** Chosen by who opens it: `anti-fraud`. */
export const ProgrammeId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/)
  .transform((text) => text as string & { readonly __programmeId: true }) // proved by the pattern above
  .meta({ title: "ProgrammeId", example: "anti-fraud" });
export type ProgrammeId = z.output<typeof ProgrammeId>;

export const trainingProgrammeStream = (id: ProgrammeId): string => streamName("trainingProgramme", id);

/** `required`: a place is booked only by who is entitled to one. */
export const EntitlementRule = z.enum(["open", "required"]);

// Events — stored for ever: never rename or remove a field, add an upcaster instead.
/** Also changes a programme that there is; sessions that are published keep their rule. */
export const TrainingProgrammeOpened = event("TrainingProgrammeOpened", 1, {
  programmeId: ProgrammeId,
  title: Title,
  entitlement: EntitlementRule,
});
export const TrainingProgrammeClosed = event("TrainingProgrammeClosed", 1, { programmeId: ProgrammeId });
export const trainingProgrammeEvents = [TrainingProgrammeOpened, TrainingProgrammeClosed] as const;
export type TrainingProgrammeEvent = EventOf<(typeof trainingProgrammeEvents)[number]>;

// State — only what decisions need.
type Opened = EventOf<typeof TrainingProgrammeOpened>["data"];
export interface TrainingProgramme {
  readonly opened: Opened | null;
  readonly closed: boolean;
}
export const trainingProgramme: Aggregate<TrainingProgramme, TrainingProgrammeEvent> = {
  initial: { opened: null, closed: false },
  evolve: (state, { type, data }) => {
    switch (type) {
      case "TrainingProgrammeOpened":
        return { opened: data, closed: false };
      case "TrainingProgrammeClosed":
        return { ...state, closed: true };
    }
  },
};

// Queries
/** As it was opened last; undefined where there is none in use. */
export const programmeInUse = ({ opened, closed }: TrainingProgramme): Opened | undefined =>
  opened === null || closed ? undefined : opened;

// Commands
export const OpenTrainingProgramme = z.strictObject(TrainingProgrammeOpened.schema.shape);
export type OpenTrainingProgramme = z.output<typeof OpenTrainingProgramme>;
export const CloseTrainingProgramme = z.strictObject({ programmeId: ProgrammeId });
export type CloseTrainingProgramme = z.output<typeof CloseTrainingProgramme>;

// Decisions
export const openTrainingProgramme = (
  { data }: Command<OpenTrainingProgramme>,
  state: TrainingProgramme,
): Decision<EventOf<typeof TrainingProgrammeOpened>> => {
  const { title, entitlement } = data;
  const present = programmeInUse(state);
  const same = present?.entitlement === entitlement && present.title.ru === title.ru && present.title.en === title.en;
  return same ? nothingToDo() : [TrainingProgrammeOpened(data)];
};

export const closeTrainingProgramme = (
  { data }: Command<CloseTrainingProgramme>,
  { opened, closed }: TrainingProgramme,
): Decision<EventOf<typeof TrainingProgrammeClosed>> => {
  if (opened === null) return refuse("programme-unknown", { programmeId: data.programmeId }, "/programmeId");
  return closed ? nothingToDo() : [TrainingProgrammeClosed(data)];
};
