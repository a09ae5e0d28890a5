// What is said of training.
import type { Template } from "./template.js";

const session = { session: "title", starts: "instant" } as const;

export const trainingWords = {
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
  "training-cut-off-near": {
    values: { ...session, on: "date" },
    own: {
      ru: ["Ваше занятие: {session}", "{session}, {starts}. Отказаться от места можно до {on}."],
      en: ["Your session: {session}", "{session}, {starts}. You can give your place back until {on}."],
    },
  },
  "training-no-place": {
    values: session,
    own: {
      ru: ["Мест не нашлось: {session}", "{session}, {starts}. Запись закрыта, место не освободилось."],
      en: ["No place: {session}", "{session}, {starts}. Booking has closed and no place became free."],
    },
  },
  "training-starts-soon": {
    values: session,
    own: {
      ru: ["Скоро занятие: {session}", "{session}, {starts}. Ждём вас."],
      en: ["Soon: {session}", "{session}, {starts}. You have a place."],
    },
  },
  "training-attendance-due": {
    values: session,
    others: {
      ru: ["Отметьте посещение: {session}", "{session}, {starts}. Отметьте, кто пришёл."],
      en: ["Who came? {session}", "{session}, {starts}. Please record who attended."],
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
