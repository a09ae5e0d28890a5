// What the events of onboarding plans, their templates and mentors say.
import type { mentorEvents } from "../../mentor/mentor.js";
import type { onboardingEvents } from "../../onboarding/onboarding.js";
import type { onboardingTemplateChoiceEvents } from "../../onboarding/template-choice.js";
import type { onboardingTemplateEvents } from "../../onboarding/template.js";
import type { SentencesOf } from "../sentence.js";

export const onboardingTemplateSentences: SentencesOf<typeof onboardingTemplateEvents> = {
  OnboardingTemplatePublished: {
    ru: "Опубликован план адаптации {templateId} «{title:title}», версия {version}, задач: {tasks:count}.",
    en: "Onboarding template {templateId} “{title:title}” was published, version {version}, tasks: {tasks:count}.",
  },
  OnboardingTemplateRetired: {
    ru: "План адаптации {templateId} больше не используется.",
    en: "Onboarding template {templateId} was retired.",
  },
};

export const onboardingTemplateChoiceSentences: SentencesOf<typeof onboardingTemplateChoiceEvents> = {
  OnboardingTemplateChosen: {
    ru: "Выбран план адаптации для места[: {templateId}][, подразделение {unitId:unit}][, должность «{position}»].",
    en: "An onboarding template was chosen for a place[: {templateId}][, unit {unitId:unit}][, position “{position}”].",
  },
};

export const onboardingSentences: SentencesOf<typeof onboardingEvents> = {
  OnboardingPlanned: {
    ru: "Составлен план адаптации {planId} по шаблону {templateId} (версия {templateVersion}) с {startsOn}, задач: {tasks:count}.",
    en: "Onboarding plan {planId} was made from template {templateId} (version {templateVersion}) from {startsOn}, tasks: {tasks:count}.",
  },
  OnboardingRescheduled: {
    ru: "План адаптации {planId} начинается с {startsOn}, новых сроков: {due:count}.",
    en: "Onboarding plan {planId} begins on {startsOn}, new due dates: {due:count}.",
  },
  OnboardingTaskAdded: {
    ru: "В план адаптации {planId} добавлена задача «{task.title:title}» ({task.owner:word}), срок {task.dueOn}.",
    en: "Task “{task.title:title}” ({task.owner:word}) was added to onboarding plan {planId}, due {task.dueOn}.",
  },
  OnboardingTaskDone: {
    ru: "Задача {taskId} плана адаптации {planId} выполнена {doneOn}: {doneBy:who}.",
    en: "Task {taskId} of onboarding plan {planId} was done on {doneOn} by {doneBy:who}.",
  },
  OnboardingTaskWaived: {
    ru: "Задача {taskId} плана адаптации {planId} снята: {waivedBy:who}[. Причина: {reason}].",
    en: "Task {taskId} of onboarding plan {planId} was waived by {waivedBy:who}[. Reason: {reason}].",
  },
  OnboardingCompleted: {
    ru: "План адаптации {planId} выполнен {on}.",
    en: "Onboarding plan {planId} was completed on {on}.",
  },
  OnboardingCancelled: {
    ru: "План адаптации {planId} отменён: {cancelledBy:who}[. Причина: {reason}].",
    en: "Onboarding plan {planId} was cancelled by {cancelledBy:who}[. Reason: {reason}].",
  },
  MentorProposed: {
    ru: "Для {employeeId:who} с {from} предложены наставники: {candidates:who}[ вместо {replaces:who}].",
    en: "Mentors were proposed for {employeeId:who} from {from}: {candidates:who}[, in place of {replaces:who}].",
  },
  MentorAssigned: {
    ru: "С {from} наставник {employeeId:who} – {mentorId:who}[ вместо {replaces.mentorId:who}].",
    en: "{mentorId:who} is the mentor of {employeeId:who} from {from}[, in place of {replaces.mentorId:who}].",
  },
  MentorDeclined: {
    ru: "Наставник {mentorId:who} для {employeeId:who} не назначен.",
    en: "{mentorId:who} was declined as mentor of {employeeId:who}.",
  },
  MentorshipEnded: {
    ru: "Наставничество {mentorId:who} над {employeeId:who} окончено {on}: {reason:word}.",
    en: "The mentorship of {mentorId:who} for {employeeId:who} ended on {on}: {reason:word}.",
  },
  OnboardingFeedbackGiven: {
    ru: "{givenOn} дан отзыв об адаптации (день {milestone}, {from:word}): {givenBy:who}[. {answers:answers}].",
    en: "Feedback on the onboarding (day {milestone}, {from:word}) was given on {givenOn} by {givenBy:who}[. {answers:answers}].",
  },
  NewcomerProductive: {
    ru: "С {on} новичок работает в полную силу, отметил {statedBy:who}.",
    en: "The newcomer works at full strength from {on}, stated by {statedBy:who}.",
  },
};

export const mentorSentences: SentencesOf<typeof mentorEvents> = {
  MentorAppointed: {
    ru: "С {from} {mentorId:who} может быть наставником[, не более {limit} подопечных].",
    en: "{mentorId:who} may be a mentor from {from}[, of {limit} mentees at most].",
  },
  MentorStoodDown: { ru: "С {on} {mentorId:who} больше не наставник.", en: "{mentorId:who} is no mentor from {on}." },
  MentorAwayRecorded: {
    ru: "Наставник {mentorId:who} отсутствует с {from} по {to}.",
    en: "Mentor {mentorId:who} is away from {from} to {to}.",
  },
  MentorAwayCancelled: {
    ru: "Отсутствие наставника {mentorId:who} ({awayId}) отменено.",
    en: "The absence of mentor {mentorId:who} ({awayId}) was cancelled.",
  },
  MenteeReserved: {
    ru: "У наставника {mentorId:who} с {from} занято место для {employeeId:who}[ вместо {replaces:who}], предел {limit}.",
    en: "A place with mentor {mentorId:who} was reserved for {employeeId:who} from {from}[, in place of {replaces:who}], limit {limit}.",
  },
  MenteeConfirmed: {
    ru: "Место {employeeId:who} у наставника {mentorId:who} подтверждено.",
    en: "The place of {employeeId:who} with mentor {mentorId:who} was confirmed.",
  },
  MenteeReleased: {
    ru: "Место {employeeId:who} у наставника {mentorId:who} освобождено: {outcome:word}.",
    en: "The place of {employeeId:who} with mentor {mentorId:who} was released: {outcome:word}.",
  },
};
