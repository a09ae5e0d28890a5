// Identifiers. They name people and things without describing them, so they may stand in stream names, logs and topics.
import { z } from "zod";

const identifier = <Name extends string>(name: Name, what: string, example: string) =>
  z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,63}$/, `must be ${what}: 1 to 64 Latin letters, digits, points or hyphens`)
    .transform((text) => text as string & { readonly [K in `__${Name}`]: true }) // proved by the pattern above
    .meta({ title: `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`, example });

/** A personnel number (табельный номер); it is the log-in too. */
export const EmployeeId = identifier("employeeId", "a personnel number", "e00017");
export type EmployeeId = z.output<typeof EmployeeId>;

/** Who acts: an employee's personnel number, or `system` / the name of an integration client. */
export const UserId = identifier("userId", "a user's number", "e00017");
export type UserId = z.output<typeof UserId>;

/** Whether a user is this employee: the personnel number is the log-in. */
export const isEmployee = (user: UserId, employeeId: EmployeeId): boolean => String(user) === String(employeeId);

/** Tabel itself: its processes act as this user, and the rights of a command say which of them may. */
export const theSystemItself = UserId.parse("system");
export const isTheSystem = (user: UserId | EmployeeId): boolean => String(user) === String(theSystemItself);

export const UnitId = identifier("unitId", "a unit's number", "u0042");
export type UnitId = z.output<typeof UnitId>;

export const RequestId = identifier("requestId", "a request's number", "3f0c0a52-6a55-5f0e-9d1c-5a6f0d3b8a11");
export type RequestId = z.output<typeof RequestId>;

/** ISO 8601 instant in UTC with milliseconds. */
export const Instant = z.iso.datetime({ precision: 3 }).meta({ example: "2026-11-16T09:30:00.000Z" });
export type Instant = z.output<typeof Instant>;

export const streamName = (category: string, ...parts: readonly string[]): string =>
  parts.length === 0 ? category : `${category}-${parts.join("_")}`;
