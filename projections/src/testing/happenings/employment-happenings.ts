// Somebody is hired, gets other terms, leaves, and comes back.
import {
  ContractConcluded,
  EmployeeHired,
  EmployeeLeft,
  EmployeeRehired,
  EmployeeRelocated,
  EmployeeTransferred,
  EntryAnnulled,
  GradeAssigned,
  LeavingWithdrawn,
  PersonalDataChanged,
  SalarySet,
  ScheduleAssigned,
} from "@tabel/domain";
import { day, employeeOf, type Happening } from "./past.js";

const week = { code: "5x8", anchor: "2025-12-01", cycle: [480, 480, 480, 480, 480, 0, 0], followsCalendar: true };
const shifts = { code: "2x2", anchor: "2025-12-01", cycle: [720, 720, 0, 0], followsCalendar: false };

export const hired: Happening = (past, chance) => {
  const employeeId = `e${past.hired.length + 1}`;
  const on = chance(80);
  const unitId = past.units[chance(past.units.length)] ?? "u1";
  past.hired.push({ employeeId, on, left: false, lastDay: 0, free: on, letters: 0, raised: null });
  const fullName = { last: `Фамилия "${chance(5)}"`, first: "Имя\\", middle: chance(2) === 0 ? null : "Отчество" };
  const person = { employeeId, fullName, email: chance(2) === 0 ? null : `${employeeId}@example.org` };
  return [
    EmployeeHired({
      ...person,
      hiredOn: day(on),
      unitId,
      position: "Кассир",
      country: "RU",
      timeZone: "Europe/Moscow",
    }),
    ContractConcluded({ employeeId, kind: "permanent", from: day(on), until: null, probationUntil: day(on + 90) }),
    ScheduleAssigned({ employeeId, from: day(on), schedule: chance(3) === 0 ? shifts : week }),
    SalarySet({ employeeId, from: day(on), monthly: { minor: 5_000_000 + chance(100) * 100_000, currency: "RUB" } }),
  ];
};

export const termsChanged: Happening = (past, chance) => {
  const who = employeeOf(past, chance);
  if (who === undefined || who.left) return [];
  const { employeeId, on } = who;
  const from = day(on + chance(60));
  const unitId = past.units[chance(past.units.length)] ?? "u1";
  const changes = [
    EmployeeTransferred({ employeeId, from, unitId, position: "Старший кассир" }),
    ScheduleAssigned({ employeeId, from, schedule: chance(2) === 0 ? shifts : week }),
    SalarySet({ employeeId, from, monthly: { minor: 7_000_000 + chance(9) * 1_000_000, currency: "RUB" } }),
    GradeAssigned({ employeeId, from, grade: `G${chance(9)}` }),
    EmployeeRelocated({ employeeId, from, country: "RU", timeZone: "Asia/Yekaterinburg" }),
  ];
  const change = changes[chance(changes.length)];
  if (change?.type === "SalarySet") who.raised = from;
  return change === undefined ? [] : [change];
};

export const left: Happening = (past, chance) => {
  const who = employeeOf(past, chance);
  if (who === undefined || who.left || chance(3) > 0) return [];
  who.left = true;
  who.lastDay = who.on + chance(60);
  return [EmployeeLeft({ employeeId: who.employeeId, lastDay: day(who.lastDay), ground: "own-request" })];
};

/** The leaving is corrected or taken back, or its employee is hired again. */
export const cameBack: Happening = (past, chance) => {
  const who = past.hired.find(({ left }) => left);
  if (who === undefined) return [];
  const { employeeId, lastDay } = who;
  if (chance(4) === 0) {
    who.lastDay = who.on + chance(60);
    return [EmployeeLeft({ employeeId, lastDay: day(who.lastDay), corrects: day(lastDay) })];
  }
  who.left = false;
  if (chance(2) === 0) return [LeavingWithdrawn({ employeeId, lastDay: day(lastDay) })];
  who.on = lastDay + 1 + chance(20);
  who.free = Math.max(who.free, who.on);
  who.raised = null;
  const unitId = past.units[chance(past.units.length)] ?? "u1";
  const place = { country: "RU", timeZone: "Europe/Moscow" };
  return [EmployeeRehired({ employeeId, hiredOn: day(who.on), unitId, position: "Кассир снова", ...place })];
};

export const salaryAnnulled: Happening = (past) => {
  const who = past.hired.find(({ raised, left }) => raised !== null && !left);
  if (who === undefined || who.raised === null) return [];
  const from = who.raised;
  who.raised = null;
  return [EntryAnnulled({ employeeId: who.employeeId, entry: "salary", from })];
};

export const personalDataChanged: Happening = (past, chance) => {
  const who = employeeOf(past, chance);
  if (who === undefined) return [];
  const fullName = { last: "Новая", first: "Имя", middle: null };
  return [PersonalDataChanged({ employeeId: who.employeeId, fullName, email: null })];
};
