// What the events of roles, deputies, log-ins and calendar feeds say. No secret is in any sentence.
import type { accessEvents } from "../../access/access.js";
import type { administratorEvents } from "../../access/administrators.js";
import type { readingsEvents } from "../../access/readings.js";
import type { calendarFeedsEvents } from "../../team/calendar-feeds.js";
import type { SentencesOf } from "../sentence.js";

export const accessSentences: SentencesOf<typeof accessEvents> = {
  RoleGranted: {
    ru: "С {from}[ по {until}] {userId:who} получает роль: {role:word} ({scope.over:word}[ {scope.unitIds:unit}]).",
    en: "{userId:who} has a role from {from}[ to {until}]: {role:word} ({scope.over:word}[ {scope.unitIds:unit}]).",
  },
  RoleRevoked: {
    ru: "С {on} у {userId:who} больше нет роли: {role:word}.",
    en: "{userId:who} loses a role on {on}: {role:word}.",
  },
  PasswordSet: { ru: "Установлен новый пароль: {userId:who}.", en: "A new password was set for {userId:who}." },
  DeputyAppointed: {
    ru: "С {from}[ по {until}] {userId:who} замещает {deputy:who}[; виды отсутствий: {kinds:kind}].",
    en: "{deputy:who} stands in for {userId:who} from {from}[ to {until}][, for {kinds:kind}].",
  },
  DeputyDismissed: {
    ru: "С {on} {userId:who} больше не замещает {deputy:who}.",
    en: "{deputy:who} no longer stands in for {userId:who} from {on}.",
  },
};

export const administratorSentences: SentencesOf<typeof administratorEvents> = {
  AdministratorReleased: {
    ru: "{userId:who} освобождается от обязанностей администратора.",
    en: "{userId:who} is released as administrator.",
  },
  AdministratorEngaged: {
    ru: "{userId:who} становится администратором.",
    en: "{userId:who} is engaged as administrator.",
  },
};

export const calendarFeedsSentences: SentencesOf<typeof calendarFeedsEvents> = {
  CalendarFeedCreated: {
    ru: "Создана лента календаря {feedId} ({subject.of:word}[ {subject.unitId:unit}]), язык: {language:word}, {userId:who}.",
    en: "Calendar feed {feedId} was created ({subject.of:word}[ {subject.unitId:unit}]), language: {language:word}, {userId:who}.",
  },
  CalendarFeedRevoked: {
    ru: "Лента календаря {feedId} ({userId:who}) отозвана: {revokedBy:who}.",
    en: "Calendar feed {feedId} of {userId:who} was revoked by {revokedBy:who}.",
  },
};

export const readingsSentences: SentencesOf<typeof readingsEvents> = {
  PersonalDataRead: {
    ru: "Личные данные ({what:word}, {userIds:who}) просмотрены: {readBy:who}.",
    en: "Personal data of {userIds:who} ({what:word}) were looked at by {readBy:who}.",
  },
};
