// The kinds of absence there are: data by country, each catalogue with the day from which it holds.
import { localDate, type LocalDate } from "../kernel/local-date.js";
import type { AbsenceKind, DayCounting } from "./absence-kinds.js";

export interface DatedCatalogue {
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
  besideAbsence: false,
  halfDays: false,
  hours: false,
  enteredBy: ["request"],
  sickness: "stands",
  ownSickness: false,
  recallable: false,
  needsDocument: false,
  travels: false,
  compensation: [],
  workedOn: null,
  needsLeaveRight: false,
  backDatedBy: ["hr-officer"],
  route: ["unit-head"],
  longestDays: 366,
  ...more,
});

const leave = { sickness: "extends", recallable: true } as const;
const beyondTheSchedule: Partial<AbsenceKind> = {
  measured: "hours",
  isWork: true,
  compensation: ["paid"],
  sickness: "yields",
  longestDays: 1,
};
const certified = {
  enteredBy: ["certificate"],
  backDatedBy: ["employee", "hr-officer"],
  sickness: "stands",
  longestDays: 366,
} as const;

// Labour Code of Russia: annual and additional leave 114–120, unpaid 128 and 263, study 173–177, maternity and child care
// 255–257, trips 166–168, overtime 99, days off 113 and 153, donors 186, public duties 170; codes of forms T-12/T-13
// (Goskomstat, 05.01.2004 No. 1).
const russia: readonly AbsenceKind[] = [
  kind("annual-leave", "Ежегодный отпуск", "Annual leave", "calendar-days-without-holidays", "ОТ", {
    ...leave,
    ledger: "annual",
    needsLeaveRight: true,
  }),
  kind("additional-leave", "Дополнительный отпуск", "Additional leave", "calendar-days-without-holidays", "ОД", {
    ...leave,
    ledger: "additional",
  }),
  kind("unpaid-leave", "Отпуск без сохранения зарплаты", "Unpaid leave by permission", "calendar-days", "ДО", {
    halfDays: true,
    hours: true,
    recallable: true,
  }),
  kind("unpaid-leave-by-law", "Отпуск без сохранения по закону", "Unpaid leave by law", "calendar-days", "ОЗ"),
  kind("study-leave", "Учебный отпуск с оплатой", "Paid study leave", "calendar-days", "У", { needsDocument: true }),
  kind("unpaid-study-leave", "Учебный отпуск без оплаты", "Unpaid study leave", "calendar-days", "УД", {
    needsDocument: true,
  }),
  kind("maternity-leave", "Отпуск по беременности и родам", "Maternity leave", "calendar-days", "Р", {
    needsDocument: true,
    route: ["hr-officer"],
  }),
  kind("child-care-leave", "Отпуск по уходу за ребёнком", "Child-care leave", "calendar-days", "ОЖ", {
    needsDocument: true,
    route: ["hr-officer"],
    longestDays: 1098, // until the child is three
  }),
  // Announced, or brought from another system; the certificate takes its place.
  kind("sick-leave", "Больничный", "Sick leave", "calendar-days", "Б", {
    ...certified,
    enteredBy: ["request", "certificate"],
    sickness: "yields",
    ownSickness: true,
  }),
  kind(
    "sick-leave-without-benefit",
    "Нетрудоспособность без пособия",
    "Sick leave without benefit",
    "calendar-days",
    "Т",
    {
      ...certified,
      ownSickness: true,
    },
  ),
  kind("care-of-relative", "Уход за больным членом семьи", "Care of a sick relative", "calendar-days", "Б", certified),
  kind("business-trip", "Командировка", "Business trip", "calendar-days", "К", {
    sickness: "yields",
    recallable: true,
    travels: true,
  }),
  kind("training", "Повышение квалификации", "Training away from work", "calendar-days", "ПК", {
    halfDays: true,
    hours: true,
    sickness: "yields",
    recallable: true,
  }),
  kind("remote-work", "Удалённая работа", "Remote work", "scheduled-days", "Я", {
    isWork: true,
    besideAbsence: true,
    halfDays: true,
  }),
  kind("overtime", "Сверхурочная работа", "Overtime", "calendar-days", "С", {
    ...beyondTheSchedule,
    workedOn: "working-day",
  }),
  kind("day-off-work", "Работа в выходной день", "Work on a day off", "calendar-days", "РВ", {
    ...beyondTheSchedule,
    workedOn: "day-off",
    compensation: ["paid", "day-in-lieu"],
  }),
  kind("donor-day", "День донора", "Donor day", "scheduled-days", "ОВ", { needsDocument: true, sickness: "yields" }),
  kind("public-duty", "Исполнение государственных обязанностей", "Public duty", "scheduled-days", "Г", {
    needsDocument: true,
    halfDays: true,
    hours: true,
    sickness: "yields",
  }),
  kind("day-in-lieu", "Отгул за работу в выходной", "Day off in lieu", "scheduled-days", "НВ", {
    ledger: "day-in-lieu",
    sickness: "yields",
    recallable: true,
  }),
  kind("unknown-absence", "Неявка по невыясненной причине", "Absence of unknown reason", "scheduled-days", "НН", {
    enteredBy: ["record"],
    sickness: "yields",
  }),
  kind("absenteeism", "Прогул", "Absence without leave", "scheduled-days", "ПР", {
    enteredBy: ["record"],
    sickness: "yields",
  }),
];

// Other countries: leave in working days; the same codes, since the timesheet's form is the company's.
const elsewhere: readonly AbsenceKind[] = [
  ...russia.map((each): AbsenceKind =>
    each.counts === "calendar-days-without-holidays"
      ? { ...each, counts: "scheduled-days", halfDays: true, needsLeaveRight: false }
      : each,
  ),
  // From an account of hours, which HR fills: by the hour, half a day or the day, as the own schedule plans it.
  kind("time-off", "Отгул по часам", "Time off in hours", "scheduled-days", "НВ", {
    ledger: "time-off",
    halfDays: true,
    hours: true,
    sickness: "yields",
    recallable: true,
    longestDays: 31,
  }),
];

const catalogues: Readonly<Record<string, readonly DatedCatalogue[]>> = {
  RU: [{ from: localDate("2000-01-01"), kinds: russia }],
};
const everywhereElse: readonly DatedCatalogue[] = [{ from: localDate("2000-01-01"), kinds: elsewhere }];

/** The catalogues of a country, by their first days. */
export const cataloguesOf = (country: string): readonly DatedCatalogue[] =>
  (Object.hasOwn(catalogues, country) ? catalogues[country] : undefined) ?? everywhereElse;

/** What a kind is called, wherever and whenever it holds: for telling of facts of any time. */
export const absenceKindNames: ReadonlyMap<string, AbsenceKind["name"]> = new Map(
  [...russia, ...elsewhere].map(({ code, name }) => [code, name]),
);
