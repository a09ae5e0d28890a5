// What decisions on somebody's absences are told of the rest of the world, asked of the folded streams.
import type { Absences } from "../absence/absence.js";
import type { AbsenceFacts } from "../absence/absence-facts.js";
import { unitOn, type Employment } from "../employee/employee.js";
import { isEmployee, type EmployeeId, type RequestId, type UserId } from "../kernel/identifiers.js";
import type { LocalDate } from "../kernel/local-date.js";
import { headOf, superiors, type Organisation } from "../organisation/organisation.js";
import { policy } from "../policy/policy.js";
import { workCalendar } from "../work-calendar/work-calendar.js";
import { employmentOf, organisationOf, presenceOf, rolesOf, todayOf, type Inquiry } from "./people.js";

interface OfEmployee {
  readonly employeeId: EmployeeId;
  readonly requestId?: RequestId;
}

/** The heads over the employee, and over the steps of the request that is named. */
const headsConcerned = (
  data: OfEmployee,
  state: Absences,
  employment: Employment | undefined,
  organisation: Organisation,
  today: LocalDate,
): readonly string[] => {
  const route = data.requestId === undefined ? [] : (state.requests.get(data.requestId)?.route ?? []);
  const units = route.flatMap((step) => (step.holder === "unit-head" ? [step.unitId] : []));
  const own = employment === undefined ? [] : [unitOn(employment, today)];
  const line = new Set([...own, ...units].flatMap((unitId) => superiors(organisation, unitId)));
  return [...new Set([...line].flatMap((unitId) => headOf(organisation, unitId, today) ?? []))];
};

/**
 * Employment, organisation and roles live in other streams: they are read for each decision. To their own absences
 * officers stand as employees, so their roles are not even read then.
 * @param actor undefined where nobody decides
 */
export const absenceFactsOf = async (
  inquiry: Inquiry,
  data: OfEmployee,
  state: Absences,
  actor: UserId | undefined,
): Promise<AbsenceFacts> => {
  const [employment, organisation] = await Promise.all([
    employmentOf(inquiry, data.employeeId),
    organisationOf(inquiry),
  ]);
  const roles = actor === undefined || isEmployee(actor, data.employeeId) ? [] : await rolesOf(inquiry, actor);
  const today = todayOf(inquiry, employment);
  const presence = await presenceOf(inquiry, headsConcerned(data, state, employment, organisation, today), today);
  return { employment, organisation, policy, calendar: workCalendar, today, roles, presence };
};
