// An employment as people read it: its spells and what holds from which day. The projection keeps it as a row; who asks what was
// known at an instant folds the same events up to it.
import type { Money } from "../kernel/money.js";
import { withEntry } from "../kernel/dated.js";
import { weeklyMinutes } from "./terms.js";
import type { EmployeeEvent } from "./employment-events.js";
import { listOf } from "./employee.js";
import { upToLastDay } from "./spells.js";

/** In the order of their first day; days as plain text, as views keep them. */
export interface EmploymentStory {
  readonly spells: readonly {
    readonly hiredOn: string;
    readonly lastDay: string | null;
    readonly ground: string | null;
  }[];
  readonly assignments: readonly { readonly from: string; readonly unitId: string; readonly position: string }[];
  readonly contracts: readonly {
    readonly kind: string;
    readonly from: string;
    readonly until: string | null;
    readonly probationUntil: string | null;
    readonly headOfOrganisation: boolean;
  }[];
  readonly schedules: readonly { readonly from: string; readonly code: string; readonly weeklyMinutes: number }[];
  readonly grades: readonly { readonly from: string; readonly grade: string }[];
  readonly places: readonly { readonly from: string; readonly country: string; readonly timeZone: string }[];
  /** Null where the person's data are erased. */
  readonly salaries: readonly { readonly from: string; readonly monthly: Money | null }[];
}

type Of<Type extends EmployeeEvent["type"]> = Extract<EmployeeEvent, { type: Type }>["data"];

const hired = ({ hiredOn, unitId, position, country, timeZone }: Of<"EmployeeHired">): EmploymentStory => ({
  spells: [{ hiredOn, lastDay: null, ground: null }],
  assignments: [{ from: hiredOn, unitId, position }],
  contracts: [],
  schedules: [],
  grades: [],
  places: [{ from: hiredOn, country, timeZone }],
  salaries: [],
});

/** What was entered for days after the last spell's end never comes in force. */
const rehired = (
  story: EmploymentStory,
  { hiredOn, unitId, position, country, timeZone }: Of<"EmployeeRehired">,
): EmploymentStory => {
  const last = story.spells.at(-1)?.lastDay ?? null;
  const kept = <Entry extends { readonly from: string }>(entries: readonly Entry[]) => upToLastDay(entries, last);
  return {
    spells: [...story.spells, { hiredOn, lastDay: null, ground: null }],
    assignments: withEntry(kept(story.assignments), { from: hiredOn, unitId, position }),
    contracts: kept(story.contracts),
    schedules: kept(story.schedules),
    grades: kept(story.grades),
    places: withEntry(kept(story.places), { from: hiredOn, country, timeZone }),
    salaries: kept(story.salaries),
  };
};

const ended = (story: EmploymentStory, lastDay: string | null, ground: string | null): EmploymentStory => ({
  ...story,
  spells: story.spells.map((spell, index) =>
    index === story.spells.length - 1 ? { ...spell, lastDay, ground } : spell,
  ),
});

/** The same object where the event changes nothing of it; undefined before the first hire. */
export const evolveStory = (story: EmploymentStory | undefined, event: EmployeeEvent): EmploymentStory | undefined => {
  if (event.type === "EmployeeHired") return hired(event.data);
  if (story === undefined) return undefined;
  switch (event.type) {
    case "EmployeeRehired":
      return rehired(story, event.data);
    case "ContractConcluded": {
      const { employeeId: _, ...contract } = event.data;
      return { ...story, contracts: withEntry(story.contracts, contract) };
    }
    case "ScheduleAssigned": {
      const { from, schedule } = event.data;
      const entry = { from, code: schedule.code, weeklyMinutes: weeklyMinutes(schedule) };
      return { ...story, schedules: withEntry(story.schedules, entry) };
    }
    case "SalarySet": {
      const { from, monthly } = event.data;
      return { ...story, salaries: withEntry(story.salaries, { from, monthly }) };
    }
    case "EmployeeTransferred": {
      const { from, unitId, position } = event.data;
      return { ...story, assignments: withEntry(story.assignments, { from, unitId, position }) };
    }
    case "GradeAssigned":
      return { ...story, grades: withEntry(story.grades, { from: event.data.from, grade: event.data.grade }) };
    case "EmployeeRelocated": {
      const { from, country, timeZone } = event.data;
      return { ...story, places: withEntry(story.places, { from, country, timeZone }) };
    }
    case "EntryAnnulled": {
      const { entry, from } = event.data;
      if (entry === "allowance") return story; // payroll keeps them
      const list = listOf[entry];
      return { ...story, [list]: story[list].filter((each) => each.from !== from) };
    }
    case "EmployeeLeft":
      return ended(story, event.data.lastDay, event.data.ground);
    case "LeavingWithdrawn":
      return ended(story, null, null);
    default:
      return story; // names, allowances, and what is no matter of the employment
  }
};
