// One employee whose life the specifications of employment tell. Used by specs only.
import {
  EmployeeRehired,
  EmployeeHired,
  EmployeeLeft,
  SalarySet,
  type EmployeeEvent,
} from "../employee/employment-events.js";

const place = { country: "RU", timeZone: "Europe/Moscow" };

/** Anna, hired on 1 March 2024 into the branch. */
export const anna = {
  employeeId: "anna",
  fullName: { last: "Orlova", first: "Anna", middle: null },
  email: "anna@example.com",
  hiredOn: "2024-03-01",
  unitId: "branch",
  position: "Teller",
  ...place,
};
export const hired: EmployeeEvent = EmployeeHired(anna);
export const left = (lastDay = "2026-06-30"): EmployeeEvent => EmployeeLeft({ employeeId: "anna", lastDay });
export const again = {
  employeeId: "anna",
  hiredOn: "2026-09-01",
  unitId: "treasury",
  position: "Dealer",
  ...place,
};
export const rehired: EmployeeEvent = EmployeeRehired(again);
export const salary = (from: string, minor = 1): EmployeeEvent =>
  SalarySet({ employeeId: "anna", from, monthly: { minor, currency: "RUB" } });
