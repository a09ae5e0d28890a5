// A request through the whole system, as the people in it are told of it: by mail, in the application, as it comes; what they switch
// off by the link in a mail; and who is told nothing.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { setTimeout as pause } from "node:timers/promises";
import { startInProcess, type TabelInProcess } from "./tabel-in-process.js";

let tabel: TabelInProcess;
let requestId: string;
const colleagues = ["egor", "zoya", "vera"];

const hire = (employeeId: string, unitId: string) =>
  tabel.carryOut("hr", "hire-employee", {
    employeeId,
    fullName: { last: "Иванова", first: employeeId, middle: null },
    email: `${employeeId}@example.org`,
    hiredOn: "2025-01-09",
    unitId,
    position: "Кассир",
    country: "RU",
    timeZone: "Europe/Moscow",
  });

const until = async (what: string, condition: () => Promise<boolean>): Promise<void> => {
  const late = performance.now() + 60_000;
  while (!(await condition())) {
    if (performance.now() > late) throw new Error(`it did not happen that ${what}`);
    await pause(50);
  }
};
const mailsTo = async (user: string) =>
  (await tabel.sink.list()).filter(({ to }) => to.includes(`${user}@example.org`));
const mailed = (user: string, count: number) =>
  until(`${user} had ${count} mails`, async () => (await mailsTo(user)).length >= count);

interface List {
  readonly unread: number;
  readonly items: readonly {
    readonly deliveryId: string;
    readonly fact: string;
    readonly paragraphs: readonly string[];
  }[];
}
const listOf = (user: string) => tabel.view<List>(user, "notifications");
const shown = (user: string, fact: string) =>
  until(`${user} saw ${fact}`, async () => (await listOf(user)).items.some((item) => item.fact === fact));

beforeAll(async () => {
  tabel = await startInProcess("2026-03-16T09:00:00.000Z");
  await tabel.quiet();
  await tabel.carryOut("administrator", "grant-role", {
    userId: "hr",
    role: "hr-officer",
    scope: { over: "all" },
    from: "2025-12-01",
    until: null,
  });
  for (const [unitId, parentId] of [
    ["bank", null],
    ["branch", "bank"],
  ] as const)
    await tabel.carryOut("hr", "establish-unit", { unitId, name: unitId, parentId, on: "2025-01-01" });
  for (const employeeId of ["anna", "galina", ...colleagues]) await hire(employeeId, "branch");
  await tabel.carryOut("hr", "appoint-head", { unitId: "branch", employeeId: "anna", from: "2025-01-09" });
  const of = { employeeId: "galina", from: "2025-01-09" };
  await tabel.carryOut("hr", "conclude-contract", { ...of, kind: "permanent", until: null, probationUntil: null });
  await tabel.carryOut("hr", "assign-schedule", { ...of, schedule: "five-day-40" });
});
afterAll(() => tabel.stop());

test("the head is asked, and the employee is told of the approval; the department is told nothing", async () => {
  ({ requestId } = await tabel.carryOut<{ requestId: string }>("galina", "submit-leave", {
    employeeId: "galina",
    kind: "unpaid-leave",
    from: "2026-04-06",
    to: "2026-04-08",
    dayPart: "full",
    comment: "К морю",
  }));
  await mailed("anna", 1);
  await shown("anna", "step-waits");
  const [asked] = (await listOf("anna")).items.filter(({ fact }) => fact === "step-waits");
  expect(asked?.paragraphs[0]).toContain("Иванова galina");
  await tabel.carryOut("anna", "approve-request", { employeeId: "galina", requestId });
  await mailed("galina", 1);
  await shown("galina", "leave-approved");
  const [mail] = await mailsTo("galina");
  const whole = await tabel.sink.show(mail?.id ?? "");
  expect(whole?.subject).toBe("Заявка согласована");
  expect(whole?.text).toContain("с 6 апреля 2026 г. по 8 апреля 2026 г.");
  expect(whole?.text).not.toContain("К морю");
  for (const colleague of colleagues) {
    expect(await mailsTo(colleague)).toEqual([]);
    expect((await listOf(colleague)).items).toEqual([]);
  }
});

