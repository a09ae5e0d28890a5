// Made-up values for every fact: what the preview shows and what the stored renderings are made of.
import { type FactName, factNames } from "../facts/notification-fact.js";
import type { RecipientRole } from "../recipients/directory.js";
import { templates, variantFor } from "./templates.js";
import type { ValueKind } from "./template.js";
import type { Value, Values } from "./values.js";

const byKind: Readonly<Record<ValueKind, Value>> = {
  person: "Иванова Анна Петровна",
  date: "2026-12-07",
  kind: "annual-leave",
  unit: "Отделение «Южное»",
  month: "2026-11",
  title: "Основы кредитования",
  count: 3,
  days: 450,
  instant: "2026-12-07T07:00:00.000Z",
  code: "x",
};
const byName: Readonly<Record<string, Value>> = {
  to: "2026-12-20",
  deputy: "Петров Егор Ильич",
  mentor: "Петров Егор Ильич",
  head: "Петров Егор Ильич",
  milestone: 30,
  lastDay: "2026-12-31",
  text: "С 1 по 5 декабря столовая закрыта на ремонт.\nКофе можно взять в холле.",
};

export const exampleValues = (fact: FactName): Values =>
  Object.fromEntries(
    Object.entries(templates[fact].values).map(([name, kind]) => [name, byName[name] ?? byKind[kind]]),
  );

/** Each fact in each of its wordings. */
export const exampleWordings: readonly { readonly fact: FactName; readonly role: RecipientRole }[] = factNames.flatMap(
  (fact) =>
    (["subject", "head"] as const)
      .filter((role) => templates[fact][variantFor(role)] !== undefined)
      .map((role) => ({ fact, role })),
);
