// A resignation over HTTP on a real store: from the scan to execution, and what each person is refused or never told.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { letter } from "../../testing/prepared-newcomers.js";
import { runApi, type RunningApi } from "../../testing/running-api.js";
import { officers, openSmallBank } from "../../testing/small-bank.js";

const { hr } = officers;
let api: RunningApi;

const refusal = async (sender: string, command: string, body: object) => {
  const { status, body: problem } = await api.send(sender, command, body);
  return [status, problem.code, problem.errors?.[0]?.path];
};
const of = (employeeId: string, number = 1) => ({ employeeId, number });

beforeAll(async () => {
  api = await runApi();
  await openSmallBank(api);
});
afterAll(() => api.stop());

test("goes from a scan over a correction to the original, its acceptance and execution; the first receipt stands", async () => {
  await api.sent("anna", "receive-resignation", { ...letter("anna"), asked: { says: "from", date: "2026-04-10" } });
  expect(await refusal(hr, "accept-resignation", { ...of("anna"), lastDay: "2026-04-10" })).toEqual([
    422,
    "last-day-ambiguous",
    "/lastDay",
  ]);
  api.clock.now = "2026-03-20T09:00:00.000Z";
  await api.sent("anna", "correct-resignation", { ...letter("anna"), document: "documents/2" });
  await api.sent(hr, "accept-resignation", { ...of("anna"), lastDay: "2026-04-10" });
  expect((await refusal(hr, "execute-resignation", of("anna")))[1]).toBe("original-required");
  const original = { ...of("anna"), form: "original", document: "documents/3", on: "2026-03-20" };
  await api.sent(hr, "record-resignation-original", original);
  await api.sent(hr, "execute-resignation", of("anna"));
  const events = await api.events("resignation-anna_1");
  const receipts = events.flatMap(({ type, data }) =>
    type === "ResignationReceived" || type === "ResignationCorrected"
      ? [(data as { noticeEnds: string }).noticeEnds]
      : [],
  );
  expect(receipts).toEqual(["2026-03-30", "2026-03-30"]);
  await api.sent("anna", "withdraw-resignation", of("anna"));
  expect(await refusal("anna", "withdraw-resignation", of("anna"))).toEqual([409, "resignation-closed", "/number"]);
});

describe("a second one", () => {
  test("waits for the first, and two processes that receive the same one make it once", async () => {
    await api.sent("vera", "receive-resignation", letter("vera"));
    expect(await refusal("vera", "receive-resignation", { ...letter("vera"), number: 2 })).toEqual([
      409,
      "resignation-open",
      "/number",
    ]);
    await api.sent("vera", "withdraw-resignation", of("vera"));
    const twin = await api.twin();
    const second = { ...letter("vera"), number: 2 };
    const answers = await Promise.all([
      api.send("vera", "receive-resignation", second),
      twin.send(hr, "receive-resignation", second),
    ]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]));
  });
  test("skips no number", async () =>
    expect(await refusal("boris", "receive-resignation", { ...letter("boris"), number: 2 })).toEqual([
      422,
      "resignation-number",
      "/number",
    ]));
});

test("a colleague is refused alike whether there is a resignation or not, and nobody decides their own", async () => {
  const item = (employeeId: string) => ({ ...of(employeeId), item: "return-badge" });
  const there = await refusal("boris", "complete-exit-item", item("vera"));
  expect(there).toEqual([403, "not-permitted", undefined]);
  expect(await refusal("boris", "complete-exit-item", item("chief"))).toEqual(there);
  expect((await refusal("vera", "accept-resignation", { ...of("vera", 2), lastDay: "2026-04-10" }))[0]).toBe(403);
});

test.each([
  [{ receivedOn: "2026-03-21" }, 422, "received-in-the-future", "/receivedOn"],
  [{ receivedOn: "2025-01-08" }, 422, "before-hire", "/receivedOn"],
  [{ asked: { says: "last-day", date: "2026-02-29" } }, 400, "invalid-input", "/asked/date"],
  [{ asked: { says: "soon" } }, 400, "invalid-input", "/asked/says"],
  [{ number: 0 }, 400, "invalid-input", "/number"],
])("a letter with %j is refused with %i", async (more, ...expected) =>
  expect(await refusal(hr, "receive-resignation", { ...letter("boris"), ...more })).toEqual(expected),
);

test("what a head has to do at the end and at the beginning is done by the deputy while the head is away", async () => {
  const handedOver = { ...of("vera", 2), item: "hand-over" };
  const title = { ru: "Цели", en: "Goals" };
  const goals = { taskId: "goals", title, owner: "head", due: 0, needsDocument: false };
  await api.sent(hr, "accept-resignation", { ...of("vera", 2), lastDay: "2026-04-10" });
  await api.sent(hr, "publish-onboarding-template", { templateId: "with-head", title, tasks: [goals] });
  await api.sent(hr, "plan-onboarding", { employeeId: "vera", templateId: "with-head", startsOn: "2026-03-23" });
  const goalsSet = { employeeId: "vera", taskId: "goals" };
  await api.sent("chief", "appoint-deputy", {
    userId: "chief",
    deputy: "boris",
    from: "2026-03-16",
    until: null,
    kinds: null,
  });
  expect(await refusal("boris", "complete-exit-item", handedOver)).toEqual([403, "not-permitted", undefined]);
  expect(await refusal("boris", "complete-onboarding-task", goalsSet)).toEqual([403, "not-permitted", undefined]);
  await api.sent(hr, "open-sick-leave", {
    employeeId: "chief",
    kind: "sick-leave",
    from: "2026-03-19",
    to: "2026-03-27",
    certificate: "910000000001",
  });
  await api.sent("boris", "complete-exit-item", handedOver);
  await api.sent("boris", "complete-onboarding-task", goalsSet);
  expect(await refusal("boris", "waive-onboarding-task", { ...goalsSet, reason: "No" })).toEqual([
    403,
    "not-permitted",
    undefined,
  ]);
});
