// What the organisation's events say.
import type { organisationEvents } from "../../organisation/organisation.js";
import type { SentencesOf } from "../sentence.js";

export const organisationSentences: SentencesOf<typeof organisationEvents> = {
  UnitEstablished: {
    ru: "С {on} создано подразделение {unitId} «{name}»[ в составе {parentId:unit}].",
    en: "Unit {unitId} “{name}” was established on {on}[ under {parentId:unit}].",
  },
  UnitHeadAppointed: {
    ru: "С {from} подразделение {unitId:unit} возглавляет {employeeId:who}.",
    en: "{employeeId:who} heads unit {unitId:unit} from {from}.",
  },
  UnitHeadVacated: {
    ru: "С {from} подразделение {unitId:unit} больше не возглавляет {employeeId:who}.",
    en: "{employeeId:who} no longer heads unit {unitId:unit} from {from}.",
  },
  UnitMoved: {
    ru: "С {from} подразделение {unitId:unit} подчинено {parentId:unit}.",
    en: "Unit {unitId:unit} stands under {parentId:unit} from {from}.",
  },
  UnitRenamed: {
    ru: "С {from} подразделение {unitId} называется «{name}».",
    en: "Unit {unitId} is called “{name}” from {from}.",
  },
  UnitDissolved: {
    ru: "{on} упразднено подразделение {unitId:unit}, его преемник – {successorId:unit}.",
    en: "Unit {unitId:unit} was dissolved on {on} into {successorId:unit}.",
  },
};
