// What is said of onboarding and mentors.
import type { Template } from "./template.js";

const task = { person: "person", task: "title", on: "date" } as const;

export const newcomerWords = {
  "onboarding-welcome": {
    values: { on: "date" },
    own: {
      ru: ["Добро пожаловать!", "Ваш первый рабочий день — {on}. План адаптации уже ждёт вас."],
      en: ["Welcome!", "Your first day is {on}. Your plan for the first weeks is waiting for you."],
    },
  },
  "onboarding-planned": {
    values: { person: "person", on: "date" },
    others: {
      ru: ["Новый сотрудник", "{person} начинает {on}. План адаптации составлен."],
      en: ["A newcomer", "{person} starts on {on}. The onboarding plan is made."],
    },
  },
  "task-due": {
    values: task,
    own: {
      ru: ["Задача адаптации", "Сделайте до {on}: {task}."],
      en: ["An onboarding task", "Please do by {on}: {task}."],
    },
    others: {
      ru: ["Задача адаптации", "{person}: {task}. Срок — {on}."],
      en: ["An onboarding task", "{person}: {task}. Due on {on}."],
    },
  },
  "task-overdue": {
    values: task,
    own: {
      ru: ["Задача просрочена", "Срок истёк {on}: {task}."],
      en: ["A task is overdue", "It was due on {on}: {task}."],
    },
    others: {
      ru: ["Задача адаптации просрочена", "{person}: {task}. Срок истёк {on}."],
      en: ["An onboarding task is overdue", "{person}: {task}. It was due on {on}."],
    },
  },
  "mentor-assigned": {
    values: { person: "person", mentor: "person", from: "date" },
    own: {
      ru: ["У вас есть наставник", "С {from} ваш наставник — {mentor}."],
      en: ["You have a mentor", "From {from} your mentor is {mentor}."],
    },
    others: {
      ru: ["Назначен наставник", "{person}: наставник с {from} — {mentor}."],
      en: ["A mentor was assigned", "{person}: the mentor from {from} is {mentor}."],
    },
  },
  "mentor-missing": {
    values: { person: "person" },
    others: {
      ru: ["Нет свободного наставника", "{person}: свободных наставников нет. Назначьте наставника в плане адаптации."],
      en: ["No mentor is free", "{person}: no mentor is free. Please appoint one in the onboarding plan."],
    },
  },
  "mentorship-ended": {
    values: { person: "person", on: "date" },
    own: {
      ru: ["Наставничество окончено", "Ваше наставничество окончено {on}."],
      en: ["Your mentoring has ended", "It ended on {on}."],
    },
    others: {
      ru: ["Наставничество окончено", "{person}: наставничество окончено {on}."],
      en: ["A mentoring has ended", "{person}: it ended on {on}."],
    },
  },
  "feedback-asked": {
    values: { person: "person", milestone: "count" },
    own: {
      ru: ["Как проходит адаптация?", "Прошло {milestone|день|дня|дней}. Ответьте на несколько вопросов."],
      en: ["How is it going?", "It has been {milestone|day|days}. Please answer a few questions."],
    },
    others: {
      ru: ["Отзыв о новом сотруднике", "{person}: прошло {milestone|день|дня|дней}. Ответьте на несколько вопросов."],
      en: ["Feedback on a newcomer", "{person}: it has been {milestone|day|days}. Please answer a few questions."],
    },
  },
} as const satisfies Record<string, Template>;
