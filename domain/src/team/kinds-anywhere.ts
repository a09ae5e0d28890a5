// Kinds of absence of whatever country: a unit may have people of several.
import type { LocalDate } from "../kernel/local-date.js";
import { absenceKinds } from "../policy/absence-kinds.js";

/** Countries whose catalogues differ; the empty one stands for everywhere else. */
const CATALOGUES = ["RU", ""];

/** Whether any country knows a kind of this code on a day. */
export const isKindAnywhere = (code: string, on: LocalDate): boolean =>
  CATALOGUES.some((country) => absenceKinds(country, on).has(code));

/** Codes of kinds during which somebody is at work, remote work for example: nobody is away by them. */
export const kindsOfWork = (on: LocalDate): readonly string[] => [
  ...new Set(
    CATALOGUES.flatMap((country) => [...absenceKinds(country, on).values()])
      .filter(({ isWork }) => isWork)
      .map(({ code }) => code),
  ),
];
