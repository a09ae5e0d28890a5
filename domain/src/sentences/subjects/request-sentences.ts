// What the events of an absence request say, from asking to correcting.
import type { changeEvents } from "../../absence/change/change-events.js";
import type { requestEvents } from "../../absence/request/request-events.js";
import type { SentencesOf } from "../sentence.js";

export const requestSentences: SentencesOf<typeof requestEvents> = {
  AbsenceRequested: {
    ru: "Подана заявка {requestId}: {kind:kind} с {from} по {to} ({dayPart:word}[, {time.from}–{time.to}])[, резервируется {reserved:amount}, {ledger:word}][, возмещение: {compensation:word}][. Комментарий: {comment}].",
    en: "Request {requestId} was submitted: {kind:kind} from {from} to {to} ({dayPart:word}[, {time.from}–{time.to}])[, {reserved:amount} reserved, {ledger:word}][, made good by {compensation:word}][. Comment: {comment}].",
  },
  RequestWarned: {
    ru: "По заявке {requestId} есть предупреждения: {warnings:count}.",
    en: "Request {requestId} has warnings: {warnings:count}.",
  },
  DocumentAttached: {
    ru: "К заявке {requestId} приложен документ {documentId} «{name}» ({mediaType}).",
    en: "Document {documentId} “{name}” ({mediaType}) was attached to request {requestId}.",
  },
  StepApproved: {
    ru: "Шаг {step} заявки {requestId} согласован: {approvedBy:who}[ за {onBehalfOf:who}].",
    en: "Step {step} of request {requestId} was approved by {approvedBy:who}[ in place of {onBehalfOf:who}].",
  },
  StepEscalated: {
    ru: "Шаг {step} заявки {requestId} передан выше[: подразделение {to.unitId:unit}][: {to.role:word}][: {to.userId:who}].",
    en: "Step {step} of request {requestId} was escalated[ to the head of {to.unitId:unit}][ to {to.role:word}][ to {to.userId:who}].",
  },
  AbsenceApproved: {
    ru: "Заявка {requestId} одобрена: {kind:kind} с {from} по {to} ({dayPart:word}[, {time.from}–{time.to}])[, использовано {used:amount}, {ledger:word}], решение: {approvedBy:who}[ за {onBehalfOf:who}].",
    en: "Request {requestId} was approved: {kind:kind} from {from} to {to} ({dayPart:word}[, {time.from}–{time.to}])[, {used:amount} used, {ledger:word}], decided by {approvedBy:who}[ in place of {onBehalfOf:who}].",
  },
  AbsenceRejected: {
    ru: "Заявка {requestId} отклонена на шаге {step}: {rejectedBy:who}[ за {onBehalfOf:who}][. Причина: {reason}].",
    en: "Request {requestId} was rejected at step {step} by {rejectedBy:who}[ in place of {onBehalfOf:who}][. Reason: {reason}].",
  },
  AbsenceWithdrawn: {
    ru: "Заявка {requestId} отозвана: {withdrawnBy:who}.",
    en: "Request {requestId} was withdrawn by {withdrawnBy:who}.",
  },
  AbsenceRecorded: {
    ru: "Внесено отсутствие {requestId}: {kind:kind} с {from} по {to}, внёс {recordedBy:who}.",
    en: "Absence {requestId} was recorded: {kind:kind} from {from} to {to}, by {recordedBy:who}.",
  },
};

export const changeSentences: SentencesOf<typeof changeEvents> = {
  CancellationAsked: {
    ru: "Запрошена отмена отсутствия {requestId}: {askedBy:who}[. Причина: {reason}].",
    en: "{askedBy:who} asked to cancel absence {requestId}[. Reason: {reason}].",
  },
  CancellationDeclined: {
    ru: "В отмене отсутствия {requestId} отказано: {declinedBy:who}[ за {onBehalfOf:who}][. Причина: {reason}].",
    en: "{declinedBy:who}[ in place of {onBehalfOf:who}] declined to cancel absence {requestId}[. Reason: {reason}].",
  },
  AbsenceCancelled: {
    ru: "Отсутствие {requestId} отменено: {cancelledBy:who}[ за {onBehalfOf:who}].",
    en: "Absence {requestId} was cancelled by {cancelledBy:who}[ in place of {onBehalfOf:who}].",
  },
  RecallProposed: {
    ru: "Предложен отзыв из отпуска {requestId} с {from} по {to}: {proposedBy:who}[. Причина: {reason}].",
    en: "{proposedBy:who} proposed a recall from absence {requestId} from {from} to {to}[. Reason: {reason}].",
  },
  RecallDeclined: {
    ru: "От отзыва из отпуска {requestId} отказ: {declinedBy:who}.",
    en: "{declinedBy:who} declined the recall from absence {requestId}.",
  },
  EmployeeRecalled: {
    ru: "Отзыв из отпуска {requestId} с {from} по {to}, согласие: {consentedBy:who}.",
    en: "Recalled from absence {requestId} from {from} to {to}, with the consent of {consentedBy:who}.",
  },
  AbsenceCorrected: {
    ru: "Отсутствие {requestId} исправлено: {kind:kind} с {from} по {to} ({dayPart:word}[, {time.from}–{time.to}])[, использовано {used:amount}, {ledger:word}], исправил {correctedBy:who}[. Причина: {reason}].",
    en: "Absence {requestId} was corrected: {kind:kind} from {from} to {to} ({dayPart:word}[, {time.from}–{time.to}])[, {used:amount} used, {ledger:word}], by {correctedBy:who}[. Reason: {reason}].",
  },
  AbsenceRecounted: {
    ru: "Дни отсутствия {requestId} пересчитаны: {used:amount} ({ledger:word}), {recountedBy:who}.",
    en: "The days of absence {requestId} were counted again: {used:amount} ({ledger:word}), by {recountedBy:who}.",
  },
};
