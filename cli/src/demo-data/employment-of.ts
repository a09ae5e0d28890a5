// A demonstration person as the domain sees them, so that days of leave are counted by its own counter.
import {
  employee,
  EmployeeHired,
  EmployeeId,
  knownSchedules,
  ScheduleAssigned,
  UnitId,
  type Employment,
} from "@tabel/domain";
import type { Employed } from "./leave-history.js";

export const employmentOf = ({ person, terms }: Employed): Employment => {
  const employeeId = EmployeeId.parse(person.employeeId);
  const { last, first, middle, hiredOn, unit, position } = person;
  const hired = EmployeeHired({
    employeeId,
    fullName: { last, first, middle },
    email: null,
    hiredOn,
    unitId: UnitId.parse(unit.unitId),
    position,
    country: unit.city.country,
    timeZone: unit.city.timeZone,
  });
  const schedule = knownSchedules.get(terms.schedule);
  if (schedule === undefined) throw new TypeError(`there is no schedule ${terms.schedule}`);
  const scheduled = ScheduleAssigned({ employeeId, from: hiredOn, schedule });
  const employment = employee.evolve(employee.evolve(employee.initial, hired), scheduled);
  if (employment === undefined) throw new TypeError("whoever is hired has an employment");
  return employment;
};
