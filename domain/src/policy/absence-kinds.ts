// The catalogue of absence kinds: effective-dated data by country, not an enum in code. A kind says how its days count,
// which ledger it draws on, which timesheet code it gives, who approves it, and who may enter it back.
import type { LocalDate } from "../kernel/local-date.js";
import { localDate } from "../kernel/local-date.js";

/** How the days of a kind count (DOMAIN, “Leave counting”). */
export type DayCounting =
  | "calendar-days" // every day, holidays too: sickness, trips
  | "calendar-days-without-holidays" // annual and additional leave: public holidays are not counted
  | "scheduled-days"; // only days on which the person's schedule plans work

export interface AbsenceKind {
  readonly code: string;
  readonly name: { readonly ru: string; readonly en: string };
  readonly counts: DayCounting;
  /** The ledger it draws on; null where it draws on none. */
  readonly ledger: string | null;
  /** Code of forms T-12/T-13; Я where the time is worked. */
  readonly timesheetCode: string;
  /** Whether whole or half days are asked for, or hours of one day. */
  readonly measured: "days" | "hours";
  /** Work that is asked for as an absence is: nobody is away by it, and it may overlap by a rule of its own. */
  readonly isWork: boolean;
  /** Whether it takes half days. */
  readonly halfDays: boolean;
  /** Whether it counts only after the leave right has begun (six months after hire in Russia). */
  readonly needsLeaveRight: boolean;
  /** Who may enter it for days that have passed; a list of roles, empty for nobody. */
  readonly backDatedBy: readonly ("employee" | "hr-officer")[];
  /** Roles or heads that decide, in order. */
  readonly route: readonly ("unit-head" | "hr-officer")[];
  readonly longestDays: number;
}

interface DatedCatalogue {
  /** The first day on which this catalogue holds, until the next one's. */
  readonly from: LocalDate;
  readonly kinds: readonly AbsenceKind[];
}

const kind = (
  code: string,
  ru: string,
  en: string,
  counts: DayCounting,
  timesheetCode: string,
  more: Partial<AbsenceKind> = {},
): AbsenceKind => ({
  code,
  name: { ru, en },
  counts,
  ledger: null,
  timesheetCode,
  measured: "days",
  isWork: false,
  halfDays: false,
  needsLeaveRight: false,
  backDatedBy: ["hr-officer"],
  route: ["unit-head"],
  longestDays: 366,
  ...more,
});

// Labour Code of Russia, articles 114–128, 173–177, 166–168, 153; codes of forms T-12/T-13 (Goskomstat, 05.01.2004 No. 1).
const russia: readonly AbsenceKind[] = [
  kind("annual-leave", "Ежегодный отпуск", "Annual leave", "calendar-days-without-holidays", "ОТ", {
    ledger: "annual",
    needsLeaveRight: true,
  }),
  kind("additional-leave", "Дополнительный отпуск", "Additional leave", "calendar-days-without-holidays", "ОД", {
    ledger: "additional",
  }),
  kind("unpaid-leave", "Отпуск без сохранения зарплаты", "Unpaid leave by permission", "calendar-days", "ДО"),
  kind("unpaid-leave-by-law", "Отпуск без сохранения по закону", "Unpaid leave by law", "calendar-days", "ОЗ"),
  kind("study-leave", "Учебный отпуск с оплатой", "Paid study leave", "calendar-days", "У"),
  kind("unpaid-study-leave", "Учебный отпуск без оплаты", "Unpaid study leave", "calendar-days", "УД"),
  kind("sick-leave", "Больничный", "Sick leave", "calendar-days", "Б", { backDatedBy: ["employee", "hr-officer"] }),
  kind("business-trip", "Командировка", "Business trip", "calendar-days", "К"),
  kind("remote-work", "Удалённая работа", "Remote work", "scheduled-days", "Я", { isWork: true }),
  kind("overtime", "Сверхурочная работа", "Overtime", "calendar-days", "С", { measured: "hours", isWork: true }),
  kind("day-off-work", "Работа в выходной день", "Work on a day off", "calendar-days", "РВ", {
    measured: "hours",
    isWork: true,
  }),
  kind("day-in-lieu", "Отгул за работу в выходной", "Day off in lieu", "scheduled-days", "НВ"),
];

// Other countries: leave in working days; the same codes, since the timesheet's form is the company's.
const elsewhere: readonly AbsenceKind[] = russia.map((each) =>
  each.counts === "calendar-days-without-holidays"
    ? { ...each, counts: "scheduled-days", halfDays: true, needsLeaveRight: false }
    : each,
);

const catalogues: Readonly<Record<string, readonly DatedCatalogue[]>> = {
  RU: [{ from: localDate("2000-01-01"), kinds: russia }],
};
const everywhereElse: readonly DatedCatalogue[] = [{ from: localDate("2000-01-01"), kinds: elsewhere }];

const byCode = new Map<DatedCatalogue, ReadonlyMap<string, AbsenceKind>>();

const kindsOf = (catalogue: DatedCatalogue): ReadonlyMap<string, AbsenceKind> => {
  const known = byCode.get(catalogue) ?? new Map(catalogue.kinds.map((each) => [each.code, each]));
  byCode.set(catalogue, known);
  return known;
};

/** The kinds of a country that hold on a day. */
export const absenceKinds = (country: string, on: LocalDate): ReadonlyMap<string, AbsenceKind> => {
  const catalogue = (catalogues[country] ?? everywhereElse).findLast(({ from }) => from <= on);
  return catalogue === undefined ? new Map() : kindsOf(catalogue);
};

/** One kind as it holds on a day; undefined where there is none of that code, and for the kind that an erased person had. */
export const absenceKind = (country: string, code: string | null, on: LocalDate): AbsenceKind | undefined =>
  code === null ? undefined : absenceKinds(country, on).get(code);
