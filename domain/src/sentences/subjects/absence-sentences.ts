// What the events of sickness, trips and work on days off say.
import type { sickLeaveEvents } from "../../absence/sick-leave/sick-leave-events.js";
import type { tripEvents } from "../../absence/trip/trip-events.js";
import type { workEvents } from "../../absence/work/work-events.js";
import type { SentencesOf } from "../sentence.js";

export const sickLeaveSentences: SentencesOf<typeof sickLeaveEvents> = {
  SickLeaveOpened: {
    ru: "Открыт больничный {requestId}: {kind:kind} с {from} по {to}, листок {certificate}, внёс {openedBy:who}.",
    en: "Sick leave {requestId} was opened: {kind:kind} from {from} to {to}, certificate {certificate}, by {openedBy:who}.",
  },
  SickLeaveExtended: {
    ru: "Больничный {requestId} продлён: {kind:kind} с {from} по {to}, листок {certificate}, внёс {extendedBy:who}.",
    en: "Sick leave {requestId} was extended: {kind:kind} from {from} to {to}, certificate {certificate}, by {extendedBy:who}.",
  },
  SickLeaveClosed: {
    ru: "Больничный {requestId} закрыт {to}, внёс {closedBy:who}.",
    en: "Sick leave {requestId} was closed on {to} by {closedBy:who}.",
  },
  AbsenceInterrupted: {
    ru: "Отсутствие {requestId} прервано больничным {sickLeaveId} с {from} по {to}; продлевается: {extends}.",
    en: "Absence {requestId} was interrupted by sick leave {sickLeaveId} from {from} to {to}; extended: {extends}.",
  },
  AbsenceResumed: {
    ru: "Отсутствие {requestId} ({kind:kind}) после больничного {sickLeaveId} снова идёт с {from} по {to}[, использовано {used:amount}, {ledger:word}].",
    en: "Absence {requestId} ({kind:kind}) goes on after sick leave {sickLeaveId} from {from} to {to}[, {used:amount} used, {ledger:word}].",
  },
  LeaveExtended: {
    ru: "Отпуск {requestId} ({kind:kind}) продлён из-за больничного {sickLeaveId}: с {from} по {to}[, использовано {used:amount}, {ledger:word}], выбор: {chosenBy:who}.",
    en: "Leave {requestId} ({kind:kind}) was extended because of sick leave {sickLeaveId}: from {from} to {to}[, {used:amount} used, {ledger:word}], chosen by {chosenBy:who}.",
  },
  LeaveDaysReturned: {
    ru: "Дни отпуска {requestId}, занятые больничным {sickLeaveId}, возвращены в остаток, выбор: {chosenBy:who}.",
    en: "The days of leave {requestId} that sick leave {sickLeaveId} took were given back, chosen by {chosenBy:who}.",
  },
};

export const tripSentences: SentencesOf<typeof tripEvents> = {
  TripPlanned: {
    ru: "Запланирована командировка {requestId}: {destination} ({country}), цель: {purpose}; грейд {grade}, суточные {total:money}[, аванс {advance:money}].",
    en: "Trip {requestId} was planned: {destination} ({country}), purpose: {purpose}; grade {grade}, per diem {total:money}[, advance {advance:money}].",
  },
  TripAdvancePaid: {
    ru: "{paidOn} выплачен аванс {amount:money} на командировку {requestId}, внёс {recordedBy:who}.",
    en: "An advance of {amount:money} for trip {requestId} was paid on {paidOn}, recorded by {recordedBy:who}.",
  },
  TripReported: {
    ru: "Сдан отчёт о командировке {requestId}: израсходовано {spent:money}, {reportedBy:who}[. {summary}].",
    en: "Trip {requestId} was reported by {reportedBy:who}: {spent:money} spent[. {summary}].",
  },
  TripReportAccepted: {
    ru: "Отчёт о командировке {requestId} принят: {acceptedBy:who}, разница {balanceMinor:minor}.",
    en: "The report of trip {requestId} was accepted by {acceptedBy:who}, the difference is {balanceMinor:minor}.",
  },
  TripReportReturned: {
    ru: "Отчёт о командировке {requestId} возвращён: {returnedBy:who}[. Причина: {reason}].",
    en: "The report of trip {requestId} was returned by {returnedBy:who}[. Reason: {reason}].",
  },
};

export const workSentences: SentencesOf<typeof workEvents> = {
  DayInLieuEarned: {
    ru: "За работу {workedOn} (заявка {requestId}) заработано {amount:amount} ({ledger:word}), использовать с {usableFrom} по {lastDay}.",
    en: "Work on {workedOn} (request {requestId}) earned {amount:amount} ({ledger:word}), usable from {usableFrom} to {lastDay}.",
  },
  DayInLieuForfeited: {
    ru: "Отменено {amount:amount} ({ledger:word}), заработанное по заявке {requestId}.",
    en: "{amount:amount} ({ledger:word}) that request {requestId} had earned were taken back.",
  },
};
