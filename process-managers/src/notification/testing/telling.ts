// Telling people on a real store, a real database and a real SMTP server, with a clock that the spec sets. The views have the rows
// that messages are worded from; who is who stands in the log.
import {
  type DomainEvent,
  EmployeeHired,
  EmployeeLeft,
  eventCatalogue,
  type NotificationFact,
  notificationsStream,
  parseFact,
  RoleGranted,
  UnitEstablished,
  UnitHeadAppointed,
  UserId,
} from "@tabel/domain";
import { connectEventStore, type EventStore, type KeyVault, migrateKeyVault, openKeyVault } from "@tabel/event-store";
import { migrateReadModels } from "@tabel/read-models";
import { testDatabase, testEventStore, testMailSink, type TestMailSink } from "@tabel/test-infra";
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { emailChannel } from "../channels/email.js";
import { type DeliveryRunner, runDeliveries, type RunDeliveriesOptions } from "../delivery/run-deliveries.js";
import { tellAboutFacts } from "../expansion/tell-about.js";
import { migrateNotifications } from "../storage/schema.js";

/** No test waits longer for a condition. */
const patienceMs = 60_000;

export const masterKey = Buffer.alloc(32, 5);

export const openSpecStore = (pool: pg.Pool, connectionString: string): { store: EventStore; vault: KeyVault } => {
  const vault = openKeyVault({ pool, masterKey });
  return { vault, store: connectEventStore({ connectionString, catalogue: eventCatalogue, vault }) };
};

/** What a view needs of the log to be waited for no more. */
const everyProjection = [
  "employees",
  "organisation",
  "absence-requests",
  "training-sessions",
  "training-accounts",
  "onboarding-plans",
  "resignations",
  "announcements",
  "notification-settings",
  "push-subscriptions",
];

export interface Ended {
  readonly recipient: string;
  readonly channel: string;
  readonly status: string;
  readonly reason: string | null;
}

