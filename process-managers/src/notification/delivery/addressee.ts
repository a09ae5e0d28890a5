// Whom a message goes to, read at the moment of sending: address, language, zone, browsers, and what they chose.
import { languageOf, localDateAt, type NotificationSettings } from "@tabel/domain";
import type pg from "pg";
import type { PushAddress } from "../channels/channel.js";
import { query } from "../storage/delivery-rows.js";

export interface Addressee {
  readonly email: string | null;
  readonly push: readonly PushAddress[];
  readonly settings: NotificationSettings;
  readonly reader: { readonly language: "ru" | "en"; readonly timeZone: string; readonly country: string | null };
  /** Both false for users who are no employees. */
  readonly erased: boolean;
  /** On the person's own day. */
  readonly left: boolean;
}

interface Row extends pg.QueryResultRow {
  readonly userId: string;
  readonly email: string | null;
  readonly country: string | null;
  readonly timeZone: string | null;
  readonly lastName: string | null;
  readonly lastDay: string | null;
  readonly choices: NotificationSettings["choices"] | null;
  readonly quietFrom: string | null;
  readonly quietTo: string | null;
  readonly digestAt: string | null;
  readonly language: "ru" | "en" | null;
  readonly push: readonly (Omit<PushAddress, "subscriptionId"> & { readonly subscriptionId: string })[] | null;
}

const statement = `
  select asked.user_id as "userId", employee.email, employee.country, employee.time_zone as "timeZone", employee.last_name as "lastName",
    employee.last_day as "lastDay",
    settings.choices, settings.quiet_from as "quietFrom", settings.quiet_to as "quietTo",
    settings.digest_at as "digestAt", settings.language,
    case when $2 then (select json_agg(json_build_object('subscriptionId', subscription_id, 'endpoint', subscription->>'endpoint',
        'p256dh', subscription->>'p256dh', 'auth', subscription->>'auth') order by since)
      from views.push_subscription push where push.user_id = asked.user_id and subscription is not null) end as push
  from unnest($1::text[]) as asked (user_id)
  left join views.employee on employee.employee_id = asked.user_id
  left join views.notification_settings settings on settings.user_id = asked.user_id`;

const addresseeOf = (row: Row | undefined, now: string): Addressee => {
  const quiet =
    row === undefined || row.quietFrom === null || row.quietTo === null
      ? null
      : { from: row.quietFrom, to: row.quietTo };
  const country = row?.country ?? null;
  const timeZone = row?.timeZone ?? "UTC";
  const lastDay = row?.lastDay ?? null;
  return {
    email: row?.email ?? null,
    push: row?.push ?? [],
    settings: {
      choices: row?.choices ?? [],
      quiet,
      digestAt: row?.digestAt ?? null,
      language: row?.language ?? null,
    },
    reader: {
      language: languageOf({ language: row?.language ?? null }, country),
      country,
      timeZone,
    },
    erased: country !== null && row?.lastName === null,
    left: lastDay !== null && lastDay < localDateAt(now, timeZone),
  };
};

/** Of each of them, by their ids. */
export const readAddressees = async (
  pool: Pick<pg.Pool, "query">,
  userIds: readonly string[],
  channel: string,
  now: string,
): Promise<(userId: string) => Addressee> => {
  const { rows } = await query<Row>(pool, statement, [[...new Set(userIds)], channel === "push"]);
  const byId = new Map(rows.map((row) => [row.userId, addresseeOf(row, now)]));
  return (userId) => byId.get(userId) ?? addresseeOf(undefined, now);
};
