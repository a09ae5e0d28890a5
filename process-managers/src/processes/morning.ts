// When something is due on somebody's day: in the morning of the place where they are then.
import { type Employment, type Inquiry, type LocalDate, employmentOf, hasLeft, placeOn } from "@tabel/domain";
import type { Due } from "../process/intent.js";

/** Nobody is asked for anything before the working day begins, wherever they work. */
const MORNING = "09:00";
/** Users who are no employees have no zone of their own. */
const NO_ZONE = "UTC";

/** @param time 09:00 unless said otherwise */
export const dueFor = (employment: Employment | undefined, date: LocalDate, time: string = MORNING): Due => ({
  date,
  time,
  zone: employment === undefined ? NO_ZONE : placeOn(employment, date).timeZone,
});

/** Of somebody who works here still; undefined of who has left or was never here. */
export const presentEmployment = async (inquiry: Inquiry, employeeId: string): Promise<Employment | undefined> => {
  const employment = await employmentOf(inquiry, employeeId);
  return hasLeft(inquiry, employment) ? undefined : employment;
};
