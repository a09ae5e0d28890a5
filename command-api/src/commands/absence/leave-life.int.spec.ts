// The life of a request over HTTP, each of its refusals, and people who decide at the same instant.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { runApi, type RunningApi } from "../../testing/running-api.js";
import { hired, officers, openSmallBank } from "../../testing/small-bank.js";

const { hr } = officers;
let api: RunningApi;

beforeAll(async () => {
  api = await runApi();
  await openSmallBank(api);
});

afterAll(() => api.stop());

const wish = (employeeId: string, from: string, to: string, more: object = {}) => ({
  employeeId,
  kind: "annual-leave",
  from,
  to,
  ...more,
});

let people = 0;
/** Somebody of u2 with nothing asked for yet. */
const newcomer = async (more: object = {}): Promise<string> => {
  const employeeId = `n${(people += 1)}`;
  await api.sent(hr, "hire-employee", { ...hired(employeeId, "u2"), ...more });
  return employeeId;
};

const asked = async (employeeId: string, from = "2026-07-06", to = "2026-07-19") => {
  const { requestId } = await api.sent(employeeId, "submit-leave", wish(employeeId, from, to));
  return { employeeId, requestId: String(requestId) };
};

const types = async (employeeId: string) => (await api.events(`absence-${employeeId}`)).map(({ type }) => type);

describe("a request", () => {
  test("is submitted, approved by the head, and stands in the log with its days frozen", async () => {
    const employeeId = await newcomer();
    const key = randomUUID();
    const submitted = await api.sent(employeeId, "submit-leave", wish(employeeId, "2026-06-01", "2026-06-14"), { key });
    expect(submitted).toMatchObject({ stream: `absence-${employeeId}`, commandId: key });
    await api.sent("head", "approve-request", { employeeId, requestId: submitted.requestId });
    const events = await api.events(`absence-${employeeId}`);
    expect(events.map(({ type }) => type)).toEqual([
      "LeaveGranted",
      "LeaveGranted",
      "AbsenceRequested",
      "AbsenceApproved",
    ]);
    // 14 days, of which 12 June is a public holiday and does not count.
    expect(events.at(-1)?.data).toMatchObject({ used: 1300, approvedBy: "head" });
    // The head decides in the own name: only a deputy, or HR that asks for somebody, acts on behalf.
    expect(events.at(-1)?.metadata.actor).toBe("head");
    expect(events.at(-1)?.metadata).not.toHaveProperty("onBehalfOf");
  });

  test("has an id of its own, also where another process takes the key of somebody else's request", async () => {
    const [anna, boris] = [await newcomer(), await newcomer()];
    const first = await api.sent(anna, "submit-leave", wish(anna, "2026-07-06", "2026-07-19"));
    const [key, named] = [String(first.commandId), String(first.requestId)];
    const other = await api.twin();
    const second = await other.sent(boris, "submit-leave", wish(boris, "2026-07-06", "2026-07-19"), { key });
    const third = await (
      await api.twin()
    ).send(boris, "submit-leave", wish(boris, "2026-08-03", "2026-08-16"), {
      key: named,
    });
    expect(new Set([first.requestId, second.requestId, third.body.requestId]).size).toBe(3);
  });

  test("is rejected with a reason, and its days can be asked for again", async () => {
    const request = await asked(await newcomer());
    await api.sent("head", "reject-request", { ...request, reason: "Two tellers are away in that week." });
    await asked(request.employeeId);
    expect((await types(request.employeeId)).slice(-2)).toEqual(["AbsenceRejected", "AbsenceRequested"]);
  });

  test("is withdrawn by the employee, and its days can be asked for again", async () => {
    const request = await asked(await newcomer());
    await api.sent(request.employeeId, "withdraw-request", request);
    await asked(request.employeeId);
    expect((await types(request.employeeId)).slice(-2)).toEqual(["AbsenceWithdrawn", "AbsenceRequested"]);
  });

  test("is submitted and withdrawn by HR for the employee, and says so", async () => {
    const employeeId = await newcomer();
    const { requestId } = await api.sent(hr, "submit-leave", wish(employeeId, "2026-07-06", "2026-07-19"));
    await api.sent(hr, "withdraw-request", { employeeId, requestId });
    for (const { metadata } of (await api.events(`absence-${employeeId}`)).slice(-2))
      expect(metadata).toMatchObject({ actor: hr, onBehalfOf: employeeId });
  });

  test("of a head goes to the head above", async () => {
    const request = await asked("head", "2026-09-07", "2026-09-13");
    expect((await api.send("head", "approve-request", request)).body.code).toBe("own-request");
    expect((await api.send("boss", "approve-request", request)).status).toBe(200);
  });

  test("keeps its comment and the reason of its rejection out of the readable log and of every answer", async () => {
    const employeeId = await newcomer();
    const comment = "a matter of my own";
    const answer = await api.send(
      employeeId,
      "submit-leave",
      wish(employeeId, "2026-07-06", "2026-07-19", { comment }),
    );
    expect(answer.text).not.toContain(comment);
    expect((await api.events(`absence-${employeeId}`)).at(-1)?.data).toMatchObject({ comment });
  });
});

