// Commands of other systems over a real broker: with the rights, the checks and the idempotency that they have over HTTP, and an
// answer to every record.
import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { CommandTaker, InboundSource } from "@tabel/integration";
import { kafkaIsHere, testEventStore, type TestEventStore, testKafka } from "@tabel/test-infra";
import { newcomer, type PreparedBank, prepareBank } from "./testing/bank-over-kafka.js";
import { sourcesFrom } from "./testing/command-side.js";
import { type OtherSystem, otherSystem, recordOf, type Sent } from "./testing/other-system.js";

const own = randomUUID().slice(0, 8);
const sources = [
  {
    source: `hr-${own}`,
    topic: `hr-${own}.commands`,
    account: "master-hr",
    commands: ["hire-employee", "transfer-employee", "record-leaving", "set-salary", "submit-leave", "establish-unit"],
  },
  {
    source: `notes-${own}`,
    topic: `notes-${own}.commands`,
    account: "sick-notes",
    commands: ["open-sick-leave", "extend-sick-leave", "close-sick-leave", "set-salary"],
  },
  {
    source: `foreign-${own}`,
    topic: `foreign-${own}.commands`,
    account: "foreign",
    commands: ["hire-employee", "transfer-employee"],
    ids: { of: "source", newEmployees: "f-" },
  },
];

