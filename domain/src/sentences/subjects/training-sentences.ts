// What the events of training say.
import type { trainingProgrammeEvents } from "../../training/programme.js";
import type { trainingSessionEvents } from "../../training/session.js";
import type { trainingAccountEvents } from "../../training/training-account.js";
import type { SentencesOf } from "../sentence.js";

export const trainingProgrammeSentences: SentencesOf<typeof trainingProgrammeEvents> = {
  TrainingProgrammeOpened: {
    ru: "Открыта программа обучения {programmeId} «{title:title}» ({entitlement:word}).",
    en: "Training programme {programmeId} “{title:title}” was opened ({entitlement:word}).",
  },
  TrainingProgrammeClosed: {
    ru: "Программа обучения {programmeId} закрыта.",
    en: "Training programme {programmeId} was closed.",
  },
};

export const trainingSessionSentences: SentencesOf<typeof trainingSessionEvents> = {
  TrainingSessionPublished: {
    ru: "Объявлено занятие {sessionId} «{title:title}» программы {programmeId}: {startsAt}–{endsAt}, {place}, мест: {seats}, ведёт {trainerId:who}.",
    en: "Session {sessionId} “{title:title}” of programme {programmeId} was published: {startsAt}–{endsAt}, {place}, seats: {seats}, trainer {trainerId:who}.",
  },
  TrainingSeatsChanged: {
    ru: "На занятии {sessionId} теперь мест: {seats}.",
    en: "Session {sessionId} now has {seats} seats.",
  },
  TrainingSessionMoved: {
    ru: "Занятие {sessionId} перенесено: {startsAt}–{endsAt}, {place}.",
    en: "Session {sessionId} was moved: {startsAt}–{endsAt}, {place}.",
  },
  TrainingSessionCancelled: {
    ru: "Занятие {sessionId} отменено: {reason}.",
    en: "Session {sessionId} was cancelled: {reason}.",
  },
  TrainingBooked: {
    ru: "Место на занятии {sessionId} забронировано: {employeeId:who}.",
    en: "{employeeId:who} has a place in session {sessionId}.",
  },
  TrainingWaitlisted: {
    ru: "В листе ожидания занятия {sessionId}: {employeeId:who}.",
    en: "{employeeId:who} is on the waiting list of session {sessionId}.",
  },
  TrainingMovedUp: {
    ru: "Из листа ожидания место на занятии {sessionId} получает {employeeId:who}.",
    en: "{employeeId:who} moved up from the waiting list of session {sessionId}.",
  },
  TrainingBookingCancelled: {
    ru: "Бронь на занятие {sessionId} отменена: {employeeId:who}.",
    en: "The booking of {employeeId:who} for session {sessionId} was cancelled.",
  },
  TrainingBookingDeclined: {
    ru: "В месте на занятии {sessionId} отказано: {employeeId:who}.",
    en: "{employeeId:who} was declined a place in session {sessionId}.",
  },
  TrainingAttendanceRecorded: {
    ru: "Посещение занятия {sessionId} ({employeeId:who}): {attended}.",
    en: "Attendance at session {sessionId} ({employeeId:who}): {attended}.",
  },
};

export const trainingAccountSentences: SentencesOf<typeof trainingAccountEvents> = {
  TrainingSubscribed: {
    ru: "Подписка на программу обучения {programmeId}.",
    en: "Subscribed to training programme {programmeId}.",
  },
  TrainingUnsubscribed: {
    ru: "Отписка от программы обучения {programmeId}.",
    en: "Unsubscribed from training programme {programmeId}.",
  },
  TrainingEntitlementGranted: {
    ru: "С {from}[ по {until}] предоставлено право {entitlementId} на программу {programmeId}[, занятий: {sessions}].",
    en: "Entitlement {entitlementId} to programme {programmeId} was granted from {from}[ to {until}][, sessions: {sessions}].",
  },
  TrainingEntitlementRevoked: {
    ru: "Право {entitlementId} на обучение отозвано.",
    en: "Entitlement {entitlementId} to training was revoked.",
  },
  TrainingPlaceReserved: {
    ru: "По праву {entitlementId} занято место на занятии {sessionId} программы {programmeId}, {on}.",
    en: "A place in session {sessionId} of programme {programmeId} on {on} was reserved by entitlement {entitlementId}.",
  },
  TrainingPlaceReleased: {
    ru: "Место на занятии {sessionId} освобождено: {outcome:word}.",
    en: "The place in session {sessionId} was released: {outcome:word}.",
  },
};