describe("submit-leave is refused", () => {
  test.each<[code: string, status: number, path: string | undefined, from: string, to: string, more?: object]>([
    ["dates-reversed", 422, "/to", "2026-07-19", "2026-07-06"],
    ["kind-unknown", 422, "/kind", "2026-07-06", "2026-07-19", { kind: "holiday-on-mars" }],
    ["absence-too-long", 422, "/to", "2026-07-01", "2027-08-04"], // 400 days
    ["before-hire", 422, "/from", "2025-01-08", "2025-01-09"],
    ["back-dated", 422, "/from", "2026-03-15", "2026-03-17"],
    ["too-far-ahead", 422, "/from", "2028-03-17", "2028-03-18"],
    ["whole-days-only", 422, "/dayPart", "2026-07-06", "2026-07-06", { dayPart: "morning" }],
    ["calendar-not-loaded", 422, "/from", "2026-12-28", "2027-01-10"],
    ["counts-no-days", 422, "/from", "2026-06-12", "2026-06-12"],
    ["balance-exceeded", 422, "/to", "2026-07-01", "2026-08-26"], // 57 of 56 days
    ["invalid-input", 400, "/from", "2026-02-29", "2026-03-20"],
    ["invalid-input", 400, "/to", "2026-07-06", "2026-07-32"],
    ["invalid-input", 400, "/dayPart", "2026-07-06", "2026-07-07", { dayPart: "morning" }],
  ])("as %s (%i)", async (code, status, path, from, to, more = {}) => {
    const employeeId = await newcomer();
    const { status: answered, body } = await api.send(employeeId, "submit-leave", wish(employeeId, from, to, more));
    expect([answered, body.code, body.errors?.[0]?.path]).toEqual([status, code, path]);
    expect(await types(employeeId)).toEqual([]);
  });

  test("as absence-overlaps (409) by a single day, naming the dates that are taken", async () => {
    const { employeeId, requestId } = await asked(await newcomer());
    const { status, body } = await api.send(
      employeeId,
      "submit-leave",
      wish(employeeId, "2026-07-19", "2026-07-20", { kind: "unpaid-leave" }),
    );
    expect([status, body.code]).toEqual([409, "absence-overlaps"]);
    expect(body.details).toEqual({ from: "2026-07-06", to: "2026-07-19", requestId });
    expect(body.detail).toContain("2026-07-06");
    await asked(employeeId, "2026-07-20", "2026-07-20");
  });

  test("as leave-right-not-begun (422) before six months, as employee-left (422) beyond the last day", async () => {
    const recent = await newcomer({ hiredOn: "2026-02-02" });
    const early = await api.send(recent, "submit-leave", wish(recent, "2026-08-01", "2026-08-02"));
    expect([early.status, early.body.code, early.body.details.on]).toEqual([
      422,
      "leave-right-not-begun",
      "2026-08-02",
    ]);
    const leaving = await newcomer();
    await api.sent(hr, "record-leaving", { employeeId: leaving, lastDay: "2026-07-10" });
    const late = await api.send(leaving, "submit-leave", wish(leaving, "2026-07-06", "2026-07-11"));
    expect([late.status, late.body.code]).toEqual([422, "employee-left"]);
  });

  test("as employee-unknown (404) to HR, and as not-own-request (403) to a colleague, who learns nothing more", async () => {
    const unknown = wish("nobody", "2026-07-06", "2026-07-19");
    const { status, body } = await api.send(hr, "submit-leave", unknown);
    expect([status, body.code, body.errors[0].path]).toEqual([404, "employee-unknown", "/employeeId"]);
    const known = await api.send("anna", "submit-leave", { ...unknown, employeeId: "boris" });
    const stranger = await api.send("anna", "submit-leave", unknown);
    expect([known.status, known.body.code]).toEqual([403, "not-own-request"]);
    expect({ ...stranger.body, traceId: "" }).toEqual({ ...known.body, traceId: "" });
  });

  test("for yesterday and taken for today, by the calendar of the employee's own zone", async () => {
    const { now } = api.clock;
    api.clock.now = "2026-03-31T21:30:00.000Z"; // half past midnight of 1 April in Moscow
    const employeeId = await newcomer();
    const yesterday = await api.send(employeeId, "submit-leave", wish(employeeId, "2026-03-31", "2026-04-02"));
    expect(yesterday.body.code).toBe("back-dated");
    expect((await api.send(employeeId, "submit-leave", wish(employeeId, "2026-04-01", "2026-04-02"))).status).toBe(200);
    api.clock.now = now;
  });
});

