// `?known=`: a view as it was known at an instant. Who may see it is decided by what holds now, never by the past.
import { evolveStory, Instant, type EmploymentStory, type Happening } from "@tabel/domain";
import { platformProblems, Problem } from "@tabel/platform";
import { happeningsOf } from "./happenings.js";
import type { Views } from "./views.js";

export const known = Instant.optional().meta({
  description: "Only what was recorded by this instant; everything unless given",
  example: "2026-11-16T09:30:00.000Z",
});

type EmployeeEvent = Parameters<typeof evolveStory>[1];

const storyOf = (happenings: readonly Happening[]): EmploymentStory | undefined =>
  happenings.reduce<EmploymentStory | undefined>(
    // Of the history's events the story takes those that it knows; the others leave it as it is.
    (story, happening) => (happening.of === "person" ? evolveStory(story, happening.event as EmployeeEvent) : story),
    undefined,
  );

/** An employment as it was known. Throws Problem 404 where nothing of it was. */
export const employmentKnown = async (views: Views, employeeId: string, at: string): Promise<EmploymentStory> => {
  const story = storyOf(await happeningsOf(views, employeeId, at));
  if (story === undefined)
    throw new Problem(
      platformProblems["not-found"],
      `Nothing of an employment of ${employeeId} was recorded by ${at}.`,
    );
  return story;
};
