// What the events of leave ledgers say. Amounts are in the ledger's unit.
import type { ledgerEvents } from "../../absence/ledger/ledger-events.js";
import type { SentencesOf } from "../sentence.js";

export const ledgerSentences: SentencesOf<typeof ledgerEvents> = {
  LeaveGranted: {
    ru: "Начислено {amount:amount} ({ledger:word}, {source:word}[ {workingYear:spans}]) с {effectiveOn}, можно использовать с {usableFrom}[, сгорает после {expiresOn}].",
    en: "Granted {amount:amount} ({ledger:word}, {source:word}[ {workingYear:spans}]) from {effectiveOn}, usable from {usableFrom}[, lost after {expiresOn}].",
  },
  LeaveYearMoved: {
    ru: "Рабочий год перенесён ({ledger:word}, {amount:amount}): был {was.workingYear:spans}, стал {becomes.workingYear:spans}.",
    en: "A leave year moved ({ledger:word}, {amount:amount}): it was {was.workingYear:spans}, it is {becomes.workingYear:spans}.",
  },
  LeaveAccrued: {
    ru: "За {month:spans} заработано {amount:amount} ({ledger:word}), можно использовать с {usableFrom}[, сгорает после {expiresOn}].",
    en: "Earned {amount:amount} for {month:spans} ({ledger:word}), usable from {usableFrom}[, lost after {expiresOn}].",
  },
  AdditionalLeaveAgreed: {
    ru: "С {from}[ по {until}] согласовано {perYear:amount} в год ({ledger:word}), основание: {ground}.",
    en: "Agreed from {from}[ until {until}]: {perYear:amount} a year ({ledger:word}), ground: {ground}.",
  },
  LeaveAdjusted: {
    ru: "Остаток исправлен на {amount:amount} ({ledger:word}) с {effectiveOn}[, сгорает после {expiresOn}][. Причина: {reason}].",
    en: "The balance was adjusted by {amount:amount} ({ledger:word}) from {effectiveOn}[, lost after {expiresOn}][. Reason: {reason}].",
  },
  CarryOverAgreed: {
    ru: "Согласован перенос не более {most:amount} ({ledger:word}) после {expiresOn}, использовать до {until}[. Причина: {reason}].",
    en: "A carry-over of {most:amount} at most ({ledger:word}) after {expiresOn} was agreed, to be used by {until}[. Reason: {reason}].",
  },
  LeaveCarriedOver: {
    ru: "{effectiveOn} перенесено {amount:amount} ({ledger:word}), сгорает после {expiresOn}.",
    en: "Carried over on {effectiveOn}: {amount:amount} ({ledger:word}), lost after {expiresOn}.",
  },
  LeaveExpired: {
    ru: "{effectiveOn} сгорело {amount:amount} ({ledger:word}).",
    en: "Expired on {effectiveOn}: {amount:amount} ({ledger:word}).",
  },
  LeaveEncashed: {
    ru: "{effectiveOn} заменено деньгами {amount:amount} ({ledger:word}).",
    en: "Replaced by money on {effectiveOn}: {amount:amount} ({ledger:word}).",
  },
  LeaveCompensated: {
    ru: "При увольнении {lastDay} к компенсации {amount:amount} ({ledger:word}): заработано {earned:amount}, начислено {granted:amount}, снято {withdrawn:amount}, использовано авансом {overdrawn:amount}.",
    en: "On leaving on {lastDay}, {amount:amount} are compensated ({ledger:word}): earned {earned:amount}, granted {granted:amount}, withdrawn {withdrawn:amount}, taken in advance {overdrawn:amount}.",
  },
  LedgerEntryReversed: {
    ru: "Сторнирована запись {source} ({ledger:word})[. Причина: {reason}].",
    en: "Entry {source} was reversed ({ledger:word})[. Reason: {reason}].",
  },
};
