// Leave is granted, asked for, and decided step by step.
import {
  AbsenceApproved,
  AbsenceRejected,
  AbsenceRequested,
  AbsenceWithdrawn,
  LeaveGranted,
  PasswordSet,
  StepApproved,
} from "@tabel/domain";
import { day, employeeOf, type Happening } from "./past.js";

export const leaveAskedFor: Happening = (past, chance) => {
  const who = employeeOf(past, chance);
  if (who === undefined || who.left) return [];
  past.count += 1;
  const requestId = `r${past.count}`;
  const [from, to] = [day(who.free + chance(10)), day(who.free + 10 + chance(20))];
  who.free += 31;
  const paid = chance(3) > 0;
  const route = [
    { holder: "unit-head" as const, unitId: past.units[0] ?? "u1" },
    ...(chance(2) === 0 ? [{ holder: "role" as const, role: "hr-officer" }] : []),
  ];
  const days = [{ from, to: from, means: "leave" as const, counted: 700 }];
  const ledger = paid ? "annual" : null;
  const held = { ledger, released: paid ? days : [] };
  past.pending.push({ employeeId: who.employeeId, requestId, from, to, held, step: route.length - 1 });
  return [
    AbsenceRequested({
      employeeId: who.employeeId,
      requestId,
      kind: paid ? "annual-leave" : "unpaid-leave",
      from,
      to,
      dayPart: "full",
      ledger,
      reserved: paid ? 700 : 0,
      days,
      comment: chance(2) === 0 ? null : "К морю",
      route,
      requestedBy: who.employeeId,
    }),
  ];
};

export const leaveDecided: Happening = (past, chance) => {
  const [request] = past.pending.splice(chance(past.pending.length), 1);
  if (request === undefined) return [];
  const { employeeId, requestId, from, to, held } = request;
  const outcome = chance(6);
  if (outcome === 0) return [AbsenceWithdrawn({ employeeId, requestId, withdrawnBy: employeeId, ...held })];
  if (outcome === 1)
    return [AbsenceRejected({ employeeId, requestId, step: 0, rejectedBy: "e1", reason: "Мало людей", ...held })];
  if (request.step > 0) {
    past.pending.push({ ...request, step: 0 });
    return [StepApproved({ employeeId, requestId, step: 0, approvedBy: "e1" })];
  }
  const days = [{ from, to: from, means: "leave" as const, counted: 100 }];
  const frozen = { kind: "annual-leave", from, to, dayPart: "full" as const, used: 100, days };
  return [AbsenceApproved({ employeeId, requestId, ...frozen, ...held, step: 0, approvedBy: "e1" })];
};

export const leaveGranted: Happening = (past, chance) => {
  const who = employeeOf(past, chance);
  if (who === undefined) return [];
  const { employeeId, on } = who;
  const year = { from: day(on), to: day(on + 364) };
  return [
    LeaveGranted({
      employeeId,
      ledger: "annual",
      amount: 2800,
      workingYear: chance(2) === 0 ? year : null,
      effectiveOn: day(on),
      usableFrom: day(on + 180),
      source: "working-year",
    }),
    PasswordSet({ userId: employeeId, passwordHash: "scrypt$not-for-readers" }),
  ];
};