describe("a decision is refused", () => {
  test.each([
    ["own-request", (request: { employeeId: string }) => request.employeeId],
    ["not-step-holder", () => "boris"], // a colleague
    ["not-step-holder", () => "chief"], // the head of a unit below
    ["not-step-holder", () => hr], // HR decides only where no head is left
    ["not-step-holder", () => officers.accountant],
    ["not-step-holder", () => "nobody"],
  ])("as %s (403)", async (code, decider) => {
    const request = await asked(await newcomer());
    for (const [command, body] of [
      ["approve-request", request],
      ["reject-request", { ...request, reason: "no" }],
    ] as const) {
      const answer = await api.send(decider(request), command, body);
      expect([answer.status, answer.body.code]).toEqual([403, code]);
    }
    expect((await types(request.employeeId)).at(-1)).toBe("AbsenceRequested");
  });

  test("as own-request (403) to the author who asked on another's behalf", async () => {
    const employeeId = await newcomer();
    await api.sent("admin", "grant-role", {
      userId: "boss",
      role: "hr-officer",
      scope: { over: "all" },
      from: "2026-01-01",
      until: null,
    });
    const { requestId } = await api.sent("boss", "submit-leave", wish(employeeId, "2026-07-06", "2026-07-19"));
    expect((await api.send("boss", "approve-request", { employeeId, requestId })).body.code).toBe("own-request");
    expect((await api.send("head", "approve-request", { employeeId, requestId })).status).toBe(200);
  });

  test("as request-unknown (404), also under another employee's number", async () => {
    const { requestId } = await asked(await newcomer());
    const employeeId = await newcomer();
    for (const unknown of [
      { employeeId, requestId },
      { employeeId, requestId: randomUUID() },
    ]) {
      const { status, body } = await api.send("head", "approve-request", unknown);
      expect([status, body.code]).toEqual([404, "request-unknown"]);
    }
  });

  test("as request-not-pending (409) when it was decided, whatever the decision was", async () => {
    const approved = await asked(await newcomer());
    await api.sent("head", "approve-request", approved);
    const withdrawn = await asked(await newcomer());
    await api.sent(withdrawn.employeeId, "withdraw-request", withdrawn);
    for (const request of [approved, withdrawn])
      for (const [sender, command, body] of [
        ["boss", "approve-request", request],
        ["boss", "reject-request", { ...request, reason: "no" }],
        [request.employeeId, "withdraw-request", request],
      ] as const) {
        const answer = await api.send(sender, command, body);
        expect([answer.status, answer.body.code]).toEqual([409, "request-not-pending"]);
      }
  });

  test("as reason-required (422) without a word why", async () => {
    const request = await asked(await newcomer());
    const { status, body } = await api.send("head", "reject-request", { ...request, reason: " \n " });
    expect([status, body.code]).toEqual([422, "reason-required"]);
  });
});

describe("at the same instant", () => {
  test("two heads approve: one 200, one 409, one event; ten times over, in one process and in two", async () => {
    const other = await api.twin();
    for (let round = 0; round < 10; round += 1) {
      const request = await asked(await newcomer());
      const second = round % 2 === 0 ? api : other;
      const answers = await Promise.all([
        api.send("head", "approve-request", request),
        second.send("boss", "approve-request", request),
      ]);
      expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409]);
      expect(answers.find(({ status }) => status === 409)?.body.code).toBe("request-not-pending");
      expect((await types(request.employeeId)).filter((type) => type === "AbsenceApproved")).toHaveLength(1);
    }
  });

  test("the employee withdraws and the head approves: one of them is told that it is too late", async () => {
    const request = await asked(await newcomer());
    const answers = await Promise.all([
      api.send("head", "approve-request", request),
      api.send(request.employeeId, "withdraw-request", request),
    ]);
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409]);
  });

  test("twenty requests for the same days: one stands", async () => {
    const employeeId = await newcomer();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        api.send(employeeId, "submit-leave", wish(employeeId, "2026-07-06", "2026-07-19")),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const { status, body } of answers) if (status !== 200) expect(body.code).toBe("absence-overlaps");
    expect((await types(employeeId)).filter((type) => type === "AbsenceRequested")).toHaveLength(1);
  });
});
