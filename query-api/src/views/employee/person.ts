// How views name a person; null where the person's data are erased.
import { z } from "zod";
import { type Sql, sql } from "../../reading/sql.js";

export const PersonName = z
  .string()
  .nullable()
  .meta({ description: "Last name, first name and patronymic; null once erased", example: "Иванова Анна Петровна" });

export interface NameColumns {
  readonly lastName: string | null;
  readonly firstName: string | null;
  readonly middleName: string | null;
}

export const nameOf = ({ lastName, firstName, middleName }: NameColumns): string | null => {
  const parts = [lastName, firstName, middleName].filter((part) => part !== null && part !== "");
  return parts.length === 0 ? null : parts.join(" ");
};

/** The name's columns of a row `employee`. */
export const nameColumns: Sql = sql`
  employee.last_name as "lastName", employee.first_name as "firstName", employee.middle_name as "middleName"`;
