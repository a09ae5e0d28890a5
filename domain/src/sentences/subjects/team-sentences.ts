// What the events of team rules and of yearly leave schedules say.
import type { leaveScheduleEvents } from "../../leave-schedule/leave-schedule.js";
import type { teamRulesEvents } from "../../team/team-rules.js";
import type { SentencesOf } from "../sentence.js";

export const teamRulesSentences: SentencesOf<typeof teamRulesEvents> = {
  MinimumStaffingSet: {
    ru: "С {from} в {unitId:unit} на месте должно быть не менее {minimum}[ (должность «{position}»)], правило {effect:word}; установил {setBy:who}.",
    en: "At least {minimum} must be present in {unitId:unit} from {from}[ (position “{position}”)], the rule {effect:word}; set by {setBy:who}.",
  },
  BlackOutDeclared: {
    ru: "В {unitId:unit} с {from} по {to} отпуска не даются[ ({kinds:kind})], правило {effect:word}: {reason}; объявил {declaredBy:who}.",
    en: "No leave in {unitId:unit} from {from} to {to}[ ({kinds:kind})], the rule {effect:word}: {reason}; declared by {declaredBy:who}.",
  },
  BlackOutLifted: {
    ru: "Запрет отпусков {blackOutId} в {unitId:unit} снят: {liftedBy:who}.",
    en: "Black-out {blackOutId} of {unitId:unit} was lifted by {liftedBy:who}.",
  },
};

export const leaveScheduleSentences: SentencesOf<typeof leaveScheduleEvents> = {
  LeavePartPlanned: {
    ru: "В график отпусков {unitId:unit} на {year} внесена часть {partId} ({employeeId:who}): с {from} по {to}[, {counted:days}]; внёс {plannedBy:who}.",
    en: "Part {partId} was planned in the leave schedule of {unitId:unit} for {year} ({employeeId:who}): from {from} to {to}[, {counted:days}], by {plannedBy:who}.",
  },
  LeavePartUnplanned: {
    ru: "Из графика отпусков {unitId:unit} на {year} убрана часть {partId} ({employeeId:who}), убрал {unplannedBy:who}.",
    en: "Part {partId} was taken out of the leave schedule of {unitId:unit} for {year} ({employeeId:who}) by {unplannedBy:who}.",
  },
  LeaveScheduleSubmitted: {
    ru: "График отпусков {unitId:unit} на {year} представлен на утверждение: {submittedBy:who}.",
    en: "The leave schedule of {unitId:unit} for {year} was submitted by {submittedBy:who}.",
  },
  LeaveScheduleReturned: {
    ru: "График отпусков {unitId:unit} на {year} возвращён: {returnedBy:who}. Причина: {reason}.",
    en: "The leave schedule of {unitId:unit} for {year} was returned by {returnedBy:who}. Reason: {reason}.",
  },
  LeaveScheduleApproved: {
    ru: "График отпусков {unitId:unit} на {year} утверждён {on}: {approvedBy:who}.",
    en: "The leave schedule of {unitId:unit} for {year} was approved on {on} by {approvedBy:who}.",
  },
  LeaveChangeProposed: {
    ru: "Предложено изменить часть {partId} графика отпусков на {year} ({employeeId:who})[: {to:spans}], сторона: {side:word}, {proposedBy:who}[. Причина: {reason}].",
    en: "A change of part {partId} of the leave schedule for {year} was proposed ({employeeId:who})[: {to:spans}], side: {side:word}, by {proposedBy:who}[. Reason: {reason}].",
  },
  LeaveChangeAgreed: {
    ru: "Изменение части {partId} графика отпусков на {year} согласовано ({employeeId:who})[: {to:spans}], {agreedBy:who}.",
    en: "The change of part {partId} of the leave schedule for {year} was agreed to ({employeeId:who})[: {to:spans}] by {agreedBy:who}.",
  },
  LeaveChangeDeclined: {
    ru: "Изменение части {partId} графика отпусков на {year} отклонено ({employeeId:who}): {declinedBy:who}.",
    en: "The change of part {partId} of the leave schedule for {year} was declined ({employeeId:who}) by {declinedBy:who}.",
  },
  PlannedLeaveAnnounced: {
    ru: "{on} объявлено о начале отпуска по графику на {year}, часть {partId} ({employeeId:who}), {announcedBy:who}.",
    en: "Planned leave of {year}, part {partId}, was announced on {on} ({employeeId:who}) by {announcedBy:who}.",
  },
  PlannedLeaveAcknowledged: {
    ru: "{on} получено подтверждение ознакомления с началом отпуска по графику на {year}, часть {partId} ({employeeId:who}).",
    en: "The announcement of planned leave of {year}, part {partId}, was acknowledged on {on} ({employeeId:who}).",
  },
};
