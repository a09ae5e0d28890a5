// What is said of timesheets and payroll periods.
import type { Template } from "./template.js";

const sheet = { unit: "unit", period: "month" } as const;

export const timeWords = {
  "timesheet-due": {
    values: { ...sheet, on: "date" },
    others: {
      ru: ["Пора сдать табель", "{unit}: табель за {period} нужно сдать до {on}."],
      en: ["A timesheet is due", "{unit}: the timesheet of {period} is due by {on}."],
    },
  },
  "timesheet-overdue": {
    values: { ...sheet, on: "date" },
    others: {
      ru: ["Табель не сдан", "{unit}: табель за {period} нужно было сдать до {on}."],
      en: ["A timesheet is overdue", "{unit}: the timesheet of {period} was due by {on}."],
    },
  },
  "timesheet-escalated": {
    values: { ...sheet, on: "date" },
    others: {
      ru: [
        "Табель в вашем подчинении не сдан",
        "{unit}: табель за {period} нужно было сдать до {on}. Руководитель получал напоминания.",
      ],
      en: [
        "A timesheet under you is overdue",
        "{unit}: the timesheet of {period} was due by {on}. Its head was reminded.",
      ],
    },
  },
  "timesheet-late": {
    values: { ...sheet, on: "date" },
    others: {
      ru: ["Табель задерживается", "{unit}: табель за {period} не сдан, срок был {on}. Руководство извещено."],
      en: ["A timesheet is missing", "{unit}: the timesheet of {period} was due by {on}. Its superiors were told."],
    },
  },
  "timesheet-submitted": {
    values: sheet,
    others: {
      ru: ["Табель сдан", "{unit}: табель за {period} сдан и ждёт проверки."],
      en: ["A timesheet was submitted", "{unit}: the timesheet of {period} waits to be accepted."],
    },
  },
  "timesheet-returned": {
    values: sheet,
    others: {
      ru: ["Табель возвращён", "{unit}: табель за {period} возвращён на доработку. Причина указана в табеле."],
      en: ["A timesheet was returned", "{unit}: the timesheet of {period} was returned. The sheet says why."],
    },
  },
  "timesheet-accepted": {
    values: sheet,
    others: {
      ru: ["Табель принят", "{unit}: табель за {period} принят бухгалтерией."],
      en: ["A timesheet was accepted", "{unit}: accounting accepted the timesheet of {period}."],
    },
  },
  "timesheet-outdated": {
    values: { ...sheet, person: "person" },
    others: {
      ru: [
        "Сданный табель устарел",
        "{unit}, {period}: после сдачи изменились данные ({person}).",
        "Не принятый табель можно вернуть на доработку; принятый исправляется корректировкой.",
      ],
      en: [
        "A submitted timesheet is out of date",
        "{unit}, {period}: facts have changed since it was handed in ({person}).",
        "A sheet that is not accepted can be returned; an accepted one is put right by a correction.",
      ],
    },
  },
  "period-close-near": {
    values: { period: "month", on: "date", count: "count" },
    others: {
      ru: ["Скоро закрытие периода", "{period}: закрыть до {on}.", "Не сдано: {count|табель|табеля|табелей}."],
      en: [
        "A payroll period is to be closed",
        "{period} is to be closed by {on}.",
        "{count|sheet is|sheets are} missing.",
      ],
    },
  },
  "period-close-overdue": {
    values: { period: "month", on: "date", count: "count" },
    others: {
      ru: ["Период не закрыт", "{period}: нужно было закрыть до {on}.", "Не сдано: {count|табель|табеля|табелей}."],
      en: [
        "A payroll period is not closed",
        "{period} was to be closed by {on}.",
        "{count|sheet is|sheets are} missing.",
      ],
    },
  },
  "month-closed": {
    values: sheet,
    others: {
      ru: ["Месяц закрыт", "{unit}: {period} закрыт. Что выяснится позже, попадёт в следующий период."],
      en: ["A month is closed", "{unit}: {period} is closed. What turns out later goes into the next period."],
    },
  },
  "period-closed": {
    values: { period: "month" },
    others: {
      ru: ["Расчётный период закрыт", "Период закрыт: {period}. Поздние изменения попадут в следующий период."],
      en: ["A payroll period is closed", "{period} is closed. What turns out later is posted into the next period."],
    },
  },
  "correction-posted": {
    values: { ...sheet, person: "person" },
    own: {
      ru: ["Корректировка табеля", "За {period} внесена корректировка вашего табеля."],
      en: ["Your timesheet was corrected", "A correction of your timesheet of {period} was posted."],
    },
    others: {
      ru: ["Корректировка табеля", "{person}: внесена корректировка за {period}."],
      en: ["A timesheet was corrected", "{person}: a correction of {period} was posted."],
    },
  },
} as const satisfies Record<string, Template>;
