// An organisation of any size for specs: twenty people a unit, all under one root.
import { soundFiles } from "./sound-organisation.js";

const header = (file: string): string => (soundFiles[file] ?? "").split("\n", 1)[0] ?? "";

const csv = (file: string, rows: readonly string[]): [string, string] => [
  file,
  `${[header(file), ...rows].join("\n")}\n`,
];

const id = (letter: string, index: number): string => `${letter}${String(index).padStart(5, "0")}`;

export const manyEmployees = (count: number): Map<string, string> => {
  const people = Array.from({ length: count }, (_, index) => ({
    employee: id("e", index),
    unit: id("u", Math.floor(index / 20)),
  }));
  const units = [...new Set(people.map(({ unit }) => unit))];
  return new Map([
    csv(
      "units.csv",
      units.map((unit, index) => `${unit},Unit ${index},${index === 0 ? "" : units[0]},2010-01-01`),
    ),
    csv(
      "employees.csv",
      people.map(
        ({ employee, unit }, index) =>
          `${employee},Last${index},First,,,2024-03-0${1 + (index % 9)},${unit},Teller,RU,Europe/Moscow`,
      ),
    ),
    csv(
      "contracts.csv",
      people.map(({ employee }) => `${employee},permanent,2024-04-01,,`),
    ),
    csv(
      "schedules.csv",
      people.map(({ employee }) => `${employee},2024-04-01,five-day-40`),
    ),
    csv(
      "salaries.csv",
      people.map(({ employee }, index) => `${employee},2024-04-01,${100_000 + index}.50,RUB`),
    ),
    csv(
      "heads.csv",
      units.map((unit, index) => `${unit},${id("e", index * 20)},2024-04-01`),
    ),
    csv("roles.csv", [`${id("e", 1)},hr-officer,all,2024-04-01,`]),
  ]);
};
