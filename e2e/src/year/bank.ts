// The bank of the year: its officers, three units with their heads, and on 15 January the teller.
import type { TabelInProcess } from "../tabel-in-process.js";
import { EMPLOYEE } from "./teller.js";

export const openBank = async (tabel: TabelInProcess): Promise<void> => {
  const roles = [
    ["hr", "hr-officer"],
    ["accountant", "accountant"],
    ["auditor", "auditor"],
  ] as const;
  for (const [userId, role] of roles)
    await tabel.carryOut("administrator", "grant-role", {
      userId,
      role,
      scope: { over: "all" },
      from: "2025-12-01",
      until: null,
    });
  const hire = (employeeId: string, unitId: string, hiredOn: string) =>
    tabel.carryOut("hr", "hire-employee", {
      employeeId,
      fullName: { last: "Teller", first: employeeId, middle: null },
      email: null,
      hiredOn,
      unitId,
      position: "Teller",
      country: "RU",
      timeZone: "Europe/Moscow",
    });
  const units = [
    ["bank", null],
    ["north", "bank"],
    ["south", "bank"],
  ] as const;
  for (const [unitId, parentId] of units) {
    await tabel.carryOut("hr", "establish-unit", { unitId, name: unitId, parentId, on: "2025-01-01" });
    await hire(`head-${unitId}`, unitId, "2025-01-09");
    await tabel.carryOut("hr", "appoint-head", { unitId, employeeId: `head-${unitId}`, from: "2025-01-09" });
  }
  tabel.setClock("2026-01-15T09:00:00.000Z");
  await hire(EMPLOYEE, "north", "2026-01-15");
  const from = "2026-01-15";
  await tabel.carryOut("hr", "conclude-contract", {
    employeeId: EMPLOYEE,
    kind: "permanent",
    from,
    until: null,
    probationUntil: null,
  });
  await tabel.carryOut("hr", "assign-schedule", { employeeId: EMPLOYEE, from, schedule: "five-day-40" });
  const monthly = { minor: 12_000_000, currency: "RUB" };
  await tabel.carryOut("hr", "set-salary", { employeeId: EMPLOYEE, from, monthly });
};
