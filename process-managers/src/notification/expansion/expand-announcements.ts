// An announcement to thousands becomes deliveries in pieces: each piece and how far it came are one transaction, so that whoever
// goes on after a death goes on where it ended, and nobody is reached twice.
import {
  type Audience,
  localDateAt,
  notificationPolicy,
  type NotificationFact,
  type NotificationSettings,
  rulesFor,
  usualSettings,
  WORKSPACE,
} from "@tabel/domain";
import type pg from "pg";
import { insertDeliveries, type NewDelivery, query } from "../storage/delivery-rows.js";
import { offered } from "./offered.js";

interface Open {
  readonly announcementId: string;
  readonly audience: Audience;
  readonly correlationId: string;
  readonly afterPosition: bigint;
  readonly publishedAt: string;
  readonly reached: string;
}

interface Person {
  readonly employeeId: string;
  readonly choices: NotificationSettings["choices"] | null;
}

/** People of one piece; a piece is one transaction and one statement of deliveries. */
export const PIECE = 500;

const audienceSql: Readonly<Record<Audience["of"], string>> = {
  all: "true or $3::text is null",
  unit: `exists (
    select from views.employee_unit stands join views.unit_path place on place.unit_id = stands.unit_id
    where stands.employee_id = employee.employee_id and stands.seen_from <= $2::date and stands.until_date > $2::date
      and place.from_date <= $2::date and place.until_date > $2::date and $3 = any(place.path))`,
  subscribers: `exists (
    select from views.training_subscription subscribed
    where subscribed.programme_id = $3 and subscribed.employee_id = employee.employee_id)`,
};

const named = (audience: Audience): string | null => {
  if (audience.of === "all") return null;
  return audience.of === "unit" ? audience.unitId : audience.programmeId;
};

/** The next people of an audience in the order of their ids; nobody who has left, has not begun or is erased. */
const peopleAfter = async (
  client: pg.ClientBase,
  { audience, reached }: Open,
  on: string,
): Promise<readonly Person[]> => {
  const { rows } = await query<Person & pg.QueryResultRow>(
    client,
    `select employee.employee_id as "employeeId", settings.choices
     from views.employee left join views.notification_settings settings on settings.user_id = employee.employee_id
     where employee.employee_id > $1 and employee.hired_on <= $2::date and employee.last_name is not null
       and (employee.last_day is null or employee.last_day >= $2::date) and (${audienceSql[audience.of]})
     order by employee.employee_id limit ${PIECE}`,
    [reached, on, named(audience)],
  );
  return rows;
};

/** One piece; false where nothing is open, or the views are not far enough yet. */
export const expandPiece = async (pool: pg.Pool, now: string): Promise<boolean> => {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await query(client, "begin");
    await query(client, "set local idle_in_transaction_session_timeout = '20s'");
    const { rows } = await query<Open & pg.QueryResultRow>(
      client,
      `select announcement_id as "announcementId", audience, correlation_id as "correlationId",
         after_position as "afterPosition", published_at as "publishedAt", reached
       from notifications.announcement
       where ended_at is null and after_position <= (
         select min(position) from views.checkpoint
         where projection in ('employees', 'organisation', 'training-accounts', 'notification-settings', 'announcements'))
       order by published_at limit 1 for update skip locked`,
    );
    const [open] = rows;
    if (open === undefined) {
      await query(client, "commit");
      return false;
    }
    const { announcementId, correlationId, afterPosition, publishedAt: at } = open;
    const on = localDateAt(now, "UTC");
    const people = await peopleAfter(client, open, on);
    const fact: NotificationFact = { is: "announcement", announcementId };
    const rules = rulesFor(notificationPolicy(on), "announcement", "audience");
    const deliveries = people.flatMap(({ employeeId, choices }) =>
      offered(rules, fact, { ...usualSettings, choices: choices ?? [] }).map((channel): NewDelivery => ({
        recipient: employeeId,
        role: "audience",
        channel,
        mayKnow: [],
      })),
    );
    if (open.reached === "" && open.audience.of === "all")
      deliveries.push({ recipient: WORKSPACE, role: "workspace", channel: "slack", mayKnow: [] });
    const told = { factId: `announcement/${announcementId}`, fact, correlationId, at, afterPosition };
    await insertDeliveries(client, told, deliveries);
    await query(
      client,
      `update notifications.announcement set reached = $2, told = told + $3,
         ended_at = case when $3 < ${PIECE} then $4::timestamptz end where announcement_id = $1`,
      [announcementId, people.at(-1)?.employeeId ?? open.reached, people.length, now],
    );
    await query(client, "commit");
    return true;
  } catch (error) {
    broken = error instanceof Error ? error : new Error("a piece of an announcement was not made");
    throw error;
  } finally {
    client.release(broken); // a connection in doubt is closed, and its transaction with it
  }
};
