// What is said of a leave that a sickness falls into.
import type { Template } from "./template.js";

const days = { person: "person", from: "date", to: "date" } as const;

export const sicknessWords = {
  "leave-interrupted": {
    values: days,
    own: {
      ru: [
        "Больничный пришёлся на отпуск",
        "Дни с {from} по {to} — больничный, из отпуска они не вычитаются.",
        "Когда больничный будет закрыт, выберите: продлить отпуск на эти дни или вернуть их в остаток.",
      ],
      en: [
        "Your sick leave falls into your leave",
        "The days from {from} to {to} are sick leave and do not count as leave.",
        "Once the sick leave is closed, choose: the days after your leave, or back to your balance.",
      ],
    },
  },
  "sickness-choice-due": {
    values: { person: "person", on: "date" },
    own: {
      ru: [
        "Выберите, что делать с днями отпуска",
        "Больничный закрыт. До {on} выберите: продлить отпуск или вернуть дни в остаток.",
        "Без вашего ответа отпуск будет изменён по общему правилу.",
      ],
      en: [
        "Choose what becomes of your days of leave",
        "Your sick leave is closed. Choose by {on}: the days after your leave, or back to your balance.",
        "Without your answer the general rule applies.",
      ],
    },
  },
  "leave-days-returned": {
    values: days,
    own: {
      ru: ["Дни отпуска возвращены", "Дни с {from} по {to} возвращены в остаток отпуска."],
      en: ["Days of leave were given back", "The days from {from} to {to} are back in your balance."],
    },
    others: {
      ru: ["Отпуск не продлевается", "{person}: дни с {from} по {to} возвращены в остаток, отпуск не продлевается."],
      en: ["A leave is not extended", "{person}: the days from {from} to {to} went back to the balance."],
    },
  },
} as const satisfies Record<string, Template>;
