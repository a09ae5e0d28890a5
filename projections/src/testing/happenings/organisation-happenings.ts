// Units come, are renamed, moved and dissolved, and have heads.
import {
  UnitDissolved,
  UnitEstablished,
  UnitHeadAppointed,
  UnitHeadVacated,
  UnitMoved,
  UnitRenamed,
} from "@tabel/domain";
import { day, employeeOf, type Happening } from "./past.js";

export const unitEstablished: Happening = (past, chance) => {
  const unitId = `u${past.units.length + 1}`;
  const parentId = past.units[chance(past.units.length)] ?? null;
  past.units.push(unitId);
  return [UnitEstablished({ unitId, name: `Отдел ${unitId}`, parentId, on: day(0) })];
};

export const headAppointed: Happening = (past, chance) => {
  const unitId = past.units[chance(past.units.length)] ?? "u1";
  const head = employeeOf(past, chance);
  return head === undefined ? [] : [UnitHeadAppointed({ unitId, employeeId: head.employeeId, from: day(chance(120)) })];
};

export const headVacated: Happening = (past, chance) => {
  const unitId = past.units[chance(past.units.length)] ?? "u1";
  const head = employeeOf(past, chance);
  return head === undefined || chance(2) === 0
    ? []
    : [UnitHeadVacated({ unitId, employeeId: head.employeeId, from: day(chance(120)) })];
};

export const unitChanged: Happening = (past, chance) => {
  // Under one that was established earlier, so that no chance makes a cycle; the last one may go under the first.
  const index = 1 + chance(Math.max(1, past.units.length - 1));
  const [unitId, parentId] = [past.units[index], past.units[chance(index)]];
  if (unitId === undefined || parentId === undefined) return [];
  const from = day(chance(120));
  if (chance(3) === 0) return [UnitRenamed({ unitId, name: `Управление ${unitId}`, from })];
  if (chance(3) > 0 || index < past.units.length - 1) return [UnitMoved({ unitId, parentId, from })];
  past.units.pop();
  return [UnitDissolved({ unitId, successorId: parentId, on: from })];
};
