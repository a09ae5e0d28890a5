// How views name a person; null where the person's data are erased.
import { z } from "zod";

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

/** The name's columns of `employee` under an alias. */
export const nameColumns = (alias: string): string =>
  `${alias}.last_name as "lastName", ${alias}.first_name as "firstName", ${alias}.middle_name as "middleName"`;