(kafkaIsHere ? describe : describe.skip)("commands over a real Kafka", () => {
  let brokers: string;
  let server: TestEventStore;
  let bank: PreparedBank;
  let all: readonly InboundSource[];
  let taker: CommandTaker;
  let hr: OtherSystem;
  let notes: OtherSystem;
  let foreign: OtherSystem;

  beforeAll(async () => {
    [brokers, server] = await Promise.all([testKafka(), testEventStore()]);
    bank = await prepareBank(server.connectionString);
    await bank.carryOut("admin", "grant-role", {
      userId: "foreign",
      role: "hr-officer",
      scope: { over: "all" },
      from: "2024-01-01",
      until: null,
    });
    all = sourcesFrom(JSON.stringify(sources), bank.side.api);
    taker = bank.side.take({ brokers: [brokers], clientId: "spec" }, all);
    [hr, notes, foreign] = (await Promise.all(sources.map(({ topic }) => otherSystem(brokers, topic)))) as [
      OtherSystem,
      OtherSystem,
      OtherSystem,
    ]; // one for each source
  });
  afterAll(async () => {
    await Promise.all([hr, notes, foreign].map((each) => each?.stop()));
    await taker?.stop();
    await bank?.close();
    await server?.stop();
  });

  const only = async (system: OtherSystem, id: string) => {
    const [reply] = await system.answered(id);
    if (reply === undefined) throw new Error("no reply");
    return reply;
  };

  test("a hire and a transfer are accepted with their positions, in the name of the source's account", async () => {
    const [hire, transfer] = [randomUUID(), randomUUID()];
    const move = { employeeId: "anna", from: "2025-03-01", unitId: "office", position: "Старший кассир" };
    await hr.sendAll([
      recordOf("hire-employee", newcomer("anna"), hire, { ce_correlationid: "case-7" }),
      recordOf("transfer-employee", move, transfer),
    ]);
    const [hired, moved] = [await only(hr, hire), await only(hr, transfer)];
    expect(hired).toMatchObject({
      outcome: "accepted",
      key: "anna",
      problem: null,
      position: expect.stringMatching(/^\d+$/),
    });
    expect(hired.headers).toMatchObject({
      ce_type: "tabel.command-reply.v1",
      ce_subject: hire,
      ce_correlationid: "case-7",
      ce_source: "/tabel/spec",
    });
    expect(BigInt(moved.position ?? 0)).toBeGreaterThan(BigInt(hired.position ?? 0));
    expect(await bank.events("employee-anna")).toMatchObject([
      { type: "EmployeeHired", commandId: hire, actor: "master-hr", correlationId: "case-7" },
      { type: "EmployeeTransferred", commandId: transfer, actor: "master-hr", correlationId: transfer },
    ]);
  });

  test("a sick note is opened, extended and closed by the id that the reply has said", async () => {
    await bank.carryOut("master-hr", "hire-employee", newcomer("galina"));
    const note = { employeeId: "galina", certificate: "910123456789", from: "2026-07-06", to: "2026-07-10" };
    const opened = await only(notes, await notes.send("open-sick-leave", note));
    const { requestId = "" } = opened.ids;
    expect(opened).toMatchObject({ outcome: "accepted", ids: { requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) } });
    const next = { employeeId: "galina", requestId, certificate: "910123456790", to: "2026-07-15" };
    expect(await only(notes, await notes.send("extend-sick-leave", next))).toMatchObject({ outcome: "accepted" });
    const end = { employeeId: "galina", requestId, to: "2026-07-14" };
    expect(await only(notes, await notes.send("close-sick-leave", end))).toMatchObject({ outcome: "accepted" });
    const types = (await bank.events("absence-galina")).map(({ type }) => type);
    expect(types).toEqual(["SickLeaveOpened", "SickLeaveExtended", "SickLeaveClosed"]);
  });

  test("a record that comes again appends nothing and is answered alike, by whatever way the command came before", async () => {
    const id = await hr.send("hire-employee", newcomer("boris"));
    const [first] = await hr.answered(id);
    await hr.sendAll([
      recordOf("hire-employee", newcomer("boris"), id),
      recordOf("hire-employee", newcomer("boris"), id.toUpperCase()),
    ]);
    const replies = await hr.answered(id, 3);
    expect(new Set(replies.map(({ text, headers }) => text + JSON.stringify(headers))).size).toBe(1);
    expect(await bank.events("employee-boris")).toHaveLength(1);
    const again = await bank.side.api.forAccounts.carryOut({
      name: "hire-employee",
      data: newcomer("boris"),
      commandId: id,
      account: "master-hr",
      correlationId: id,
      traceparent: undefined,
    });
    expect(again).toMatchObject({ is: "done", position: first?.position });
  });

  test("a refusal stays the answer to its record, although the world has changed since", async () => {
    const move = { employeeId: "anna", from: "2025-06-01", unitId: "later", position: "Кассир" };
    const id = await hr.send("transfer-employee", move);
    const [refused] = await hr.answered(id);
    expect(refused).toMatchObject({
      outcome: "refused",
      position: null,
      problem: { code: "unit-unknown", status: 404, errors: [{ path: "/unitId", code: "unit-unknown" }] },
    });
    await bank.carryOut("master-hr", "establish-unit", {
      unitId: "later",
      name: "Later",
      parentId: "bank",
      on: "2024-01-01",
    });
    await hr.sendAll([recordOf("transfer-employee", move, id)]);
    const [, second] = await hr.answered(id, 2);
    expect(second?.text).toBe(refused?.text);
    expect(await only(hr, await hr.send("transfer-employee", move))).toMatchObject({ outcome: "accepted" });
  });

  test("what a source may do is what its account may do, and no more than its file allows", async () => {
    await bank.carryOut("master-hr", "hire-employee", newcomer("vera", { unitId: "office" }));
    const note = { employeeId: "vera", certificate: "1", from: "2026-07-06", to: "2026-07-10" };
    const outside = await only(notes, await notes.send("open-sick-leave", note));
    expect(outside.problem).toMatchObject({ code: "not-own-request", status: 403 });
    const closed = await only(notes, await notes.send("hire-employee", newcomer("x1")));
    expect(closed.problem).toMatchObject({ code: "command-not-open", status: 403 });
    expect(await bank.events("employee-x1")).toEqual([]);
    expect(await bank.events("absence-vera")).toEqual([]);
  });

  test.each(["set-password", "change-password", "create-feed", "hire-everybody"])("%s comes from no topic", (name) => {
    const wish = [{ source: "s", topic: "s", account: "s", commands: [name] }];
    expect(() => sourcesFrom(JSON.stringify(wish), bank.side.api)).toThrow(
      `${name} is no command that may come from a topic`,
    );
  });

  test("an account under whose number somebody is hired may do nothing any more", async () => {
    const pay = { employeeId: "galina", from: "2026-01-01", monthly: { minor: 100, currency: "RUB" } };
    expect(await only(notes, await notes.send("set-salary", pay))).toMatchObject({ outcome: "accepted" });
    await bank.carryOut("master-hr", "hire-employee", newcomer("sick-notes"));
    const refused = await only(notes, await notes.send("set-salary", { ...pay, from: "2026-02-01" }));
    expect(refused.problem).toMatchObject({ code: "not-permitted" });
  });

  test("a reply says nothing of anybody but codes, paths and ids", async () => {
    const texts = [...hr.replies, ...notes.replies].map(({ text }) => text).join("\n");
    expect(texts).toContain("not-permitted");
    expect(texts).not.toMatch(/Смирнова|Анна|smirnova|Кассир|9101234|2026-0|2025-0/);
  });

  test("the commands of one employee are carried out in their order, whatever comes between", async () => {
    const people = Array.from({ length: 6 }, (_, at) => `o${at}`);
    const days = Array.from({ length: 20 }, (_, at) => `2025-02-${String(at + 1).padStart(2, "0")}`);
    const sent = [
      ...people.map((id) => recordOf("hire-employee", newcomer(id))),
      ...days.flatMap((from) =>
        people.map((employeeId) =>
          recordOf("transfer-employee", { employeeId, from, unitId: "office", position: `P ${from}` }),
        ),
      ),
    ];
    await hr.sendAll(sent);
    await Promise.all(sent.map(({ headers }) => hr.answered(String(headers["ce_id"]))));
    for (const id of people)
      expect((await bank.events(`employee-${id}`)).slice(1).map(({ data }) => data["from"])).toEqual(days);
  });

  const fault = (name: string, change: (record: Sent) => Sent, code: string, path?: string) =>
    [name, change, code, path] as const;
  const headers = (more: object) => (record: Sent) => ({ ...record, headers: { ...record.headers, ...more } }) as Sent; // of a spec
  const value = (text: string | Buffer | null) => (record: Sent) => ({ ...record, value: text });
  const cases = [
    fault("an empty id", headers({ ce_id: "" }), "invalid-input", "/ce_id"),
    fault("an id that is none", headers({ ce_id: "7" }), "invalid-input", "/ce_id"),
    fault("no headers at all", (record) => ({ ...record, headers: {} }), "invalid-input"),
    fault("another content type", headers({ "content-type": "application/xml" }), "invalid-input", "/content-type"),
    fault("an event's type", headers({ ce_type: "tabel.absence.v1" }), "invalid-input", "/ce_type"),
    fault("a command that nobody knows", headers({ ce_type: "tabel.command.hire-everybody.v1" }), "command-not-open"),
    fault("a version that is not there", headers({ ce_type: "tabel.command.hire-employee.v2" }), "command-not-open"),
    fault("a type without end", headers({ ce_type: `tabel.command.${"a".repeat(100_000)}.v1` }), "invalid-input"),
    fault("no value", value(null), "malformed-json"),
    fault("no JSON", value("{"), "malformed-json"),
    fault("JSON that is no object", value("[1]"), "malformed-json"),
    fault("bytes that are no UTF-8", value(Buffer.from('{"employeeId":"\u00ff"}', "latin1")), "malformed-json"),
    fault("200 kB", value(JSON.stringify({ employeeId: "z", note: "n".repeat(200_000) })), "body-too-large"),
    fault("nearly a megabyte", value(Buffer.alloc(1_000_000, 97)), "body-too-large"),
    fault("another key", (record) => ({ ...record, key: "somebody" }), "key-differs"),
    fault("no key", (record) => ({ ...record, key: null }), "key-differs"),
  ];

  test.each(cases)(
    "%s is answered, buried with its error, and keeps nothing after it waiting",
    async (_, change, code, path) => {
      const before = { replies: hr.replies.length, letters: hr.letters.length };
      const person = `h${randomUUID().slice(0, 8)}`;
      const good = randomUUID();
      const bad = { ...change(recordOf("hire-employee", newcomer(person))), partition: 0 };
      await hr.sendAll([bad, { ...recordOf("hire-employee", newcomer(`${person}x`), good), partition: 0 }]);
      expect(await only(hr, good)).toMatchObject({ outcome: "accepted" });
      await hr.until(
        "it is answered and buried",
        () => hr.replies.length > before.replies + 1 && hr.letters.length > before.letters,
      );
      const reply = hr.replies.slice(before.replies).find(({ commandId }) => commandId !== good);
      expect(reply).toMatchObject({ outcome: "refused", problem: { code } });
      if (path !== undefined) expect(reply?.problem?.errors.map((each) => each.path)).toContain(path);
      const letter = hr.letters.at(-1);
      expect(letter?.headers).toMatchObject({ tabel_error: code, tabel_offset: reply?.record.offset });
      if (Buffer.isBuffer(bad.value) && bad.value.length > 900_000) expect(letter?.value).toBeNull();
      else expect(letter?.value ?? null).toEqual(bad.value === null ? null : Buffer.from(bad.value));
      expect(await bank.events(`employee-${person}`)).toEqual([]);
    },
  );

  test("fields that are wrong are named, and what was sent is not repeated", async () => {
    const { country: _, ...body } = newcomer("w1", { hiredOn: "2025-02-30", salary: "секрет" });
    const reply = await only(hr, await hr.send("hire-employee", body));
    expect(reply.problem?.code).toBe("invalid-input");
    expect(reply.problem?.errors.map(({ path }) => path).toSorted()).toEqual(["/country", "/hiredOn", "/salary"]);
    expect(reply.text).not.toContain("секрет");
  });

  test("an id that was used for something else is refused, and its first answer stands", async () => {
    const id = await hr.send("hire-employee", newcomer("id1"));
    const first = await only(hr, id);
    await hr.sendAll([recordOf("hire-employee", newcomer("id2"), id)]);
    const [, second] = await hr.answered(id, 2);
    expect(second?.problem).toMatchObject({ code: "idempotency-key-reused", status: 422 });
    expect(second?.headers["ce_id"]).not.toBe(first.headers["ce_id"]);
    expect(await bank.events("employee-id2")).toEqual([]);
  });

  test.each(["snappy", "lz4", "zstd"])(
    "what a sender packs with %s is read: the topic stores it as every client reads it",
    async (packed) => {
      const person = `k-${packed}`;
      const record = recordOf("hire-employee", newcomer(person));
      const given = Object.entries(record.headers).flatMap(([name, text]) => ["-H", `${name}=${String(text)}`]);
      const kcat = promisify(execFile)("kcat", [
        "-b",
        brokers,
        "-P",
        "-t",
        `hr-${own}.commands`,
        "-z",
        packed,
        "-k",
        person,
        ...given,
      ]);
      kcat.child.stdin?.end(String(record.value));
      await kcat;
      expect(await only(hr, String(record.headers["ce_id"]))).toMatchObject({ outcome: "accepted" });
    },
  );

  test("a source's own numbers are looked up; who is hired under a new one is known by it from then on", async () => {
    const hire = await only(foreign, await foreign.send("hire-employee", newcomer("00-017")));
    expect(hire.problem).toMatchObject({ code: "id-not-known", errors: [{ path: "/unitId" }] });
    await bank.side.pool.query(
      "insert into integration.known_as values ($1, 'unit', 'КО-7', 'office'), ($1, 'employee', '00-001', 'galina')",
      [`foreign-${own}`],
    );
    const body = newcomer("00-017", { unitId: "КО-7" });
    expect(await only(foreign, await foreign.send("hire-employee", body))).toMatchObject({
      outcome: "accepted",
      key: "00-017",
    });
    const move = (employeeId: string) => ({ employeeId, from: "2026-01-12", unitId: "КО-7", position: "Кассир" });
    for (const number of ["00-017", "00-001"])
      expect(await only(foreign, await foreign.send("transfer-employee", move(number)))).toMatchObject({
        outcome: "accepted",
      });
    expect((await bank.events("employee-f-00-017")).map(({ type }) => type)).toEqual([
      "EmployeeHired",
      "EmployeeTransferred",
    ]);
    expect((await bank.events("employee-galina")).at(-1)).toMatchObject({
      type: "EmployeeTransferred",
      data: { unitId: "office" },
    });
    const unknown = await only(foreign, await foreign.send("transfer-employee", move("galina")));
    expect(unknown.problem).toMatchObject({ code: "id-not-known", errors: [{ path: "/employeeId" }] });
  });

  test("a hire that is refused teaches nothing about the number", async () => {
    await bank.carryOut("master-hr", "hire-employee", newcomer("f-7"));
    const body = newcomer("7", { unitId: "КО-7" });
    expect((await only(foreign, await foreign.send("hire-employee", body))).problem).toMatchObject({
      code: "employee-exists",
    });
    const move = { employeeId: "7", from: "2026-01-12", unitId: "КО-7", position: "Кассир" };
    const reply = await only(foreign, await foreign.send("transfer-employee", move));
    expect(reply.problem).toMatchObject({ code: "id-not-known" });
    expect(await bank.events("employee-f-7")).toHaveLength(1);
  });
});
