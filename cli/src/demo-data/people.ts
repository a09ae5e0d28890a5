// The people of a demonstration bank: who works where and since when. The first one of each unit is its head.
import { addDays, daysBetween, localDate, type LocalDate } from "@tabel/domain";
import type { Chance } from "./chance.js";
import type { DemoUnit } from "./unit-tree.js";

export interface DemoPerson {
  readonly employeeId: string;
  readonly last: string;
  readonly first: string;
  readonly middle: string | null;
  readonly hiredOn: LocalDate;
  readonly unit: DemoUnit;
  readonly position: string;
  readonly isHead: boolean;
}

const FIRST_HIRE = localDate("2008-01-09");

const positions = {
  RU: [
    "Специалист",
    "Старший специалист",
    "Главный специалист",
    "Кассир-операционист",
    "Кредитный инспектор",
    "Аналитик",
    "Экономист",
    "Бухгалтер",
    "Разработчик",
    "Юрист",
  ],
  abroad: [
    "Associate",
    "Senior Associate",
    "Adviser",
    "Teller",
    "Loan Officer",
    "Analyst",
    "Economist",
    "Accountant",
    "Developer",
    "Legal Counsel",
  ],
};

const headPosition = ({ depth, city }: DemoUnit): string => {
  const [russian, english] = [
    ["Генеральный директор", "Director General"],
    ["Управляющий директор", "Branch Director"],
    ["Начальник управления", "Head of Department"],
  ][depth] ?? ["Начальник отдела", "Team Lead"];
  return (city.country === "RU" ? russian : english) ?? "";
};

/** One for each unit's head, the rest spread unevenly; together exactly as many as asked. */
const unitSizes = (units: readonly DemoUnit[], employees: number, chance: Chance): number[] => {
  const weights = units.map(() => chance.between(60, 140));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const spread = employees - units.length;
  const sizes = weights.map((weight) => 1 + Math.floor((spread * weight) / all));
  const left = employees - sizes.reduce((sum, size) => sum + size, 0);
  for (let index = 0; index < left; index += 1) sizes[index % sizes.length] = (sizes[index % sizes.length] ?? 0) + 1;
  return sizes;
};

const name = (unit: DemoUnit, chance: Chance): Pick<DemoPerson, "last" | "first" | "middle"> => {
  const { russian, english } = chance.names;
  const sex = chance.percent(55) ? "female" : "male";
  if (unit.city.country === "RU")
    return {
      last: russian.person.lastName(sex),
      first: russian.person.firstName(sex),
      middle: russian.person.middleName(sex),
    };
  return { last: english.person.lastName(sex), first: english.person.firstName(sex), middle: null };
};

/** Heads are longer in the house than any history goes back; of the others one in twelve came during the last year. */
const hireDate = (isHead: boolean, until: LocalDate, chance: Chance): LocalDate => {
  const latest = isHead ? 1_200 : chance.percent(8) ? 20 : 366;
  const longest = isHead ? 5_500 : latest === 20 ? 365 : 4_400;
  const date = addDays(until, -chance.between(latest, longest));
  return daysBetween(FIRST_HIRE, date) < 0 ? FIRST_HIRE : date;
};

export const people = (
  units: readonly DemoUnit[],
  employees: number,
  until: LocalDate,
  chance: Chance,
): readonly DemoPerson[] => {
  const sizes = unitSizes(units, employees, chance);
  const staff: DemoPerson[] = [];
  for (const [index, unit] of units.entries()) {
    for (let place = 0; place < (sizes[index] ?? 1); place += 1) {
      const isHead = place === 0;
      staff.push({
        employeeId: `e${String(staff.length + 1).padStart(5, "0")}`,
        ...name(unit, chance),
        hiredOn: hireDate(isHead, until, chance),
        unit,
        position: isHead ? headPosition(unit) : chance.pick(positions[unit.city.country === "RU" ? "RU" : "abroad"]),
        isHead,
      });
    }
  }
  return staff;
};
