// A unit's sheet over HTTP: who may type into it, hand it in, take it and correct it, and what a closed period lets through.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { runApi, type RunningApi } from "../../testing/running-api.js";
import { officers, openSmallBank } from "../../testing/small-bank.js";

const { hr, accountant } = officers;
let api: RunningApi;

beforeAll(async () => {
  api = await runApi(); // on 16 March 2026
  await openSmallBank(api);
});
afterAll(() => api.stop());

const sheet = { unitId: "u2", period: "2026-03" };
const outcome = async (sender: string, command: string, body: object): Promise<string> => {
  const answer = await api.send(sender, command, body);
  return answer.status === 200
    ? answer.body.events.map(({ type }: { type: string }) => type).join(" ")
    : `${answer.status} ${answer.body.code}`;
};
const recording = (date: string, minutes = 480, more: object = {}) => ({
  ...sheet,
  employeeId: "anna",
  date,
  entries: [{ code: "Я", minutes }],
  ...more,
});

describe("what may be typed in", () => {
  test("by the head, the head above, HR and accounting, and by nobody else", async () => {
    expect(await outcome("head", "record-deviation", recording("2026-03-02", 100))).toBe("DeviationRecorded");
    expect(await outcome("boss", "record-deviation", recording("2026-03-02", 110))).toBe("DeviationRecorded");
    expect(await outcome(hr, "record-deviation", recording("2026-03-02", 120))).toBe("DeviationRecorded");
    expect(await outcome(accountant, "record-deviation", recording("2026-03-02", 130))).toBe("DeviationRecorded");
    for (const sender of ["anna", "boris", "chief"])
      expect(await outcome(sender, "record-deviation", recording("2026-03-02", 140))).toBe("403 not-permitted");
  });

  test("by the head's deputy on the days of the appointment, not by a deputy for other matters", async () => {
    const appointed = { userId: "head", deputy: "boris", from: "2026-03-16", until: "2026-03-16" };
    await api.sent("head", "appoint-deputy", { ...appointed, kinds: ["sick-leave"] });
    expect(await outcome("boris", "record-deviation", recording("2026-03-03"))).toBe("403 not-permitted");
    await api.sent("head", "appoint-deputy", { ...appointed, kinds: null });
    expect(await outcome("boris", "record-deviation", recording("2026-03-03"))).toBe("DeviationRecorded");
  });

  test.each([
    ["a time that no clock shows", { entries: [{ code: "Я", minutes: 60, time: { from: "25:00", to: "26:00" } }] }],
    ["minutes that are no number", { entries: [{ code: "Я", minutes: "NaN" }] }],
    ["negative minutes", { entries: [{ code: "Я", minutes: -1 }] }],
    ["no entry at all", { entries: [] }],
    ["a month that is none", { period: "2026-13" }],
  ])("not with %s", async (_, more) => {
    const { status, body } = await api.send("head", "record-deviation", recording("2026-03-04", 480, more));
    expect([status, body.code]).toEqual([400, "invalid-input"]);
  });

  test("not for an employee of another unit, a day that has not come, or a code that no form has", async () => {
    expect(await outcome("head", "record-deviation", recording("2026-03-04", 480, { employeeId: "vera" }))).toBe(
      "422 not-in-unit",
    );
    expect(await outcome("head", "record-deviation", recording("2026-03-17"))).toBe("422 day-not-come");
    const unknown = { entries: [{ code: "ЪЪ", minutes: 60 }] };
    expect(await outcome("head", "record-deviation", recording("2026-03-04", 480, unknown))).toBe(
      "422 timesheet-code-unknown",
    );
  });
});

describe("a closed period", () => {
  test("takes corrective sheets and nothing else, and is not opened again", async () => {
    const old = { unitId: "u2", period: "2026-02" };
    const typed = { ...recording("2026-02-12"), ...old };
    expect(await outcome("head", "record-deviation", typed)).toBe("DeviationRecorded");
    expect(await outcome("head", "submit-timesheet", old)).toBe("TimesheetSubmitted");
    expect(await outcome("head", "record-deviation", { ...typed, date: "2026-02-13" })).toBe("409 timesheet-not-open");
    expect(await outcome("head", "accept-timesheet", old)).toBe("403 not-permitted");
    expect(await outcome(accountant, "accept-timesheet", old)).toBe("TimesheetAccepted");
    await api.sent(accountant, "open-period", { period: "2026-02" });
    expect(await outcome(accountant, "close-period", { period: "2026-02" })).toBe("422 period-not-calculated");
    await api.sent(accountant, "calculate-period", { period: "2026-02" });
    await api.sent(accountant, "close-period", { period: "2026-02" });
    expect(await outcome(accountant, "open-period", { period: "2026-02" })).toBe("409 period-closed");
    expect(await outcome(accountant, "return-timesheet", { ...old, reason: "Too late." })).toBe("409 period-closed");
    const elsewhere = { ...recording("2026-02-12"), unitId: "u3", period: "2026-02", employeeId: "vera" };
    expect(await outcome("chief", "record-deviation", elsewhere)).toBe("409 period-closed");
    const corrective = {
      ...old,
      employeeId: "anna",
      cells: [{ date: "2026-02-13", entries: [{ code: "Б", minutes: 0 }] }],
      reason: "The certificate came late.",
    };
    expect(await outcome("head", "post-corrective-timesheet", corrective)).toBe("403 not-permitted");
    expect(await outcome(accountant, "post-corrective-timesheet", corrective)).toBe("CorrectiveTimesheetPosted");
  });
});

test("the deputy of a head who has left types in nothing, although the head is still entered", async () => {
  await api.sent("head", "appoint-deputy", {
    userId: "head",
    deputy: "boris",
    from: "2026-03-16",
    until: null,
    kinds: null,
  });
  expect(await outcome("boris", "record-deviation", recording("2026-03-05", 300))).toBe("DeviationRecorded");
  await api.sent(hr, "record-leaving", { employeeId: "head", lastDay: "2026-03-15" });
  expect(await outcome("boris", "record-deviation", recording("2026-03-05", 310))).toBe("403 not-permitted");
  expect(await outcome("head", "record-deviation", recording("2026-03-05", 320))).toBe("403 not-permitted");
  expect(await outcome("boss", "record-deviation", recording("2026-03-05", 330))).toBe("DeviationRecorded");
});
