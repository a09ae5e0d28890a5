// What is said of absences, deputies and leave. Subjects name nobody and no kind: they are read on locked screens.
import type { Template } from "./template.js";

const request = { person: "person", kind: "kind", from: "date", to: "date" } as const;
const part = { person: "person", from: "date", to: "date" } as const;

export const absenceWords = {
  "leave-submitted": {
    values: request,
    own: {
      ru: ["Заявка отправлена", "Ваша заявка ({kind}, с {from} по {to}) отправлена на согласование."],
      en: ["Your request was sent", "Your request ({kind}, {from} to {to}) waits for approval."],
    },
  },
  "step-waits": {
    values: request,
    others: {
      ru: ["Заявка ждёт вашего решения", "{person}: {kind}, с {from} по {to}.", "Согласуйте или отклоните заявку."],
      en: ["A request waits for you", "{person}: {kind}, {from} to {to}.", "Please approve or reject it."],
    },
  },
  "step-reminder": {
    values: request,
    others: {
      ru: [
        "Напоминание: заявка ждёт вашего решения",
        "{person}: {kind}, с {from} по {to}.",
        "Заявка всё ещё не рассмотрена.",
      ],
      en: ["Reminder: a request waits for you", "{person}: {kind}, {from} to {to}.", "It has not been decided yet."],
    },
  },
  "step-escalated": {
    values: request,
    own: {
      ru: [
        "Заявка передана выше",
        "Ваша заявка с {from} по {to} долго ждала решения и передана вышестоящему руководителю.",
      ],
      en: [
        "Your request was passed on",
        "Your request for {from} to {to} waited too long and was passed on to a superior.",
      ],
    },
    others: {
      ru: ["Заявка передана вам", "{person}: {kind}, с {from} по {to}.", "Заявка долго ждала решения и передана вам."],
      en: ["A request was passed on to you", "{person}: {kind}, {from} to {to}.", "It waited too long elsewhere."],
    },
  },
  "leave-approved": {
    values: request,
    own: {
      ru: ["Заявка согласована", "Ваша заявка ({kind}) с {from} по {to} согласована."],
      en: ["Your request was approved", "Your request ({kind}) for {from} to {to} was approved."],
    },
    others: {
      ru: ["Согласовано отсутствие", "{person} отсутствует с {from} по {to}: {kind}."],
      en: ["An absence was approved", "{person} is away from {from} to {to}: {kind}."],
    },
  },
  "leave-rejected": {
    values: request,
    own: {
      ru: ["Заявка отклонена", "Ваша заявка ({kind}) с {from} по {to} отклонена. Причина указана в заявке."],
      en: ["Your request was rejected", "Your request ({kind}) for {from} to {to} was rejected. The request says why."],
    },
  },
  "leave-withdrawn": {
    values: request,
    others: {
      ru: ["Заявка отозвана", "{person}: заявка с {from} по {to} отозвана, решение больше не нужно."],
      en: [
        "A request was withdrawn",
        "{person}: the request for {from} to {to} was withdrawn; nothing is to be decided.",
      ],
    },
  },
  "cancellation-asked": {
    values: request,
    others: {
      ru: ["Просят отменить согласованное отсутствие", "{person} просит отменить: {kind}, с {from} по {to}."],
      en: ["A cancellation waits for you", "{person} asks to cancel: {kind}, {from} to {to}."],
    },
  },
  "cancellation-declined": {
    values: request,
    own: {
      ru: ["В отмене отказано", "Отсутствие с {from} по {to} остаётся согласованным. Причина указана в заявке."],
      en: ["The cancellation was declined", "Your absence from {from} to {to} stands. The request says why."],
    },
  },
  "leave-cancelled": {
    values: request,
    own: {
      ru: ["Отсутствие отменено", "Ваше отсутствие ({kind}) с {from} по {to} отменено."],
      en: ["Your absence was cancelled", "Your absence ({kind}) from {from} to {to} was cancelled."],
    },
    others: {
      ru: ["Отсутствие отменено", "{person} не будет отсутствовать с {from} по {to}."],
      en: ["An absence was cancelled", "{person} will not be away from {from} to {to}."],
    },
  },
  "recall-proposed": {
    values: request,
    own: {
      ru: [
        "Вас просят выйти из отпуска",
        "Вам предлагают прервать отпуск с {from} по {to}. Отзыв возможен только с вашего согласия.",
      ],
      en: ["You are asked to come back", "You are asked to break your leave of {from} to {to}. It needs your consent."],
    },
  },
  "recall-declined": {
    values: request,
    others: {
      ru: ["Отзыв из отпуска отклонён", "{person} не согласен на отзыв из отпуска с {from} по {to}."],
      en: ["The recall was declined", "{person} does not consent to be called back from {from} to {to}."],
    },
  },
  "employee-recalled": {
    values: request,
    own: {
      ru: ["Отзыв из отпуска оформлен", "Вы отозваны из отпуска с {from} по {to}. Неиспользованные дни возвращены."],
      en: ["Your recall is recorded", "You were called back from {from} to {to}. The unused days were given back."],
    },
    others: {
      ru: ["Отзыв из отпуска оформлен", "{person} отозван из отпуска с {from} по {to}."],
      en: ["A recall is recorded", "{person} was called back from {from} to {to}."],
    },
  },
  "absence-corrected": {
    values: request,
    own: {
      ru: ["Отсутствие исправлено", "Ваше отсутствие исправлено: {kind}, с {from} по {to}."],
      en: ["Your absence was corrected", "Your absence was corrected: {kind}, {from} to {to}."],
    },
    others: {
      ru: ["Отсутствие исправлено", "{person}: {kind}, с {from} по {to}."],
      en: ["An absence was corrected", "{person}: {kind}, {from} to {to}."],
    },
  },
  "sick-leave-opened": {
    values: request,
    own: {
      ru: ["Больничный учтён", "Ваш больничный с {from} по {to} учтён. Выздоравливайте!"],
      en: ["Your sick leave is recorded", "Your sick leave from {from} to {to} is recorded. Get well soon!"],
    },
    others: {
      ru: ["Отсутствие сотрудника", "{person} отсутствует с {from} по {to}: {kind}."],
      en: ["An employee is away", "{person} is away from {from} to {to}: {kind}."],
    },
  },
  "leave-moved-by-sickness": {
    values: request,
    own: {
      ru: ["Отпуск продлён из-за больничного", "Дни, занятые больничным, переносятся: отпуск с {from} по {to}."],
      en: ["Your leave is extended", "The days that your sick leave took follow: leave from {from} to {to}."],
    },
    others: {
      ru: ["Отпуск продлён", "{person}: отпуск продлён, с {from} по {to}."],
      en: ["A leave is extended", "{person}: the leave goes on from {from} to {to}."],
    },
  },
  "deputy-appointed": {
    values: { person: "person", deputy: "person", from: "date" },
    own: {
      ru: ["Назначен заместитель", "{deputy} замещает вас с {from}."],
      en: ["Your deputy was appointed", "{deputy} stands in for you from {from}."],
    },
    others: {
      ru: ["Вы назначены заместителем", "Вы замещаете: {person}, с {from}."],
      en: ["You are a deputy", "You stand in for {person} from {from}."],
    },
  },
  "deputy-ended": {
    values: { person: "person", deputy: "person" },
    own: {
      ru: ["Замещение окончено", "{deputy} вас больше не замещает."],
      en: ["The deputising has ended", "{deputy} does not stand in for you any more."],
    },
    others: {
      ru: ["Замещение окончено", "Вы больше не замещаете: {person}."],
      en: ["The deputising has ended", "You do not stand in for {person} any more."],
    },
  },
  "leave-announced": {
    values: part,
    own: {
      ru: [
        "Скоро ваш отпуск",
        "По графику ваш отпуск начинается {from} и длится по {to}. Подтвердите, что ознакомлены.",
      ],
      en: [
        "Your leave begins soon",
        "By the schedule your leave is from {from} to {to}. Please confirm that you know.",
      ],
    },
    others: {
      ru: ["Скоро отпуск по графику", "{person}: отпуск с {from} по {to}."],
      en: ["A planned leave begins soon", "{person}: leave from {from} to {to}."],
    },
  },
  "leave-change-proposed": {
    values: { person: "person" },
    own: {
      ru: ["Предлагают изменить график отпусков", "Вам предлагают другие даты отпуска. Ответьте в графике."],
      en: ["A change of your leave is proposed", "Other dates are proposed to you. Please answer in the schedule."],
    },
    others: {
      ru: ["Просят изменить график отпусков", "{person} просит другие даты отпуска."],
      en: ["A change of a leave is asked for", "{person} asks for other dates."],
    },
  },
  "leave-change-answered": {
    values: { person: "person" },
    own: {
      ru: ["Ответ по графику отпусков", "На изменение вашего отпуска получен ответ; он указан в графике."],
      en: ["The change of your leave was answered", "The schedule shows the answer."],
    },
    others: {
      ru: ["Ответ по графику отпусков", "{person}: получен ответ об изменении отпуска."],
      en: ["A change of a leave was answered", "{person}: the schedule shows the answer."],
    },
  },
  "carry-over-expires": {
    values: { days: "days", on: "date" },
    own: {
      ru: [
        "Скоро сгорят перенесённые дни",
        "До {on} нужно использовать {days|день|дня|дней}, перенесённых с прошлого года.",
      ],
      en: ["Days carried over expire soon", "Use {days|day|days} carried over from last year by {on}."],
    },
  },
} as const satisfies Record<string, Template>;
