// What the master system of a house's people tells: somebody is hired, comes again, is moved, goes.
import { z } from "zod";
import { CommandDay, commandContract, Employee, Unit } from "./command-contract.js";

const Position = z.string().min(1).max(200);
const Country = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .describe("ISO 3166-1 alpha-2; names the work calendar");
const TimeZone = z.string().min(1).max(64).describe("IANA, such as Europe/Moscow");
const place = { unitId: Unit, position: Position, country: Country, timeZone: TimeZone };

export const hireEmployeeCommand = commandContract({
  name: "hire-employee",
  version: 1,
  about: "Begins an employment.",
  data: z.strictObject({
    employeeId: Employee,
    fullName: z.object({
      last: z.string().min(1).max(100),
      first: z.string().min(1).max(100),
      middle: z.string().max(100).nullable(),
    }),
    email: z.email().max(254).nullable(),
    hiredOn: CommandDay,
    ...place,
  }),
  example: {
    employeeId: "e00017",
    fullName: { last: "Ivanova", first: "Anna", middle: null },
    email: "anna.ivanova@example.org",
    hiredOn: "2026-01-12",
    unitId: "u0042",
    position: "Teller",
    country: "RU",
    timeZone: "Europe/Moscow",
  },
});

export const rehireEmployeeCommand = commandContract({
  name: "rehire-employee",
  version: 1,
  about: "Begins a new employment of somebody who has left.",
  data: z.strictObject({ employeeId: Employee, hiredOn: CommandDay, ...place }),
  example: {
    employeeId: "e00017",
    hiredOn: "2027-02-01",
    unitId: "u0042",
    position: "Teller",
    country: "RU",
    timeZone: "Europe/Moscow",
  },
});

export const transferEmployeeCommand = commandContract({
  name: "transfer-employee",
  version: 1,
  about: "Moves an employee to another unit or position from a day on.",
  data: z.strictObject({ employeeId: Employee, from: CommandDay, unitId: Unit, position: Position }),
  example: { employeeId: "e00017", from: "2026-06-01", unitId: "u0043", position: "Senior teller" },
});

export const recordLeavingCommand = commandContract({
  name: "record-leaving",
  version: 1,
  about: "Ends an employment with its last day.",
  data: z.strictObject({
    employeeId: Employee,
    lastDay: CommandDay,
    ground: z.string().min(1).max(64).nullable().default(null).describe("As at /docs; null where it is not known yet"),
  }),
  example: { employeeId: "e00017", lastDay: "2026-09-30", ground: "own-request" },
});
