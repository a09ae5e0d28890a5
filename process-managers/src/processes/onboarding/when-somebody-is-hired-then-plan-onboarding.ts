// Whoever is hired into a place for which a template is chosen gets an onboarding plan.
// Who is entered late, long after the first day, is no newcomer any more.
import {
  addDays,
  employee,
  EmployeeHired,
  EmployeeRehired,
  employeeStream,
  inForceInSpell,
  localDateAt,
  onboardingTemplateChoice,
  onboardingTemplateChoiceStream,
  type TemplateId,
  templateFor,
  unitsAbove,
  unitOn,
} from "@tabel/domain";
import type { Intent } from "../../process/intent.js";
import { process } from "../../process/process.js";

/** Days after the first one within which somebody still gets a plan: entries come late, imports years later. */
const ENTERED_LATE_DAYS = 14;

export const whenSomebodyIsHiredThenPlanOnboarding = process({
  name: "when-somebody-is-hired-then-plan-onboarding",
  version: 1,
  // Of whom an import brings in days after their first one: they are newcomers still.
  commandsAfterImport: ["plan-onboarding"],
  reads: [EmployeeHired, EmployeeRehired],
  instances: ({ data }) => [data.employeeId],
  initial: null,
  evolve: () => null,
  learn: async (_, fact, inquiry) => {
    if (fact.is !== "event") return undefined;
    const { employeeId, hiredOn, timeZone } = fact.event.data;
    if (addDays(hiredOn, ENTERED_LATE_DAYS) < localDateAt(fact.recordedAt, timeZone)) return undefined;
    const employment = await inquiry.read(employeeStream(employeeId), employee);
    const choices = await inquiry.read(onboardingTemplateChoiceStream, onboardingTemplateChoice);
    if (employment === undefined) return undefined;
    const position = inForceInSpell(employment.spells, employment.assignments, hiredOn)?.position ?? "";
    return templateFor(choices, { line: await unitsAbove(inquiry, unitOn(employment, hiredOn), hiredOn), position });
  },
  react: (_, fact, templateId: TemplateId | undefined): readonly Intent[] => {
    // Refused where there is an open plan already, or the template was retired meanwhile: then a person chooses.
    if (fact.is !== "event" || templateId === undefined) return [];
    const { employeeId, hiredOn } = fact.event.data;
    return [
      { do: "command", key: "plan", command: "plan-onboarding", data: { employeeId, templateId, startsOn: hiredOn } },
    ];
  },
});
