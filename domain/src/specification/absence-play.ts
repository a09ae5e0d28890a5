// Plays actions on the absences of one employee: each is the command that it stands for.
import type { AbsenceFacts } from "../absence/absence-facts.js";
import { absence, type AbsenceEvent, type Absences } from "../absence/absence.js";
import {
  AskCancellation,
  askCancellation,
  ConsentToCancellation,
  consentToCancellation,
} from "../absence/change/cancel-absence.js";
import { CorrectAbsence, correctAbsence, RecountAbsence, recountAbsence } from "../absence/change/correct-absence.js";
import { ConsentToRecall, consentToRecall, ProposeRecall, proposeRecall } from "../absence/change/recall-employee.js";
import { GrantLeave, grantLeave } from "../absence/ledger/grants/grant-leave.js";
import { EscalateStep, escalateStep } from "../absence/request/accompany-request.js";
import {
  ApproveRequest,
  approveRequest,
  RejectRequest,
  rejectRequest,
  WithdrawRequest,
  withdrawRequest,
} from "../absence/request/decide-request.js";
import { RecordAbsence, recordAbsence } from "../absence/request/record-absence.js";
import { SubmitLeave, submitLeave } from "../absence/request/submit-leave.js";
import { ChooseAfterSickness, chooseAfterSickness } from "../absence/sick-leave/resumption.js";
import {
  CloseSickLeave,
  closeSickLeave,
  ExtendSickLeave,
  extendSickLeave,
  OpenSickLeave,
  openSickLeave,
} from "../absence/sick-leave/sick-leave.js";
import type { Decision } from "../kernel/decision.js";
import { addDays, localDate } from "../kernel/local-date.js";
import { employed, facts, hrOfAll } from "./bank.js";
import { appended, command, fold } from "./given-when-then.js";
import { type Action, concerned, START } from "./absence-actions.js";

const commandId = (place: number) => `00000000-0000-4000-8000-${String(place).padStart(12, "0")}`;

/**
 * What an action decides on a state. `seen` is what whoever acts looked at. The clock of the actions stands; HR may enter
 * anything back.
 */
