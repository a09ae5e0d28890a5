// Who writes and to whom: names in their cases, positions, units and employers, drawn by chance from a seed.
import { en, en_GB, Faker, ru } from "@faker-js/faker";
import { inclineFirstname, inclineLastname, inclineMiddlename } from "lvovich";

export type Chance = Faker;
export type Gender = "m" | "f";
type Case = "nominative" | "genitive" | "dative";

/** A chance that repeats, one for each letter, so that a longer set begins with the same letters. */
export const chanceOf = (seed: number, letter: number, language: "ru" | "en"): Chance => {
  const chance = new Faker({ locale: language === "ru" ? [ru] : [en_GB, en] });
  chance.seed([seed, letter]);
  return chance;
};

export interface Person {
  readonly last: string;
  readonly first: string;
  readonly middle: string | null;
  readonly gender: Gender;
}

export const personBy = (chance: Chance, language: "ru" | "en", gender: Gender): Person => {
  const sex = gender === "m" ? "male" : "female";
  return {
    last: chance.person.lastName(sex),
    first: chance.person.firstName(sex),
    middle: language === "ru" ? chance.person.middleName(sex) : null,
    gender,
  };
};

const inCase = ({ last, first, middle, gender }: Person, wanted: Case): Person => {
  if (wanted === "nominative") return { last, first, middle, gender };
  const sex = gender === "m" ? "male" : "female";
  return {
    last: inclineLastname(last, wanted, sex),
    first: inclineFirstname(first, wanted, sex),
    middle: middle === null ? null : inclineMiddlename(middle, wanted, sex),
    gender,
  };
};

const initial = (name: string | null): string => (name === null ? "" : `${name.slice(0, 1)}.`);

/** “Иванова Анна Сергеевна”, last name first; in English first name first. */
export const fullName = (person: Person, wanted: Case = "nominative"): string => {
  const { last, first, middle } = inCase(person, wanted);
  return middle === null ? `${first} ${last}` : `${last} ${first} ${middle}`;
};

/** “Ивановой А. С.” or “А. С. Ивановой”, with and without spaces. */
export const shortName = (person: Person, wanted: Case, chance: Chance): string => {
  const { last, first, middle } = inCase(person, wanted);
  const initials = [initial(first), initial(middle)]
    .filter((part) => part !== "")
    .join(chance.datatype.boolean(0.5) ? " " : "");
  return chance.datatype.boolean(0.6) ? `${last} ${initials}` : `${initials} ${last}`;
};

export interface Work {
  readonly position: string;
  readonly positionGenitive: string;
  readonly unit: string;
  readonly unitGenitive: string;
}

const russianPositions: readonly (readonly [string, string])[] = [
  ["ведущий специалист", "ведущего специалиста"],
  ["главный бухгалтер", "главного бухгалтера"],
  ["кассир-операционист", "кассира-операциониста"],
  ["менеджер по продажам", "менеджера по продажам"],
  ["инженер-программист", "инженера-программиста"],
  ["юрисконсульт", "юрисконсульта"],
  ["старший экономист", "старшего экономиста"],
  ["кредитный инспектор", "кредитного инспектора"],
  ["системный администратор", "системного администратора"],
  ["специалист по кадрам", "специалиста по кадрам"],
  ["водитель", "водителя"],
  ["аналитик", "аналитика"],
  ["секретарь", "секретаря"],
  ["делопроизводитель", "делопроизводителя"],
  ["начальник смены", "начальника смены"],
  ["заместитель начальника отдела", "заместителя начальника отдела"],
  ["контролёр", "контролёра"],
  ["технолог", "технолога"],
  ["операционист", "операциониста"],
  ["менеджер", "менеджера"],
];
const russianUnits: readonly (readonly [string, string])[] = [
  ["отдел кредитования", "отдела кредитования"],
  ["операционный отдел", "операционного отдела"],
  ["бухгалтерия", "бухгалтерии"],
  ["отдел продаж", "отдела продаж"],
  ["управление рисков", "управления рисков"],
  ["юридический отдел", "юридического отдела"],
  ["отдел кадров", "отдела кадров"],
  ["служба поддержки", "службы поддержки"],
  ["отдел разработки", "отдела разработки"],
  ["склад", "склада"],
];
const englishPositions = [
  "Senior Accountant",
  "Credit Analyst",
  "Software Engineer",
  "Branch Cashier",
  "Marketing Coordinator",
  "Legal Adviser",
  "HR Assistant",
  "Operations Manager",
  "Risk Analyst",
  "Customer Service Adviser",
  "Warehouse Supervisor",
  "Payroll Clerk",
];
const englishUnits = ["Lending", "Operations", "Accounts", "Sales", "Risk", "Legal", "Human Resources", "Support"];

export const workBy = (chance: Chance, language: "ru" | "en"): Work => {
  const pick = <Item>(items: readonly Item[]): Item => chance.helpers.arrayElement(items);
  if (language === "en") {
    const [position, unit] = [pick(englishPositions), pick(englishUnits)];
    return { position, positionGenitive: position, unit, unitGenitive: unit };
  }
  const [[position, positionGenitive], [unit, unitGenitive]] = [pick(russianPositions), pick(russianUnits)];
  return { position, positionGenitive, unit, unitGenitive };
};

const russianEmployers = ["Северный берег", "Меридиан", "Вектор", "Заря", "Городской банк", "Техносервис", "Восток"];
const englishEmployers = ["Harbour Bank", "Northfield Savings", "Meridian Trading", "Oakway Services", "Civic Bank"];
export const employerBy = (chance: Chance, language: "ru" | "en"): string => {
  if (language === "en")
    return `${chance.helpers.arrayElement(englishEmployers)} ${chance.helpers.arrayElement(["Ltd", "plc", "Limited"])}`;
  return `${chance.helpers.arrayElement(["ООО", "АО", "ПАО"])} «${chance.helpers.arrayElement(russianEmployers)}»`;
};

/** Title of the head in the dative, as a Russian letter addresses it. */
export const headTitles = [
  "Генеральному директору",
  "Директору",
  "Руководителю",
  "Председателю правления",
  "Управляющему",
  "Исполнительному директору",
  "Президенту",
] as const;
