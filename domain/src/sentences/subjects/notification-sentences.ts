// What the events of notifications and announcements say. They name the fact that was told, never its text.
import type { announcementEvents } from "../../notification/announcement.js";
import type { notificationsEvents } from "../../notification/notifications.js";
import type { SentencesOf } from "../sentence.js";

export const notificationsSentences: SentencesOf<typeof notificationsEvents> = {
  NotificationSent: {
    ru: "Отправлено уведомление «{fact}» ({channel:word}): {userId:who}[, о ком: {about:who}].",
    en: "Notification “{fact}” was sent ({channel:word}) to {userId:who}[, about {about:who}].",
  },
  NotificationFailed: {
    ru: "Уведомление «{fact}» ({channel:word}) не удалось отправить: {userId:who}[, о ком: {about:who}], причина: {reason}, попыток: {attempts}.",
    en: "Notification “{fact}” ({channel:word}) to {userId:who}[, about {about:who}], could not be sent: {reason}, attempts: {attempts}.",
  },
  NotificationBounced: {
    ru: "Уведомление «{fact}» ({channel:word}) вернулось: {userId:who}[, о ком: {about:who}], причина: {reason}.",
    en: "Notification “{fact}” ({channel:word}) to {userId:who}[, about {about:who}], bounced: {reason}.",
  },
  NotificationSuppressed: {
    ru: "Уведомление «{fact}» ({channel:word}) не отправлялось: {userId:who}[, о ком: {about:who}], причина: {reason}.",
    en: "Notification “{fact}” ({channel:word}) to {userId:who}[, about {about:who}], was not sent: {reason}.",
  },
  NotificationsRead: {
    ru: "Прочитано уведомлений: {deliveryIds:count}, {userId:who}.",
    en: "{userId:who} read notifications: {deliveryIds:count}.",
  },
  NotificationPreferenceSet: {
    ru: "Выбор об уведомлениях «{fact}» ({channel:word}): {wanted}, {by:word}, {userId:who}.",
    en: "Choice about notifications “{fact}” ({channel:word}): {wanted}, {by:word}, {userId:who}.",
  },
  NotificationSettingsSet: {
    ru: "Изменены настройки уведомлений: {userId:who}[, тихие часы {quiet.from}–{quiet.to}][, сводка в {digestAt}][, язык: {language:word}].",
    en: "Notification settings of {userId:who} changed[, quiet hours {quiet.from}–{quiet.to}][, digest at {digestAt}][, language: {language:word}].",
  },
  PushSubscribed: {
    ru: "Включены push-уведомления: {userId:who}, подписка {subscriptionId}.",
    en: "Push was switched on for {userId:who}, subscription {subscriptionId}.",
  },
  PushSubscriptionEnded: {
    ru: "Push-подписка {subscriptionId} ({userId:who}) окончена: {reason:word}.",
    en: "Push subscription {subscriptionId} of {userId:who} ended: {reason:word}.",
  },
};

export const announcementSentences: SentencesOf<typeof announcementEvents> = {
  AnnouncementPublished: {
    ru: "Опубликовано объявление «{title:title}» ({audience.of:word}[ {audience.unitId:unit}][ {audience.programmeId}]): {publishedBy:who}.",
    en: "Announcement “{title:title}” was published ({audience.of:word}[ {audience.unitId:unit}][ {audience.programmeId}]) by {publishedBy:who}.",
  },
};
