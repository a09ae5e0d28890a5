// How people write a date, by language; and the dates that a letter speaks of.
import { fromEpochDay, epochDay, type LocalDate } from "@tabel/domain";
import type { Chance } from "./people.js";

const russianMonths = [
  "января",
  "февраля",
  "марта",
  "апреля",
  "мая",
  "июня",
  "июля",
  "августа",
  "сентября",
  "октября",
  "ноября",
  "декабря",
];
const englishMonths = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const ordinal = (day: number): string => {
  const ending = day % 10 === 1 && day !== 11 ? "st" : day % 10 === 2 && day !== 12 ? "nd" : undefined;
  return `${day}${ending ?? (day % 10 === 3 && day !== 13 ? "rd" : "th")}`;
};

export const plusDays = (date: LocalDate, days: number): LocalDate => fromEpochDay(epochDay(date) + days);

export const writeDate = (date: LocalDate, language: "ru" | "en", chance: Chance): string => {
  const [year = "", month = "", dayOfMonth = ""] = date.split("-");
  const day = Number(dayOfMonth);
  if (language === "ru") {
    const word = russianMonths[Number(month) - 1] ?? "";
    return chance.helpers.arrayElement([
      `${dayOfMonth}.${month}.${year}`,
      `${dayOfMonth}.${month}.${year} г.`,
      `${day} ${word} ${year} г.`,
      `${day} ${word} ${year} года`,
      `«${dayOfMonth}» ${word} ${year} г.`,
    ]);
  }
  const word = englishMonths[Number(month) - 1] ?? "";
  return chance.helpers.arrayElement([
    `${day} ${word} ${year}`,
    `${ordinal(day)} ${word} ${year}`,
    `${word} ${day}, ${year}`,
    ...(day > 12 ? [`${dayOfMonth}/${month}/${year}`] : []),
  ]);
};
