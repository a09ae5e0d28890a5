// What is said of onboarding, mentors and training.
import type { Template } from "./template.js";

const task = { person: "person", task: "title", on: "date" } as const;
const session = { session: "title", starts: "instant" } as const;

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
  "training-published": {
    values: session,
    others: {
      ru: ["Новое занятие: {session}", "{session}, {starts}. Запись открыта."],
      en: ["A new session: {session}", "{session}, {starts}. You can book a place."],
    },
  },
  "training-booked": {
    values: session,
    own: {
      ru: ["Вы записаны: {session}", "{session}, {starts}. Место за вами."],
      en: ["Booked: {session}", "{session}, {starts}. You have a place."],
    },
  },
  "training-waitlisted": {
    values: session,
    own: {
      ru: ["Вы в листе ожидания: {session}", "{session}, {starts}. Мы сообщим, если место освободится."],
      en: ["Waiting list: {session}", "{session}, {starts}. You will be told if a place becomes free."],
    },
  },
  "training-moved-up": {
    values: session,
    own: {
      ru: ["Место освободилось: {session}", "{session}, {starts}. Теперь вы записаны."],
      en: ["A place became free: {session}", "{session}, {starts}. You have it now."],
    },
  },
  "training-booking-cancelled": {
    values: session,
    own: {
      ru: ["Запись отменена: {session}", "{session}, {starts}. Ваше место освобождено."],
      en: ["Booking cancelled: {session}", "{session}, {starts}. Your place was given back."],
    },
  },
  "training-session-changed": {
    values: session,
    others: {
      ru: ["Занятие изменено: {session}", "{session}, {starts}. Проверьте время и место."],
      en: ["Session changed: {session}", "{session}, {starts}. Please look at time and place."],
    },
  },
  "training-session-cancelled": {
    values: session,
    others: {
      ru: ["Занятие отменено: {session}", "{session}, {starts}: занятия не будет."],
      en: ["Session cancelled: {session}", "{session}, {starts}: it will not take place."],
    },
  },
} as const satisfies Record<string, Template>;