export const decide = (
  what: Action,
  place: number,
  seen: Absences,
  state: Absences,
  who: Parameters<typeof employed>[0],
): Decision<AbsenceEvent> => {
  const told = facts({ employment: employed(who), today: START, roles: hrOfAll });
  const later = { ...told, today: localDate("2026-12-31") };
  const data = { employeeId: "galina" };
  const among = concerned(what.does, seen);
  const chosen = (number: number) => among[number % Math.max(1, among.length)];
  const named = (number: number) => ({ ...data, requestId: chosen(number)?.requestId ?? "none" });
  const open = [...seen.sickLeaves.values()].filter(({ closed }) => !closed);
  const sick = (number: number) => open[number % Math.max(1, open.length)];
  const reason = "So it is";
  switch (what.does) {
    case "submit": {
      const from = addDays(START, what.after - 200);
      const half = what.half && who?.country === "GB";
      const span = { from, to: half ? from : addDays(from, what.length - 1), dayPart: half ? "morning" : "full" };
      const asked = SubmitLeave.parse({ ...data, kind: what.kind, ...span });
      return submitLeave(command(asked, "hanna", commandId(place)), state, told);
    }
    case "work": {
      const from = addDays(START, what.after - 200);
      const kind = what.off ? "day-off-work" : "overtime";
      const time = { from: "20:00", to: `${String((20 + what.hours) % 24).padStart(2, "0")}:00` };
      const compensation = what.off ? "day-in-lieu" : "paid";
      const asked = SubmitLeave.parse({ ...data, kind, from, to: from, time, compensation });
      return submitLeave(command(asked, "hanna", commandId(place)), state, told);
    }
    case "accrue": {
      const asked = GrantLeave.parse({ ...data, source: "working-year", upTo: addDays(START, what.after) });
      return grantLeave(command(asked), state, told);
    }
    case "open": {
      const { ledger, amount } = what;
      const asked = GrantLeave.parse({ ...data, source: "opening-balance", ledger, amount, on: "2025-06-01" });
      return grantLeave(command(asked), state, told);
    }
    case "approve":
      return approveRequest(
        command(ApproveRequest.parse({ ...named(what.which), step: chosen(what.which)?.step }), "anna"),
        state,
        told,
      );
    case "reject":
      return rejectRequest(command(RejectRequest.parse({ ...named(what.which), reason }), "anna"), state, told);
    case "withdraw":
      return withdrawRequest(command(WithdrawRequest.parse(named(what.which)), "galina"), state, told);
    case "cancel":
      return askCancellation(command(AskCancellation.parse({ ...named(what.which), reason }), "galina"), state, told);
    case "consent":
      return chosen(what.which)?.change?.asks === "recall"
        ? consentToRecall(command(ConsentToRecall.parse(named(what.which)), "galina"), state, told)
        : consentToCancellation(command(ConsentToCancellation.parse(named(what.which)), "anna"), state, told);
    case "escalate": {
      const { step = 0, escalations: escalation = 0 } = chosen(what.which) ?? {};
      return escalateStep(
        command(EscalateStep.parse({ ...named(what.which), step, escalation }), "system"),
        state,
        told,
      );
    }
    case "recount":
      return recountAbsence(command(RecountAbsence.parse(named(what.which))), state, withoutHolidays(told));
    case "recall": {
      const from = addDays(chosen(what.which)?.from ?? START, what.after);
      const asked = { ...named(what.which), from, to: addDays(from, what.length - 1), reason };
      return proposeRecall(command(ProposeRecall.parse(asked), "anna"), state, told);
    }
    case "correct": {
      const from = addDays(chosen(what.which)?.from ?? START, what.after - 10);
      const { length } = what;
      const kind = length % 3 === 0 ? "unpaid-leave" : (chosen(what.which)?.kind ?? "annual-leave");
      const asked = { ...named(what.which), kind, from, to: addDays(from, length - 1), reason };
      const parsed = CorrectAbsence.safeParse(asked);
      return parsed.success ? correctAbsence(command(parsed.data, "hanna"), state, later) : [];
    }
    case "sicken": {
      const from = addDays(chosen(what.which)?.from ?? START, what.after - 5);
      const kind = what.length % 5 === 0 ? "care-of-relative" : "sick-leave";
      const asked = { ...data, kind, certificate: "1", from, to: addDays(from, what.length - 1) };
      return openSickLeave(command(OpenSickLeave.parse(asked), "hanna", commandId(place)), state, told);
    }
    case "prolong": {
      const { requestId = "none", to = START } = sick(what.which) ?? {};
      const asked = { ...data, requestId, certificate: "2", to: addDays(to, what.length) };
      return extendSickLeave(command(ExtendSickLeave.parse(asked), "hanna"), state, told);
    }
    case "recover": {
      const { requestId = "none", to = START } = sick(what.which) ?? {};
      const asked = { ...data, requestId, to: addDays(to, -(what.after % 7)) };
      return closeSickLeave(command(CloseSickLeave.parse(asked), "hanna"), state, told);
    }
    case "choose": {
      const request = chosen(what.which);
      const interruption = request?.interruptions.find((each) => each.chosen === null && each.extends);
      const about = { requestId: request?.requestId ?? "none", sickLeaveId: interruption?.sickLeaveId ?? "none" };
      const asked = { ...data, ...about, choice: what.extend ? "extend" : "return" };
      return chooseAfterSickness(command(ChooseAfterSickness.parse(asked), "galina"), state, told);
    }
    case "find": {
      const from = addDays(START, what.after - 400);
      const asked = RecordAbsence.parse({ ...data, from, to: from });
      return recordAbsence(command(asked, "anna", commandId(place)), state, told);
    }
  }
};

/** As if the law had struck every public holiday after the absences were approved. */
const withoutHolidays = (told: AbsenceFacts): AbsenceFacts => ({
  ...told,
  calendar: (country, year) => {
    const calendar = told.calendar(country, year);
    return (
      calendar && { ...calendar, kinds: calendar.kinds.map((each) => (each === "public-holiday" ? "working" : each)) }
    );
  },
});

export const play = (actions: readonly Action[], who: Parameters<typeof employed>[0]): AbsenceEvent[] => {
  let state = absence.initial;
  return actions.flatMap((what, place) => {
    const events = appended<AbsenceEvent>(decide(what, place, state, state, who));
    state = fold(absence, events, state);
    return events;
  });
};