test("what was read is read, and the history says who was told what by which channel", async () => {
  const { items, unread } = await listOf("galina");
  expect(unread).toBe(items.length);
  const deliveryIds = items.map(({ deliveryId }) => deliveryId);
  await tabel.carryOut("galina", "mark-notifications-read", { userId: "galina", deliveryIds });
  expect((await listOf("galina")).unread).toBe(0);
  interface Told {
    readonly items: readonly { fact: string; channel: string; outcome: string; userId: string }[];
  }
  // The sink has a mail before its outcome is an event, and that before it is a row.
  await until("the history said that the approval was mailed", async () =>
    (await tabel.view<Told>("hr", "employees/galina/notifications")).items.some(
      ({ fact, channel, outcome, userId }) =>
        fact === "leave-approved" && channel === "email" && outcome === "sent" && userId === "galina",
    ),
  );
  expect((await tabel.request("egor", "/api/views/employees/galina/notifications")).status).toBe(404);
});

test("a stream tells what is new, and after a break what was missed", async () => {
  const stream = async (lastId: string | undefined) => {
    const ending = new AbortController();
    const headers = lastId === undefined ? {} : { "last-event-id": lastId };
    const response = await tabel.request("galina", "/api/notifications/stream", { headers, signal: ending.signal });
    expect(response.status).toBe(200);
    return { response, end: () => ending.abort() };
  };
  const { response, end } = await stream("0");
  let heard = "";
  const decoder = new TextDecoder();
  for await (const part of response.body as unknown as AsyncIterable<Uint8Array>) {
    heard += decoder.decode(part);
    if (heard.includes("leave-approved")) break;
  }
  end();
  expect(heard).toContain("event: notification");
  const first = /id: (\d+)\nevent: notification/.exec(heard)?.[1] ?? "";
  const again = await stream(first);
  let missed = "";
  for await (const part of again.response.body as unknown as AsyncIterable<Uint8Array>) {
    missed += decoder.decode(part);
    if (missed.includes("event: notification")) break;
  }
  again.end();
  expect(missed).not.toContain(`id: ${first}\nevent`);
});

test("streams are bounded: one person does not take all connections", async () => {
  const ending = new AbortController();
  const listen = () => tabel.request("zoya", "/api/notifications/stream", { signal: ending.signal });
  for (let connection = 0; connection < 5; connection += 1) expect((await listen()).status).toBe(200);
  const sixth = await listen();
  expect([sixth.status, sixth.headers.get("retry-after")]).toEqual([503, "30"]);
  ending.abort();
});

test("one click in a mail switches it off; opening the link does not", async () => {
  const [mail] = await mailsTo("galina");
  const whole = await tabel.sink.show(mail?.id ?? "");
  const link = /<http:\/\/tabel\.spec(.+)>/.exec(
    whole?.headers.find(({ name }) => name === "list-unsubscribe")?.value ?? "",
  );
  const path = link?.[1] ?? "";
  interface Preferences {
    readonly items: readonly { fact: string; channel: string; wanted: boolean }[];
  }
  const wanted = async () =>
    (await tabel.view<Preferences>("galina", "notification-preferences")).items.find(
      ({ fact, channel }) => fact === "leave-approved" && channel === "email",
    )?.wanted;
  expect((await tabel.request("nobody", path, { anonymous: true })).status).toBe(200);
  expect(await wanted()).toBe(true);
  expect((await tabel.request("nobody", path, { anonymous: true, body: {} })).status).toBe(200);
  await until("it was switched off", async () => (await wanted()) === false);
  expect((await tabel.request("nobody", `${path}x`, { anonymous: true, body: {} })).status).toBe(404);
});
