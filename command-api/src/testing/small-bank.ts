// A bank of a few people: board (u1) over two branches (u2 under u1, u3 under u2); everybody works since 2025 in Moscow.
import type { RunningApi } from "./running-api.js";
import { administrator } from "./running-api.js";

export const hired = (employeeId: string, unitId: string) => ({
  employeeId,
  fullName: { last: "Smirnova", first: employeeId, middle: null },
  email: null,
  hiredOn: "2025-01-09",
  unitId,
  position: "Teller",
  country: "RU",
  timeZone: "Europe/Moscow",
});

/** Users without an employment of their own. */
export const officers = { hr: "hr", accountant: "accountant" } as const;

/** Heads: `boss` of u1, `head` of u2, `chief` of u3. Staff: `anna` and `boris` in u2, `vera` in u3. */
export const openSmallBank = async (api: RunningApi): Promise<void> => {
  const grant = (userId: string, role: string) => ({
    userId,
    role,
    scope: { over: "all" },
    from: "2025-01-01",
    until: null,
  });
  await api.sent(administrator.userId, "grant-role", grant(officers.hr, "hr-officer"));
  await api.sent(administrator.userId, "grant-role", grant(officers.accountant, "accountant"));
  const { hr } = officers;
  const units = [
    ["u1", null, "boss"],
    ["u2", "u1", "head"],
    ["u3", "u2", "chief"],
  ] as const;
  for (const [unitId, parentId] of units)
    await api.sent(hr, "establish-unit", { unitId, name: `Unit ${unitId}`, parentId, on: "2025-01-01" });
  const people = [...units.map(([unitId, , head]) => [head, unitId] as const), ...staff];
  for (const [employeeId, unitId] of people) await api.sent(hr, "hire-employee", hired(employeeId, unitId));
  for (const [unitId, , employeeId] of units)
    await api.sent(hr, "appoint-head", { unitId, employeeId, from: "2025-01-09" });
};

const staff = [
  ["anna", "u2"],
  ["boris", "u2"],
  ["vera", "u3"],
] as const;
