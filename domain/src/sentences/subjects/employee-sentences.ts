// What the events of an employment say.
import type { employeeEvents } from "../../employee/employment-events.js";
import type { SentencesOf } from "../sentence.js";

export const employeeSentences: SentencesOf<typeof employeeEvents> = {
  EmployeeHired: {
    ru: "Приём на работу с {hiredOn}: {fullName:name}, подразделение {unitId:unit}, должность «{position}», {country}, часовой пояс {timeZone}[, почта {email}].",
    en: "Hired from {hiredOn}: {fullName:name}, unit {unitId:unit}, position “{position}”, {country}, time zone {timeZone}[, e-mail {email}].",
  },
  ContractConcluded: {
    ru: "С {from} заключён трудовой договор: {kind:word}[ до {until}][, испытание до {probationUntil}]; руководитель организации: {headOfOrganisation}.",
    en: "A contract was concluded from {from}: {kind:word}[ until {until}][, probation until {probationUntil}]; head of the organisation: {headOfOrganisation}.",
  },
  ScheduleAssigned: {
    ru: "С {from} назначен график работы {schedule.code}.",
    en: "Schedule {schedule.code} applies from {from}.",
  },
  SalarySet: {
    ru: "С {from} установлен оклад {monthly:money} в месяц.",
    en: "The salary is {monthly:money} a month from {from}.",
  },
  AllowanceSet: {
    ru: "С {from} изменена надбавка {code}[: {monthly:money} в месяц].",
    en: "Allowance {code} changes from {from}[: {monthly:money} a month].",
  },
  EmployeeTransferred: {
    ru: "С {from} перевод: подразделение {unitId:unit}, должность «{position}».",
    en: "Transferred from {from}: unit {unitId:unit}, position “{position}”.",
  },
  EmployeeLeft: {
    ru: "Увольнение, последний день {lastDay}[, основание: {ground:word}][; исправляет последний день {corrects}].",
    en: "Leaves, the last day is {lastDay}[, ground: {ground:word}][; this corrects the last day {corrects}].",
  },
  EmployeeRehired: {
    ru: "Повторный приём на работу с {hiredOn}: подразделение {unitId:unit}, должность «{position}», {country}, часовой пояс {timeZone}.",
    en: "Hired again from {hiredOn}: unit {unitId:unit}, position “{position}”, {country}, time zone {timeZone}.",
  },
  LeavingWithdrawn: {
    ru: "Увольнение с последним днём {lastDay} отозвано.",
    en: "The leaving with the last day {lastDay} was withdrawn.",
  },
  GradeAssigned: { ru: "С {from} присвоен грейд {grade}.", en: "Grade {grade} applies from {from}." },
  EmployeeRelocated: {
    ru: "С {from} место работы: {country}, часовой пояс {timeZone}.",
    en: "The place of work from {from} is {country}, time zone {timeZone}.",
  },
  PersonalDataChanged: {
    ru: "Изменены личные данные: {fullName:name}[, почта {email}].",
    en: "Personal data changed: {fullName:name}[, e-mail {email}].",
  },
  EntryAnnulled: {
    ru: "Аннулирована запись: {entry:word} с {from}[, код {code}].",
    en: "An entry was annulled: {entry:word} from {from}[, code {code}].",
  },
};
