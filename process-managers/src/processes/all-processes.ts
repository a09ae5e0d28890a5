// Every process there is. The engine keeps each by its name: it is never given to another one.
import type { AnyProcess } from "../process/process.js";
import { whenARequestMovesThenTell } from "../notification/when/when-a-request-moves-then-tell.js";
import { whenSomethingHappensThenTell } from "../notification/when/when-something-happens-then-tell.js";
import { whenALeaveChangeIsAnsweredThenTell } from "./absence/when-a-leave-change-is-answered-then-tell.js";
import { whenASicknessEndsThenSeeToTheLeave } from "./absence/when-a-sickness-ends-then-see-to-the-leave.js";
import { whenASicknessMeetsALeaveThenAskTheChoice } from "./absence/when-a-sickness-meets-a-leave-then-ask-the-choice.js";
import { whenAUnitGetsAnotherHeadThenHandOver } from "./absence/when-a-unit-gets-another-head-then-hand-over.js";
import { whenAMonthBeginsThenRunAccruals } from "./absence/when-a-month-begins-then-run-accruals.js";
import { whenADelegationEndsThenTell } from "./access/when-a-delegation-ends-then-tell.js";
import { whenAProbationNearsItsEndThenTell } from "./employment/when-a-probation-nears-its-end-then-tell.js";
import { whenSomebodyComesUnderAnotherUnitThenTell } from "./employment/when-somebody-comes-under-another-unit-then-tell.js";
import { whenAMentorGoesThenHandOver } from "./onboarding/when-a-mentor-goes-then-hand-over.js";
import { whenAMentorIsNeededThenFindOne } from "./onboarding/when-a-mentor-is-needed-then-find-one.js";
import { whenAnOnboardingTaskComesDueThenRemind } from "./onboarding/when-an-onboarding-task-comes-due-then-remind.js";
import { whenSomebodyIsHiredThenPlanOnboarding } from "./onboarding/when-somebody-is-hired-then-plan-onboarding.js";
import { whenALetterIsReceivedThenCheckIt } from "./resignation/when-a-letter-is-received-then-check-it.js";
import { whenAResignationMovesThenSeeItThrough } from "./resignation/when-a-resignation-moves-then-see-it-through.js";
import { whenSomebodyLeavesThenCloseWhatIsOpen } from "./resignation/when-somebody-leaves-then-close-what-is-open.js";
import { whenFactsChangeAfterSubmissionThenTell } from "./timesheet/when-facts-change-after-submission-then-tell.js";
import { whenAPeriodNearsItsCloseThenTell } from "./timesheet/when-a-period-nears-its-close-then-tell.js";
import { whenATrainingSessionNearsThenRemind } from "./training/when-a-training-session-nears-then-remind.js";
import { whenAPeriodIsOpenedThenRemindOfTimesheets } from "./timesheet/when-a-period-is-opened-then-remind-of-timesheets.js";
import { whenAPlannedLeaveComesNearThenAnnounce } from "./absence/when-a-planned-leave-comes-near-then-announce.js";
import { whenAStepWaitsThenRemindAndEscalate } from "./absence/when-a-step-waits-then-remind-and-escalate.js";

// Each is handed its own events and states only, so their types need not stand in the list.
export const allProcesses: readonly AnyProcess[] = [
  whenAStepWaitsThenRemindAndEscalate,
  whenAPlannedLeaveComesNearThenAnnounce,
  whenALeaveChangeIsAnsweredThenTell,
  whenAMonthBeginsThenRunAccruals,
  whenASicknessEndsThenSeeToTheLeave,
  whenASicknessMeetsALeaveThenAskTheChoice,
  whenAUnitGetsAnotherHeadThenHandOver,
  whenSomebodyComesUnderAnotherUnitThenTell,
  whenAProbationNearsItsEndThenTell,
  whenADelegationEndsThenTell,
  whenSomebodyIsHiredThenPlanOnboarding,
  whenAMentorIsNeededThenFindOne,
  whenAMentorGoesThenHandOver,
  whenAnOnboardingTaskComesDueThenRemind,
  whenALetterIsReceivedThenCheckIt,
  whenAResignationMovesThenSeeItThrough,
  whenSomebodyLeavesThenCloseWhatIsOpen,
  whenAPeriodIsOpenedThenRemindOfTimesheets,
  whenAPeriodNearsItsCloseThenTell,
  whenFactsChangeAfterSubmissionThenTell,
  whenATrainingSessionNearsThenRemind,
  whenARequestMovesThenTell,
  whenSomethingHappensThenTell,
] as unknown as readonly AnyProcess[];
