// What is said of resignations, of handing over, and to many.
import { type LetterAnswer, letterAnswers } from "../../resignation/letter-check/answers.js";
import type { Template } from "./template.js";

const person = { person: "person" } as const;

/** The sentence of the rule, and that the receipt stands: an employee is never told less by mail than in the application. */
const letterNeeds = ({ ru, en }: LetterAnswer): Template => ({
  values: {},
  own: {
    ru: ["Заявление нужно исправить", ru, "Дата получения сохраняется. Отмеченная копия ждёт вас в системе."],
    en: ["Your letter needs a correction", en, "The date of receipt stands. A marked copy is in the application."],
  },
});

export const leavingWords = {
  "resignation-received": {
    values: person,
    own: {
      ru: ["Заявление получено", "Ваше заявление об увольнении получено. Мы сообщим о следующих шагах."],
      en: ["Your letter was received", "Your letter of resignation was received. You will hear of the next steps."],
    },
    others: {
      ru: ["Получено заявление", "{person}: получено заявление об увольнении."],
      en: ["A letter was received", "{person}: a letter of resignation was received."],
    },
  },
  "resignation-corrections-asked": {
    values: { count: "count" },
    own: {
      ru: [
        "Заявление нужно дополнить",
        "В заявлении найдено {count|замечание|замечания|замечаний}. Дата получения сохраняется.",
      ],
      en: [
        "Your letter needs a correction",
        "We have {count|remark|remarks} on your letter. The date of receipt stands.",
      ],
    },
  },
  "letter-identity-mismatch": letterNeeds(letterAnswers["identity-mismatch"]),
  "letter-intent-missing": letterNeeds(letterAnswers["intent-missing"]),
  "letter-signature-missing": letterNeeds(letterAnswers["signature-missing"]),
  "letter-ready": {
    values: person,
    own: {
      ru: ["Заявление прочитано", "Ваше заявление понятно и передано в кадры."],
      en: ["Your letter was read", "Your letter is clear and was handed to HR."],
    },
    others: {
      ru: ["Заявление ждёт решения", "{person}: заявление прочитано, назначьте последний день."],
      en: ["A letter waits for a decision", "{person}: the letter was read; please decide the last day."],
    },
  },
  "letter-to-review": {
    values: person,
    others: {
      ru: ["Заявление ждёт просмотра", "{person}: посмотрите скан заявления."],
      en: ["A letter has to be looked at", "{person}: please look at the scan of the letter."],
    },
  },
  "resignation-accepted": {
    values: { ...person, lastDay: "date" },
    own: {
      ru: ["Заявление принято", "Ваш последний рабочий день — {lastDay}."],
      en: ["Your letter was accepted", "Your last day is {lastDay}."],
    },
    others: {
      ru: ["Заявление принято", "{person}: последний рабочий день — {lastDay}."],
      en: ["A letter was accepted", "{person}: the last day is {lastDay}."],
    },
  },
  "resignation-withdrawn": {
    values: person,
    own: {
      ru: ["Заявление отозвано", "Ваше заявление отозвано; вы продолжаете работать."],
      en: ["Your letter was withdrawn", "Your letter was withdrawn; you stay."],
    },
    others: {
      ru: ["Заявление отозвано", "{person}: заявление об увольнении отозвано."],
      en: ["A letter was withdrawn", "{person}: the letter of resignation was withdrawn."],
    },
  },
  "last-day-near": {
    values: { ...person, lastDay: "date" },
    own: {
      ru: ["Скоро последний рабочий день", "Ваш последний рабочий день — {lastDay}. Проверьте обходной лист."],
      en: ["Your last day is near", "Your last day is {lastDay}. Please look at your exit checklist."],
    },
    others: {
      ru: ["Скоро последний день сотрудника", "{person}: последний рабочий день — {lastDay}."],
      en: ["A last day is near", "{person}: the last day is {lastDay}."],
    },
  },
  "execution-missing": {
    values: { ...person, lastDay: "date" },
    others: {
      ru: [
        "Увольнение не оформлено",
        "{person}: последний рабочий день — {lastDay}, а увольнение не оформлено.",
        "Пока его не оформит человек, оно не состоится.",
      ],
      en: [
        "A resignation is not executed",
        "{person}: the last day is {lastDay}, and the resignation is not executed.",
        "Nothing follows from it until a person does so.",
      ],
    },
  },
  "exit-item-due": {
    values: { ...person, item: "title", on: "date" },
    own: {
      ru: ["Пункт обходного листа", "Сделайте до {on}: {item}."],
      en: ["An item of your exit checklist", "Please do by {on}: {item}."],
    },
    others: {
      ru: ["Пункт обходного листа", "{person}: {item}. Срок — {on}."],
      en: ["An item of an exit checklist", "{person}: {item}. Due on {on}."],
    },
  },
  "hand-over": {
    values: { count: "count" },
    others: {
      ru: ["Вам переданы дела", "Вам передано {count|дело|дела|дел}. Они ждут вас в системе."],
      en: [
        "Something was handed over to you",
        "{count|matter|matters} came to you and can be found in the application.",
      ],
    },
  },
  announcement: {
    values: { title: "title", text: "title" },
    others: { ru: ["{title}", "{text}"], en: ["{title}", "{text}"] },
  },
} as const satisfies Record<string, Template>;
