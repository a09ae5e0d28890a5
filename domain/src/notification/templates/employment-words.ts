// What is said of somebody's unit and probation.
import type { Template } from "./template.js";

export const employmentWords = {
  "unit-changed": {
    values: { unit: "unit", head: "person", from: "date" },
    own: {
      ru: ["Ваше подразделение меняется", "С {from} ваше подразделение — {unit}, руководитель — {head}."],
      en: ["Your unit changes", "From {from} your unit is {unit}, headed by {head}."],
    },
  },
  "probation-ends": {
    values: { person: "person", on: "date" },
    others: {
      ru: ["Заканчивается испытательный срок", "{person}: испытательный срок — по {on}."],
      en: ["A probation ends soon", "{person}: the last day of the probation is {on}."],
    },
  },
} as const satisfies Record<string, Template>;
