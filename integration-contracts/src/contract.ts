// What other systems are told, and how one such message is declared. A released contract is a promise: fields are added,
// never taken away, renamed or given another meaning; anything else is the next version beside this one (compatibility.ts).
import { z } from "zod";

/** Who somebody is, by reference: names stand in no message. Resolved at /api/views/employees/<id> by whoever may. */
export const EmployeeReference = z
  .string()
  .min(1)
  .max(64)
  .describe("Id of an employee; resolved over HTTP by whoever may");
export const UnitReference = z.string().min(1).max(64).describe("Id of a unit of the organisation");
export const Day = z.iso.date().describe("A local date of the employee");
export const Month = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
  .describe("A payroll period, such as 2026-10");
export const Minutes = z.int().describe("Whole minutes");
export const Details = z
  .string()
  .startsWith("/api/views/")
  .max(300)
  .describe("Where the details are read over HTTP, with a token that may");

export interface Contract<Name extends string = string, Data extends z.ZodObject = z.ZodObject> {
  /** Stands in the topic's name and in the CloudEvents `type`: tabel.<name>.v<version>. */
  readonly name: Name;
  readonly version: number;
  readonly type: string;
  readonly about: string;
  /** What the key of a record is: everything about one key is in one partition, in order. */
  readonly key: string;
  readonly data: Data;
  readonly example: z.output<Data>;
}

export const contract = <Name extends string, Data extends z.ZodObject>(
  declared: Omit<Contract<Name, Data>, "type">,
): Contract<Name, Data> => ({ ...declared, type: `tabel.${declared.name}.v${declared.version}` });

export type DataOf<Declared extends Contract> = z.output<Declared["data"]>;
