// The units of a demonstration bank: a head office with divisions and branches, departments in them, groups in those.
import { localDate, type LocalDate } from "@tabel/domain";
import type { Chance } from "./chance.js";
import { cities, type City } from "./cities.js";

export interface DemoUnit {
  readonly unitId: string;
  readonly name: string;
  /** Place of the parent in the list of units; null for the root. */
  readonly parent: number | null;
  /** 0 for the root. */
  readonly depth: number;
  readonly city: City;
  readonly establishedOn: LocalDate;
}

const PEOPLE_IN_A_UNIT = 20;

const divisions = {
  RU: [
    "Розничный бизнес",
    "Корпоративный бизнес",
    "Информационные технологии",
    "Риски",
    "Финансы",
    "Операции",
    "Персонал",
  ],
  abroad: ["Retail Banking", "Corporate Banking", "Technology", "Risk", "Finance", "Operations", "People"],
};
const groups = {
  RU: [
    "Операционный офис",
    "Отдел кредитования",
    "Отдел вкладов",
    "Отдел разработки",
    "Отдел сопровождения",
    "Отдел контроля",
    "Контактный центр",
    "Бухгалтерия",
  ],
  abroad: [
    "Service Desk",
    "Lending Team",
    "Deposits Team",
    "Development Team",
    "Support Team",
    "Control Team",
    "Contact Centre",
    "Accounts Team",
  ],
};

const nameOf = (depth: number, place: number, number: number, city: City): string => {
  const kinds = city.country === "RU" ? "RU" : "abroad";
  const of = (names: readonly string[]) => names[place % names.length] ?? "";
  if (depth === 0) return "Банк «Табель»";
  if (depth === 1) {
    if (kinds === "abroad") return `${city.name} Branch`;
    return city.headOffice === true ? `Дирекция «${of(divisions.RU)}»` : `Филиал «${city.name}»`;
  }
  return depth === 2
    ? `${of(divisions[kinds])}, ${city.name}, ${number}`
    : `${of(groups[kinds])} ${number}, ${city.name}`;
};

/** About twenty people a unit, as a tree of even breadth: 1,250 units for 25,000 people are four levels. */
export const unitTree = (employees: number, chance: Chance): readonly DemoUnit[] => {
  const count = Math.max(3, Math.round(employees / PEOPLE_IN_A_UNIT));
  let breadth = 2;
  while (breadth ** 3 < count) breadth += 1;
  const digits = Math.max(4, String(count).length);
  const root: DemoUnit = {
    unitId: `u${"1".padStart(digits, "0")}`,
    name: nameOf(0, 0, 1, cities[0]),
    parent: null,
    depth: 0,
    city: cities[0],
    establishedOn: localDate("1994-03-01"),
  };
  const units = [root];
  for (let index = 1; index < count; index += 1) {
    const parent = Math.floor((index - 1) / breadth);
    const above = units[parent] ?? root;
    const depth = above.depth + 1;
    const place = (index - 1) % breadth;
    const city = depth === 1 ? (cities[place % cities.length] ?? above.city) : above.city;
    const earliest = Number(above.establishedOn.slice(0, 4));
    const establishedOn = localDate(`${Math.min(2007, earliest + chance.between(1, 3))}-0${chance.between(1, 9)}-01`);
    units.push({
      unitId: `u${String(index + 1).padStart(digits, "0")}`,
      name: nameOf(depth, place, index + 1, city),
      parent,
      depth,
      city,
      establishedOn,
    });
  }
  return units;
};
