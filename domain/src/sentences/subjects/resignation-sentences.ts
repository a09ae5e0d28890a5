// What the events of a resignation say.
import type { resignationEvents } from "../../resignation/resignation.js";
import type { SentencesOf } from "../sentence.js";

export const resignationSentences: SentencesOf<typeof resignationEvents> = {
  ResignationReceived: {
    ru: "{receivedOn} получено заявление об увольнении № {number} ({form:word}), основание: {ground:word}[, просит дату {asked.date}]; срок предупреждения до {noticeEnds}[, последний день {proposedLastDay}]; вопросов: {open:count}. Принял {receivedBy:who}.",
    en: "Letter of resignation no. {number} was received on {receivedOn} ({form:word}), ground: {ground:word}[, asks for {asked.date}]; the notice ends on {noticeEnds}[, last day {proposedLastDay}]; open questions: {open:count}. Received by {receivedBy:who}.",
  },
  LetterUploaded: {
    ru: "{on} загружен скан заявления № {number} (круг {round}): {uploadedBy:who}.",
    en: "A scan of letter no. {number} was uploaded on {on} (round {round}) by {uploadedBy:who}.",
  },
  LetterRead: {
    ru: "Скан заявления № {number} прочитан (круг {round}, правила {rules}): {outcome:word}; просьб исправить: {count}[, последний день {proposedLastDay}].",
    en: "The scan of letter no. {number} was read (round {round}, rules {rules}): {outcome:word}; corrections asked for: {count}[, last day {proposedLastDay}].",
  },
  LetterJudged: {
    ru: "Скан заявления № {number} (круг {round}) рассмотрен: {verdict:word}; просьб исправить: {count}[, последний день {proposedLastDay}]. Рассмотрел {judgedBy:who}.",
    en: "The scan of letter no. {number} (round {round}) was judged: {verdict:word}; corrections asked for: {count}[, last day {proposedLastDay}]. By {judgedBy:who}.",
  },
  ResignationChecked: {
    ru: "Заявление № {number} проверено (круг {round}): {checkedBy:who}, замечаний: {count}[ ({findings:findings})].",
    en: "Letter no. {number} was checked (round {round}) by {checkedBy:who}, findings: {count}[ ({findings:findings})].",
  },
  ResignationCorrected: {
    ru: "{on} заявление № {number} исправлено (круг {round}, {form:word}), основание: {ground:word}[, просит дату {asked.date}]; срок предупреждения до {noticeEnds}[, последний день {proposedLastDay}]; {correctedBy:who}.",
    en: "Letter no. {number} was corrected on {on} (round {round}, {form:word}), ground: {ground:word}[, asks for {asked.date}]; the notice ends on {noticeEnds}[, last day {proposedLastDay}]; by {correctedBy:who}.",
  },
  ResignationOriginalReceived: {
    ru: "{on} получен подлинник заявления № {number} ({form:word}).",
    en: "The original of letter no. {number} was received on {on} ({form:word}).",
  },
  ReplacementInvited: {
    ru: "{on} на место увольняющегося (заявление № {number}) письменно приглашён другой работник.",
    en: "Somebody was invited in writing on {on} to the place of the leaver (letter no. {number}).",
  },
  ResignationAccepted: {
    ru: "Заявление № {number} принято: последний день {lastDay} ({by:word}), {acceptedBy:who}; пунктов обходного листа: {checklist:count}.",
    en: "Letter no. {number} was accepted by {acceptedBy:who}: the last day is {lastDay} ({by:word}); items of the exit checklist: {checklist:count}.",
  },
  ResignationWithdrawn: {
    ru: "{on} заявление № {number} отозвано: {withdrawnBy:who}; после оформления увольнения: {afterExecution}.",
    en: "Letter no. {number} was withdrawn on {on} by {withdrawnBy:who}; after the leaving was carried out: {afterExecution}.",
  },
  ResignationExecuted: {
    ru: "Увольнение по заявлению № {number} оформлено, последний день {lastDay}: {executedBy:who}[. Несмотря на: {despite}].",
    en: "Letter no. {number} was carried out by {executedBy:who}, the last day is {lastDay}[. Despite: {despite}].",
  },
  ExitItemDone: {
    ru: "Пункт обходного листа {item} (заявление № {number}) закрыт {doneOn}: {doneBy:who}.",
    en: "Item {item} of the exit checklist (letter no. {number}) was done on {doneOn} by {doneBy:who}.",
  },
};
