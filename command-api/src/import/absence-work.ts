// One employee's leave: opening balances, grants of the working years, the history of requests.
import { absenceStream, type AbsenceEvent, type Employment, type Organisation } from "@tabel/domain";
import type { EmployeePlan } from "./organisation-plan.js";
import type { StreamWork } from "./stream-work.js";

interface Facts {
  readonly organisation: Organisation;
  readonly employment: Employment;
}

export const absenceWork = (plan: EmployeePlan, _facts: Facts): StreamWork<null, AbsenceEvent> => ({
  stream: absenceStream(plan.employeeId),
  fold: { initial: null, evolve: (state) => state },
  steps: [],
});
