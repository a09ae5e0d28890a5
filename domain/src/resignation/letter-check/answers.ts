// What is said of a letter in plain words, by rule: to the employee what to put right, and to HR why a person looks.
import type { LetterAdvisory, LetterDefect, LetterReviewReason } from "./check-letter.js";

export interface LetterAnswer {
  readonly ru: string;
  readonly en: string;
}

export const letterAnswers: Readonly<Record<LetterDefect | LetterAdvisory | LetterReviewReason, LetterAnswer>> = {
  "identity-mismatch": {
    ru: "В заявлении стоит другое имя. Загрузите заявление, написанное от вашего имени.",
    en: "The letter names somebody else. Please upload a letter in your own name.",
  },
  "intent-missing": {
    ru: "В заявлении нет просьбы об увольнении. Напишите, что просите уволить вас.",
    en: "The letter does not say that you wish to leave. Please write that you resign.",
  },
  "signature-missing": {
    ru: "На заявлении нет подписи. Подпишите его и загрузите снова.",
    en: "The letter is not signed. Please sign it and upload it again.",
  },
  "position-missing": {
    ru: "Лучше указать вашу должность. Это не мешает рассмотрению.",
    en: "It is better to name your position. Nothing is held up by it.",
  },
  "addressee-missing": {
    ru: "Лучше указать, кому адресовано заявление. Это не мешает рассмотрению.",
    en: "It is better to say whom the letter is to. Nothing is held up by it.",
  },
  "writing-date-missing": {
    ru: "Лучше указать дату написания. Это не мешает рассмотрению.",
    en: "It is better to write the day on which it was written. Nothing is held up by it.",
  },
  illegible: { ru: "Страница не читается уверенно.", en: "The page cannot be read with certainty." },
  "other-ground": { ru: "Названо другое основание.", en: "Another ground is named." },
  "not-a-resignation": { ru: "Похоже, что заявление о другом.", en: "The letter seems to be about something else." },
  "ambiguous-date": {
    ru: "Неясно, рабочий ли названный день.",
    en: "It is not clear whether the day that is named is still worked.",
  },
  "date-out-of-range": { ru: "Дата вне разумных пределов.", en: "A day lies outside of what is likely." },
  "identity-unsure": { ru: "Неясно, чьё это заявление.", en: "It is not certain whose letter it is." },
  "intent-unsure": { ru: "Неясно, о чём просьба.", en: "It is not certain what is asked for." },
  "ground-unsure": { ru: "Неясно основание.", en: "The ground is not certain." },
  "date-unsure": { ru: "Неясен последний день.", en: "The last day is not certain." },
  "signature-unsure": { ru: "Неясно, есть ли подпись.", en: "It is not certain whether it is signed." },
  "second-reading-missing": { ru: "Второе чтение не состоялось.", en: "The second reading did not take place." },
  "not-read": { ru: "Прочитать скан не удалось.", en: "The scan could not be read." },
};
