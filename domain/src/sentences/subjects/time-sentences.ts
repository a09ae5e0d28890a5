// What the events of timesheets, payroll periods and corrections say.
import type { payrollCorrectionsEvents } from "../../payroll/payroll-corrections.js";
import type { payrollPeriodEvents } from "../../payroll/payroll-period.js";
import type { timesheetEvents } from "../../timesheet/timesheet.js";
import type { SentencesOf } from "../sentence.js";

export const timesheetSentences: SentencesOf<typeof timesheetEvents> = {
  DeviationRecorded: {
    ru: "В табель {unitId:unit} за {period} на {date} внесено: {entries:cell} ({employeeId:who}), внёс {recordedBy:who}.",
    en: "Timesheet of {unitId:unit} for {period}, {date}: {entries:cell} ({employeeId:who}), recorded by {recordedBy:who}.",
  },
  DeviationRemoved: {
    ru: "Из табеля {unitId:unit} за {period} убрано отклонение на {date} ({employeeId:who}), убрал {removedBy:who}.",
    en: "The deviation on {date} was removed from the timesheet of {unitId:unit} for {period} ({employeeId:who}) by {removedBy:who}.",
  },
  TimesheetSubmitted: {
    ru: "Табель {unitId:unit} за {period} сдан: {submittedBy:who}.",
    en: "The timesheet of {unitId:unit} for {period} was submitted by {submittedBy:who}.",
  },
  TimesheetReturned: {
    ru: "Табель {unitId:unit} за {period} возвращён: {returnedBy:who}[. Причина: {reason}].",
    en: "The timesheet of {unitId:unit} for {period} was returned by {returnedBy:who}[. Reason: {reason}].",
  },
  TimesheetAccepted: {
    ru: "Табель {unitId:unit} за {period} принят: {acceptedBy:who}.",
    en: "The timesheet of {unitId:unit} for {period} was accepted by {acceptedBy:who}.",
  },
  TimesheetClosed: {
    ru: "Табель {unitId:unit} за {period} закрыт: {closedBy:who}.",
    en: "The timesheet of {unitId:unit} for {period} was closed by {closedBy:who}.",
  },
  LockOverridden: {
    ru: "В закрытом для правок табеле {unitId:unit} за {period} день {date} открыт до {until} ({employeeId:who}): {overriddenBy:who}[. Причина: {reason}].",
    en: "{date} in the locked timesheet of {unitId:unit} for {period} was opened until {until} ({employeeId:who}) by {overriddenBy:who}[. Reason: {reason}].",
  },
  CorrectiveTimesheetPosted: {
    ru: "Корректирующий табель № {number} {unitId:unit} за {period} ({employeeId:who}): {cells:cells}; внёс {postedBy:who}[. Причина: {reason}].",
    en: "Corrective timesheet no. {number} of {unitId:unit} for {period} ({employeeId:who}): {cells:cells}; posted by {postedBy:who}[. Reason: {reason}].",
  },
};

export const payrollPeriodSentences: SentencesOf<typeof payrollPeriodEvents> = {
  PeriodOpened: { ru: "Открыт расчётный период {period}.", en: "Payroll period {period} was opened." },
  PeriodCalculated: { ru: "Рассчитан период {period}.", en: "Payroll period {period} was calculated." },
  PeriodClosed: { ru: "Закрыт расчётный период {period}.", en: "Payroll period {period} was closed." },
};

export const payrollCorrectionsSentences: SentencesOf<typeof payrollCorrectionsEvents> = {
  PayrollCorrectionPosted: {
    ru: "Проведено исправление № {number} за закрытый период {of}, провёл {postedBy:who}[: изменение отработанных минут {difference.workedMinutes}, строк оплаты {difference.lines:count}].",
    en: "Correction no. {number} of the closed period {of} was posted by {postedBy:who}[: worked minutes change by {difference.workedMinutes}, lines of pay: {difference.lines:count}].",
  },
};