export interface Telling {
  readonly pool: pg.Pool;
  readonly store: EventStore;
  readonly vault: KeyVault;
  readonly sink: TestMailSink;
  readonly databaseUrl: string;
  readonly eventStoreUrl: string;
  /** What was logged as a warning or worse. */
  readonly logged: { readonly fields: object; readonly says: string }[];
  setClock(now: string): void;
  append(stream: string, ...events: readonly DomainEvent[]): Promise<void>;
  /** In the log and in the views. */
  hire(
    employeeId: string,
    unitId: string,
    more?: { readonly email?: string | null; readonly timeZone?: string },
  ): Promise<void>;
  leave(employeeId: string, lastDay: string): Promise<void>;
  /** Says that the views have taken in the whole log. */
  caughtUp(): Promise<void>;
  /** As the engine of processes does it: on a transaction of its own. */
  tell(fact: object, intentId?: string, vault?: Pick<KeyVault, "keysOf">): Promise<number>;
  start(options?: Partial<RunDeliveriesOptions>): DeliveryRunner;
  until(what: string, condition: () => Promise<boolean>, patience?: number): Promise<void>;
  /** Nothing waits, and every outcome is in the log. */
  settled(): Promise<void>;
  rows<Row extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  ended(): Promise<readonly Ended[]>;
  /** What the log says that somebody was told. */
  toldInLog(userId: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

export const telling = async (now = "2026-11-16T09:00:00.000Z"): Promise<Telling> => {
  const clock = { now };
  const [database, server, sink] = await Promise.all([testDatabase(), testEventStore(), testMailSink()]);
  const { connectionString } = database;
  await migrateKeyVault(connectionString);
  await migrateReadModels(connectionString);
  await migrateNotifications(connectionString);
  const pool = new pg.Pool({ connectionString, max: 16 });
  pool.on("error", () => undefined); // a spec cuts connections
  const { store, vault } = openSpecStore(pool, server.connectionString);
  const runners: DeliveryRunner[] = [];
  const logged: { fields: object; says: string }[] = [];
  const say = (fields: object, says: string): void => void logged.push({ fields, says });
  const log = { info: () => undefined, warn: say, error: say };

  const rows = async <Row extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []) =>
    (await pool.query<Row>(sql, [...values])).rows;

  const append = async (stream: string, ...events: readonly DomainEvent[]): Promise<void> => {
    const { revision } = await store.load(
      stream,
      { initial: 0, evolve: (count: number) => count + 1 },
      { fresh: true },
    );
    const commandId = randomUUID();
    const metadata = { $correlationId: commandId, $causationId: commandId, commandId, commandHash: "0", actor: "hr" };
    await store.append(stream, events, { expected: revision, metadata });
  };

  const until = async (what: string, condition: () => Promise<boolean>, patience = patienceMs): Promise<void> => {
    const late = performance.now() + patience;
    while (!(await condition())) {
      if (performance.now() > late) throw new Error(`it did not happen that ${what}`);
      await pause(20);
    }
  };

  const caughtUp = async (): Promise<void> => {
    const head = await store.headPosition();
    await pool.query(
      `insert into views.checkpoint (projection, version, position)
       select name, 1, $2 from unnest($1::text[]) as name
       on conflict (projection) do update set position = excluded.position`,
      [everyProjection, head],
    );
  };

  const channels = () => ({
    email: emailChannel({ url: sink.url, from: "Tabel <tabel@localhost>", home: "http://localhost:8080" }),
  });

  return {
    pool,
    store,
    vault,
    sink,
    databaseUrl: connectionString,
    eventStoreUrl: server.connectionString,
    logged,
    setClock: (instant) => {
      clock.now = instant;
      for (const runner of runners) runner.wake();
    },
    append,
    hire: async (employeeId, unitId, { email = `${employeeId}@example.org`, timeZone = "Europe/Moscow" } = {}) => {
      const place = { unitId, position: "Кассир", country: "RU", timeZone };
      const fullName = { last: `Фамилия-${employeeId}`, first: "Имя", middle: null };
      await append(
        `employee-${employeeId}`,
        EmployeeHired({ employeeId, fullName, email, hiredOn: "2024-01-09", ...place }),
      );
      await pool.query(
        `insert into views.employee (employee_id, last_name, first_name, name_key, email, country, time_zone, hired_on,
           assignments, contracts, schedules, spells, places, grades, salaries)
         values ($1, $2, 'Имя', '', $3, 'RU', $4, '2024-01-09', '[]', '[]', '[]', '[]', '[]', '[]', '[]')`,
        [employeeId, fullName.last, email, timeZone],
      );
      await pool.query(
        `insert into views.employee_unit (employee_id, from_date, unit_id, position, until_date, seen_from, last_date)
         values ($1, '2024-01-09', $2, 'Кассир', 'infinity', '-infinity', 'infinity')`,
        [employeeId, unitId],
      );
    },
    leave: async (employeeId, lastDay) => {
      await append(`employee-${employeeId}`, EmployeeLeft({ employeeId, lastDay, ground: "own-request" }));
      await pool.query("update views.employee set last_day = $2 where employee_id = $1", [employeeId, lastDay]);
    },
    caughtUp,
    tell: async (fact, intentId = randomUUID(), keys = vault) => {
      const tellAbout = tellAboutFacts({ store, vault: keys, pool, clock: () => clock.now });
      const client = await pool.connect();
      try {
        await client.query("begin");
        await client.query("set local idle_in_transaction_session_timeout = '500ms'"); // 20 s where intents are carried out
        const parsed: NotificationFact = parseFact(fact);
        const origin = {
          process: "spec",
          instance: "i",
          factId: intentId,
          key: "k",
          intentId,
          correlationId: intentId,
        };
        const outcome = await tellAbout(parsed, { ...origin, at: clock.now }, client);
        await client.query("commit");
        return outcome.is === "done" ? Number(outcome.told?.["deliveries"] ?? 0) : -1;
      } finally {
        client.release();
        await caughtUp();
      }
    },
    start: (options = {}) => {
      const runner = runDeliveries({
        pool,
        store,
        vault,
        clock: () => clock.now,
        log,
        channels: channels(),
        unsubscribeLink: ({ userId, fact }) => `http://localhost:8080/u/${userId}/${fact}`,
        ...options,
      });
      runners.push(runner);
      return runner;
    },
    until,
    settled: () =>
      until("everything was delivered and recorded", async () => {
        const [open] = await rows<{ count: string }>(
          `select (select count(*) from notifications.delivery where status = 'waiting' or not recorded)
             + (select count(*) from notifications.announcement where ended_at is null) as count`,
        );
        return open?.count === "0";
      }),
    rows,
    ended: () =>
      rows<Ended & pg.QueryResultRow>(
        `select recipient, channel, status, reason from notifications.delivery order by recipient, channel`,
      ),
    toldInLog: async (userId) => {
      const told: string[] = [];
      for await (const { type, data } of store.readStream(notificationsStream(UserId.parse(userId)))) {
        const channel = typeof data === "object" && data !== null && "channel" in data ? String(data.channel) : "";
        told.push(`${type} ${channel}`.trim());
      }
      return told;
    },
    close: async () => {
      await Promise.all(runners.map((runner) => runner.stop()));
      await store.dispose();
      await pool.end();
      await sink.stop();
      await server.stop();
      await database.drop();
    },
  };
};

/** bank (boris heads) ← branch (anna heads; galina, egor and zoya work there); lev is HR over all. */
export const smallBank = async (bank: Telling): Promise<void> => {
  const unit = (unitId: string, parentId: string | null) =>
    UnitEstablished({ unitId, name: unitId, parentId, on: "2015-01-01" });
  const head = (unitId: string, employeeId: string) => UnitHeadAppointed({ unitId, employeeId, from: "2024-01-09" });
  await bank.append(
    "organisation",
    unit("bank", null),
    unit("branch", "bank"),
    head("bank", "boris"),
    head("branch", "anna"),
  );
  await bank.pool.query(`
    insert into views.unit (unit_id, name, parent_id, path, established_on, heads, names)
      values ('bank', 'Банк', null, '{bank}', '2015-01-01', '[]', '[]'), ('branch', 'Отделение', 'bank', '{bank,branch}', '2015-01-01', '[]', '[]');
    insert into views.unit_path values ('bank', '-infinity', 'infinity', '{bank}'), ('branch', '-infinity', 'infinity', '{bank,branch}')`);
  for (const [employeeId, unitId] of [
    ["boris", "bank"],
    ["lev", "bank"],
    ["anna", "branch"],
    ["galina", "branch"],
    ["egor", "branch"],
    ["zoya", "branch"],
  ] as const)
    await bank.hire(employeeId, unitId);
  await bank.append(
    "access-lev",
    RoleGranted({ userId: "lev", role: "hr-officer", scope: { over: "all" }, from: "2024-01-09", until: null }),
  );
  await bank.pool.query(`insert into views.user_access values ('lev', '[{"role":"hr-officer"}]')`);
  await bank.caughtUp();
};

export const approvedLeave = {
  is: "leave-approved",
  employeeId: "galina",
  requestId: "r1",
  from: "2026-12-07",
  to: "2026-12-20",
} as const;
