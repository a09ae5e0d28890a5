// Every template there is, by fact; and the one check of all of them that runs when the program starts.
import { notificationPolicy, type NotificationPolicy } from "../../policy/notification-policy.js";
import { localDate } from "../../kernel/local-date.js";
import { type FactName, factNames } from "../facts/notification-fact.js";
import { type Language, languages } from "../notification-settings.js";
import { type RecipientRole } from "../recipients/directory.js";
import { absenceWords } from "./absence-words.js";
import { employmentWords } from "./employment-words.js";
import { leavingWords } from "./leaving-words.js";
import { newcomerWords } from "./newcomer-words.js";
import { sicknessWords } from "./sickness-words.js";
import { placesOf, strayBraces, type Template, type ValueKind, type Words } from "./template.js";
import { timeWords } from "./time-words.js";
import { trainingWords } from "./training-words.js";
import { pluralForms } from "./values.js";

export type Templates = Readonly<Record<FactName, Template>>;

export const templates: Templates = {
  ...absenceWords,
  ...sicknessWords,
  ...employmentWords,
  ...timeWords,
  ...newcomerWords,
  ...trainingWords,
  ...leavingWords,
};

/** Those who are the subject read `own`; everybody else `others`. */
export const variantFor = (role: RecipientRole): "own" | "others" => (role === "subject" ? "own" : "others");

export const wordsFor = (set: Templates, fact: FactName, role: RecipientRole, language: Language): Words | undefined =>
  set[fact][variantFor(role)]?.[language];

/** What may stand in a subject: it is read on locked screens and by mail servers. */
const public_: readonly ValueKind[] = ["unit", "month", "title", "count"];

const faultsOfText = (text: string, where: string, template: Template, language: Language): string[] => {
  const faults: string[] = [];
  if (text.trim() === "") faults.push(`${where} is empty`);
  if (strayBraces(text)) faults.push(`${where} has a brace that belongs to no value`);
  for (const { name, forms } of placesOf(text)) {
    const kind = Object.hasOwn(template.values, name) ? template.values[name] : undefined;
    if (kind === undefined) faults.push(`${where} names {${name}}, which the fact does not have`);
    if (forms.length > 0 && kind !== "count" && kind !== "days") faults.push(`${where}: {${name}} is no number`);
    if ((forms.length > 0 || kind === "days") && forms.length !== pluralForms[language].length)
      faults.push(
        `${where}: {${name}} needs ${pluralForms[language].length} forms, ${pluralForms[language].join(", ")}`,
      );
  }
  return faults;
};

const faultsOfWords = (words: Words, where: string, template: Template, language: Language): string[] => {
  const [subject, ...paragraphs] = words;
  const faults = faultsOfText(subject, `${where}, subject`, template, language);
  for (const { name } of placesOf(subject)) {
    const kind = template.values[name];
    if (kind !== undefined && !public_.includes(kind)) faults.push(`${where}, subject tells {${name}}`);
  }
  if (/[\r\n]/.test(subject)) faults.push(`${where}, subject has a line end`);
  if (paragraphs.length === 0) faults.push(`${where} has no text`);
  paragraphs.forEach((text, index) =>
    faults.push(...faultsOfText(text, `${where}, paragraph ${index + 1}`, template, language)),
  );
  return faults;
};

/**
 * Every fault of every template against the matrix: a fact, role or language without words, a value that is missing or unknown.
 * One sentence each; nothing where all is well. The program does not start with any.
 */
export const faultsOfTemplates = (
  set: Templates = templates,
  policy: NotificationPolicy = notificationPolicy(localDate("2026-01-01")),
): readonly string[] =>
  factNames.flatMap((fact) => {
    const template = Object.hasOwn(set, fact) ? (set[fact] as Template | undefined) : undefined;
    if (template === undefined) return [`${fact} has no template`];
    const roles = Object.keys(policy.matrix[fact]) as RecipientRole[]; // the matrix is keyed by roles
    const wanted = [...new Set(roles.map(variantFor))];
    return wanted.flatMap((variant) =>
      languages.flatMap((language) => {
        const where = `${fact}, ${variant}, ${language}`;
        const words = template[variant]?.[language] as Words | undefined; // a customer's own may lack it
        return words === undefined ? [`${where} is missing`] : faultsOfWords(words, where, template, language);
      }),
    );
  });
