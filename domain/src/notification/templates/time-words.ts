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
