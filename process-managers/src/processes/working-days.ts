// Working days of a country from a day on, or back from it. Where no calendar of the year is loaded, days as they come.
import { addDays, addWorkingDays, type LocalDate, workCalendar } from "@tabel/domain";

export const workingDays = (from: LocalDate, days: number, country: string): LocalDate => {
  const date = addWorkingDays(from, days, country, workCalendar);
  return typeof date === "object" ? addDays(from, days) : date;
};
