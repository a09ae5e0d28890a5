// How an employment is ended by the employee, by country and date: notice, form, withdrawal, exit checklist. Data that the
// law changes, never constants in decisions. The first notice rule that fits the person is the one that holds.
import { localDate, type LocalDate } from "../kernel/local-date.js";
import type { Title } from "../kernel/title.js";
import type { LetterForm } from "../resignation/terms.js";

/** Whom a rule is for: facts of the employment on the day of receipt. */
export type NoticeCase = "head-of-organisation" | "probation" | "short-contract" | "everyone";

/** Days are counted from the day after receipt; months end on the receipt's number, or on their last day. */
export type NoticeTerm =
  | { readonly days: number }
  | { readonly months: number }
  /** Days, and then to the 15th or the last day of a month, whichever comes first. */
  | { readonly days: number; readonly to: "15th-or-month-end" };

export interface NoticeRule {
  readonly for: NoticeCase;
  readonly term: NoticeTerm;
  /** What it rests on, for whoever reads the resignation. */
  readonly basis: string;
}

export type ExitOwner = "employee" | "head" | "hr" | "it" | "accountant";
export interface ExitItem {
  readonly item: string;
  readonly title: Title;
  readonly owner: ExitOwner;
}

export interface ResignationPolicy {
  readonly notice: readonly NoticeRule[];
  /** A contract is short when it lasts no more than so many months. */
  readonly shortContractMonths: number;
  /** A term that ends on a day off ends on the next working day; a date that the employee names is kept as named. */
  readonly endsOnWorkingDay: boolean;
  /** Grounds whose date in the letter binds, once HR has checked the proof. */
  readonly bindingGrounds: readonly string[];
  /** Forms in which a letter is received at all, and starts the notice. */
  readonly receivedAs: readonly LetterForm[];
  /** Without one of these forms nothing is executed. */
  readonly executedOn: readonly LetterForm[];
  /** Whether the employee may take it back until the end of the last day. */
  readonly withdrawable: boolean;
  /** Days before the last one on which whoever has something to do is reminded. */
  readonly remindDaysBefore: number;
  readonly exitItems: readonly ExitItem[];
}

interface DatedPolicy extends ResignationPolicy {
  readonly from: LocalDate;
}

const exitItems: readonly ExitItem[] = [
  { item: "hand-over", owner: "head", title: { ru: "Дела переданы", en: "Work handed over" } },
  { item: "return-equipment", owner: "it", title: { ru: "Техника возвращена", en: "Equipment returned" } },
  { item: "close-access", owner: "it", title: { ru: "Доступы закрыты", en: "Access closed" } },
  { item: "return-badge", owner: "employee", title: { ru: "Пропуск сдан", en: "Badge returned" } },
  { item: "final-pay", owner: "accountant", title: { ru: "Расчёт произведён", en: "Final pay settled" } },
  { item: "documents", owner: "hr", title: { ru: "Документы выданы", en: "Documents handed out" } },
];

// Labour Code of Russia, articles 80 (two weeks; binding dates; withdrawal), 71 (probation), 292 (contracts up to two months),
// 280 (head of the organisation), 14 (terms), 64 (a replacement who cannot be refused).
const russia: DatedPolicy = {
  from: localDate("1900-01-01"),
  notice: [
    { for: "head-of-organisation", term: { months: 1 }, basis: "ТК РФ, ст. 280" },
    { for: "probation", term: { days: 3 }, basis: "ТК РФ, ст. 71" },
    { for: "short-contract", term: { days: 3 }, basis: "ТК РФ, ст. 292" },
    { for: "everyone", term: { days: 14 }, basis: "ТК РФ, ст. 80" },
  ],
  shortContractMonths: 2,
  endsOnWorkingDay: true,
  bindingGrounds: ["study", "retirement", "employer-breach"],
  receivedAs: ["scan", "e-document", "qualified-signature", "original"],
  executedOn: ["original", "qualified-signature"],
  withdrawable: true,
  remindDaysBefore: 3,
  exitItems,
};

// Germany: BGB § 622 (four weeks to the 15th or to the end of a month; two weeks on probation), § 623 (on paper only); § 193
// does not move the end of a notice; a notice that was received is not taken back by one side.
const germany: DatedPolicy = {
  from: localDate("1900-01-01"),
  notice: [
    { for: "probation", term: { days: 14 }, basis: "BGB § 622 Abs. 3" },
    { for: "everyone", term: { days: 28, to: "15th-or-month-end" }, basis: "BGB § 622 Abs. 1" },
  ],
  shortContractMonths: 0,
  endsOnWorkingDay: false,
  bindingGrounds: [],
  receivedAs: ["original"],
  executedOn: ["original"],
  withdrawable: false,
  remindDaysBefore: 3,
  exitItems,
};

// Great Britain: Employment Rights Act 1996, section 86 (2): one week after a month of work; no form is prescribed.
const britain: DatedPolicy = {
  ...germany,
  notice: [{ for: "everyone", term: { days: 7 }, basis: "Employment Rights Act 1996, s. 86(2)" }],
  receivedAs: russia.receivedAs,
  executedOn: ["scan", "e-document", "qualified-signature", "original"],
};

const policies: Readonly<Record<string, readonly DatedPolicy[]>> = { RU: [russia], DE: [germany], GB: [britain] };

// Where no law is loaded: a month, on paper or with a qualified signature; a person decides in any case.
const elsewhere: readonly DatedPolicy[] = [
  {
    ...germany,
    notice: [{ for: "everyone", term: { months: 1 }, basis: "contract" }],
    receivedAs: russia.receivedAs,
    executedOn: ["original", "qualified-signature"],
  },
];

/** The rules of ending an employment in a country that hold on a day. */
export const resignationPolicy = (country: string, on: LocalDate): ResignationPolicy => {
  const dated = Object.hasOwn(policies, country) ? policies[country] : undefined;
  const inForce = (dated ?? elsewhere).findLast(({ from }) => from <= on);
  if (inForce === undefined) throw new RangeError(`no resignation policy of ${country} on ${on}`);
  return inForce;
};
